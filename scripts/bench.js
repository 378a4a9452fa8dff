// `npm run bench`: how fast envctl is, measured side by side in one run. docs/performance.md says what is measured and how.
//   npm run bench                    everything on the embedded AWS; a table
//   npm run bench -- --json          the same as one JSON document
//   npm run bench -- calls makespan  some sections: start, calls, makespan, accounts, scale, spread, rehearse
//   npm run bench -- --environments 10,100,1000   sizes of the sections scale and spread
// With AWS_ENDPOINT_URL the section `endpoint` measures against that AWS, in real time. Give it one to throw away.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { build } from './install.js';

build();
// In a process of its own: the memory of this one is measured.
execFileSync(process.execPath, [fileURLToPath(new URL('bench/bundle.js', import.meta.url))]);
// As in bin/envctl.js: before the program is loaded.
setFlagsFromString('--semi-space-growth-factor=1');
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const { SECTIONS } = await import('./bench/sections.js');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, environments: { type: 'string', default: '10,100' } },
});
const sizes = values.environments.split(',').map(Number);
const known = Object.keys(SECTIONS).filter((name) => name !== 'endpoint' || process.env.AWS_ENDPOINT_URL);
const wanted = positionals.length > 0 ? positionals : known;
const unknown = wanted.find((name) => !known.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`there is no section ${unknown}: ${known.join(', ')}\n`);
  process.exit(4);
}
const report = { node: process.version };
for (const name of wanted) {
  if (!values.json) process.stdout.write(`${name}\n`);
  report[name] = [];
  for await (const row of SECTIONS[name](sizes)) {
    report[name].push(row);
    if (!values.json) process.stdout.write(line(row));
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
if (Object.values(report).some((rows) => Array.isArray(rows) && rows.some(({ within }) => within === false))) {
  process.exitCode = 1;
}

/** What was measured, the value, the bound where there is one, and whether it is kept. */
function line({ what, value, unit, bound, within, note }) {
  const limit = bound === undefined ? '' : `bound ${bound}${within ? '' : '  MISSED'}`;
  return `  ${what.padEnd(62)} ${String(value).padStart(9)} ${unit.padEnd(12)} ${limit}${note ? `  ${note}` : ''}\n`;
}
