// `npm run test:packed`: is the package that npm would publish whole, and nothing more? It is packed, looked through, installed
// elsewhere with the versions of package-lock.json, and asked to do what the demo does.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, installMissing } from './install.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** What belongs into the package; everything else is a slip. */
const WANTED = [
  /^package\.json$/,
  /^(LICENSE|README\.md|CHANGELOG\.md|THIRD-PARTY\.md)$/,
  /^bin\/envctl\.js$/,
  /^dist\/.+\.js$/,
  /^schemas\/.+\.json$/,
  /^templates\/.+$/,
];

/** Without these it would not work. */
const NEEDED = ['bin/envctl.js', 'dist/main.js', 'schemas/environment.schema.json', 'package.json', 'LICENSE'];

function command(program, parameters, cwd, inherit = false) {
  const result = spawnSync(program, parameters, {
    cwd,
    encoding: 'utf8',
    stdio: inherit ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${program} ${parameters.join(' ')} ended with ${result.status}`);
  return result.stdout;
}

/** Answers the path of the packed file; throws for one that holds too much or too little. */
function pack(folder) {
  const [{ filename, files, size }] = JSON.parse(
    command('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT),
  );
  const paths = files.map(({ path }) => path);
  const slips = paths.filter((path) => !WANTED.some((pattern) => pattern.test(path)));
  if (slips.length > 0) throw new Error(`this does not belong into the package: ${slips.join(', ')}`);
  const missing = NEEDED.filter((path) => !paths.includes(path));
  if (missing.length > 0) throw new Error(`this is missing in the package: ${missing.join(', ')}`);
  process.stdout.write(`${paths.length} files, ${Math.round(size / 1024)} kB packed: all of them belong there\n`);
  return join(folder, filename);
}

function run() {
  const folder = mkdtempSync(join(tmpdir(), 'envctl-packed-'));
  try {
    command('tar', ['xzf', pack(folder), '-C', folder], folder);
    const installed = join(folder, 'package');
    cpSync(join(ROOT, 'package-lock.json'), join(installed, 'package-lock.json'));
    command('npm', ['ci', '--omit=dev', '--ignore-scripts', '--prefer-offline', '--no-fund', '--no-audit'], installed);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const told = command(process.execPath, [join(installed, 'bin', 'envctl.js'), '--version'], folder).trim();
    if (told !== version) throw new Error(`the installed program says that it is version ${told}, not ${version}`);
    command(process.execPath, [join(ROOT, 'scripts', 'demo.js'), join(installed, 'bin', 'envctl.js')], folder, true);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

installMissing();
build();
process.exitCode = run();
