// `npm run check`: everything that has to hold before a change is taken. All steps run; any failure fails the whole.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, installMissing } from './install.js';
import { IMPORT_RULES, brokenRules } from './lint-fixture.js';
import { vitest } from './vitest.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SOURCES = ['src', 'test', 'scripts', 'bin'];

/** A step answers what is wrong, or null. */
const steps = [
  { name: 'types', run: types },
  { name: 'lint', run: lint },
  { name: 'import rules', run: importRules },
  { name: 'format', run: () => tool('prettier/bin/prettier.cjs', ['--check', '.']).problem },
  { name: 'dead code', run: () => tool('knip/bin/knip.js', ['--no-progress']).problem },
  { name: 'generated files', run: generated },
  { name: 'tests and their coverage', run: tests },
];

function types() {
  const { output, problem } = tool('typescript/bin/tsc', ['-p', 'tsconfig.json', '--listFiles'], { silent: true });
  const own = output.split('\n').filter((line) => line.startsWith(join(ROOT, 'src')));
  if (problem) return output.replaceAll(/^\/.*\n/gm, '').trim();
  return readSomething(own.length, 'files of src/');
}

function lint() {
  const { output, problem } = tool('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', ...SOURCES]);
  return problem ?? readSomething(Number(/ on (\d+) files/.exec(output)?.[1] ?? 0), 'files');
}

/** The rules for imports are worth something only if they fire. */
function importRules() {
  const silent = brokenRules((folder) => {
    const { output } = tool('oxlint/bin/oxlint', ['--config', '.oxlintrc.json', 'src'], { cwd: folder, silent: true });
    return output;
  });
  return silent.length > 0 ? `nothing is said about ${silent.join('; ')}` : readSomething(IMPORT_RULES.length, 'rules');
}

/** Every script that generates files says with --check whether they are up to date. */
function generated() {
  const scripts = readdirSync(join(ROOT, 'scripts')).filter((name) => /^generate.*\.js$/.test(name));
  const stale = scripts.flatMap((name) => node([join('scripts', name), '--check']).problem ?? []);
  return stale.length > 0 ? stale.join('\n') : readSomething(scripts.length, 'scripts');
}

function tests() {
  build();
  return vitest(['--coverage'], { name: 'check' }) === 0 ? null : 'a test failed, or too little is covered';
}

function readSomething(count, what) {
  if (count === 0) return `it read no ${what}`;
  process.stdout.write(`  ${count} ${what}\n`);
  return null;
}

function tool(path, parameters, options) {
  return node([join(ROOT, 'node_modules', path), ...parameters], options);
}

/** Runs a script; what it printed is shown when it failed, unless that is the caller's business. */
function node(parameters, { cwd = ROOT, silent = false } = {}) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, parameters, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  const output = `${stdout}${stderr}`;
  if (status !== 0 && !silent) process.stdout.write(output);
  return { output, problem: status === 0 ? null : `it ended with ${status}` };
}

function runAll() {
  const failed = [];
  for (const { name, run } of steps) {
    process.stdout.write(`▸ ${name}\n`);
    const started = performance.now();
    const problem = run();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(problem ? `  ✗ ${problem}\n` : `  ✓ ${seconds} s\n`);
    if (problem) failed.push(name);
  }
  process.stdout.write(failed.length > 0 ? `\nfailed: ${failed.join(', ')}\n` : '\neverything holds\n');
  return failed.length > 0 ? 1 : 0;
}

installMissing();
process.exitCode = runAll();
