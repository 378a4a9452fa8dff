// `npm run demo`: the life of three environments on the embedded AWS, each command as it would be typed.
// Works in a copy of the sample below the system's folder for temporary files, which is removed at the end.
// `npm run demo -- --packed`: with the package as npm packs it, installed there; nothing of this checkout is used but the sample.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { build, installMissing, installPacked } from './install.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const steps = [
  { says: 'The sample: a notes application of five services. Are its definitions in order?', run: 'validate' },
  { says: 'Three accounts, side by side.', run: 'create-account staging prod dev-emma' },
  { says: 'What each account needs before anything is deployed into it.', run: 'bootstrap staging prod --quiet' },
  {
    says: 'All five services, in the order that their templates imply. In prod, three of them wait for an approval.',
    run: 'deploy staging prod --yes --approve all',
  },
  {
    says: 'A developer of the API gets two stacks of her own, and borrows the database, the uploads and the logins of staging.',
    run: 'deploy dev-emma --yes',
  },
  { says: 'What is there now?', run: 'list' },
  { run: 'status dev-emma' },
  { says: 'Which service waits for which, and why?', run: 'graph staging' },
  {
    says: 'The users of staging need more memory: one value changes in its definition.',
    change: moreMemory,
    run: 'plan staging',
  },
  { says: 'Only the service that it concerns is deployed.', run: 'deploy staging --yes' },
  { says: 'Once more: nothing is left to do.', run: 'deploy staging --yes' },
  { says: 'Emma has finished: her stacks go, then her account.', run: 'destroy dev-emma --yes' },
  { run: 'close-account dev-emma --confirm dev-emma' },
  { run: 'list' },
];

/** Gives the function of one service more memory, in the copy's staging.yaml. */
function moreMemory(folder) {
  const file = join(folder, 'environments', 'staging.yaml');
  const before = readFileSync(file, 'utf8');
  const after = before.replace(/^services:\n/m, 'services:\n  users:\n    parameters: { MemorySize: 512 }\n');
  if (after === before) throw new Error(`${file} has no services to change`);
  writeFileSync(file, after);
  shell('vi environments/staging.yaml   # users.parameters.MemorySize: 512');
}

function shell(text) {
  process.stdout.write(`${paint('dim', '$')} ${paint('bold', text)}\n`);
}

/** Breaks between words, so that a narrow terminal does not break within one. */
function say(text) {
  const width = (process.stdout.columns ?? 100) - 2;
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`.trim();
  }
  for (const line of lines) process.stdout.write(`${paint('cyan', `# ${line}`)}\n`);
}

function paint(format, text) {
  const colour = process.stdout.isTTY && !process.env.NO_COLOR;
  return colour ? styleText(format, text, { validateStream: false }) : text;
}

/** Nothing of the caller's that could lead to a real AWS, or change what is shown. */
function surroundings() {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|ENVCTL_|GIT_)/.test(name));
  return { ...Object.fromEntries(inherited), ENVCTL_SIMULATE: 'true' };
}

/** Answers its exit status; output goes to where the demo's own goes, stderr too, so that both stay in order. */
function envctl(program, line, cwd) {
  shell(`envctl ${line}`);
  const result = spawnSync(process.execPath, [program, ...line.split(' ')], {
    cwd,
    env: surroundings(),
    stdio: ['ignore', 'inherit', process.stdout.isTTY ? 'inherit' : 1],
  });
  if (result.error) throw result.error;
  return result.status;
}

function run(packed) {
  const folder = mkdtempSync(join(tmpdir(), 'envctl-demo-'));
  const started = Date.now();
  try {
    const program = join(packed ? installPacked(folder) : ROOT, 'bin', 'envctl.js');
    cpSync(join(ROOT, 'environments'), join(folder, 'environments'), { recursive: true });
    for (const { says, change, run: line } of steps) {
      process.stdout.write('\n');
      if (says) say(says);
      change?.(folder);
      const status = envctl(program, line, folder);
      if (status === 0) continue;
      process.stderr.write(`\nenvctl ${line} ended with ${status}\n`);
      return 1;
    }
    process.stdout.write(`\nDone in ${Math.round((Date.now() - started) / 1000)} s; nothing is left behind.\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

installMissing();
build();
process.exitCode = run(process.argv.includes('--packed'));
