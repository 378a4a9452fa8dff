// `npm run test:faults [-- --cases N|all] [-- --seed N]`: every AWS operation of every command meets every kind of trouble,
// on the embedded AWS in virtual time. All cases unless told otherwise; counts and outcomes go to docs/reliability.md.
// `--part 2/8 --folder DIR` runs an eighth of them; the page is about all parts of which the folder holds the results.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installMissing } from './install.js';
import { reliabilityPage } from './reference/reliability.js';
import { vitest } from './vitest.js';

const PAGE = fileURLToPath(new URL('../docs/reliability.md', import.meta.url));

function run() {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: 'all' },
      seed: { type: 'string', default: '1' },
      part: { type: 'string', default: '1/1' },
      folder: { type: 'string' },
    },
  });
  const folder = values.folder ? resolve(values.folder) : mkdtempSync(join(tmpdir(), 'envctl-faults-'));
  mkdirSync(folder, { recursive: true });
  const results = join(folder, `part-${values.part.replace('/', '-of-')}.json`);
  const { cases, seed, part } = values;
  Object.assign(process.env, { FAULT_CASES: cases, FAULT_SEED: seed, FAULT_PART: part, FAULT_RESULTS: results });
  try {
    const status = vitest(['test/unit/faults/campaign.test.ts'], { name: 'faults' });
    writePage(folder, Number(part.split('/')[1]));
    return status;
  } finally {
    if (!values.folder) rmSync(folder, { recursive: true, force: true });
  }
}

function writePage(folder, parts) {
  const names = readdirSync(folder).filter((name) => name.endsWith(`-of-${parts}.json`));
  process.stdout.write(`${names.length} of ${parts} parts are done\n`);
  const done = names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const page = reliabilityPage({ ...done[0], results: done.flatMap(({ results }) => results) });
  writeFileSync(PAGE, page);
  process.stdout.write(page);
}

installMissing();
process.exitCode = run();
