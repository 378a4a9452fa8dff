// Makes sure that the packages of package.json are there in the versions that it names. Uses nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = new URL('../', import.meta.url);

/** Runs `npm ci` unless everything is installed already. Ends the process when that fails. */
export function installMissing() {
  if (missing().length === 0) return;
  process.stderr.write('Installing the packages that package-lock.json names …\n');
  npm(['ci', '--no-fund', '--no-audit']);
}

/** Compiles src/ to dist/. Ends the process when that fails. */
export function build() {
  npm(['run', '--silent', 'build']);
}

/** Packs what is built and installs it in a folder, as somebody does who has only the package. Answers where it is then. */
export function installPacked(folder) {
  npm(['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]);
  const { name, version } = read('package.json');
  const options = ['--prefer-offline', '--ignore-scripts', '--no-fund', '--no-audit', '--omit=dev'];
  npm(['install', '--silent', ...options, '--prefix', folder, join(folder, `${name}-${version}.tgz`)]);
  return join(folder, 'node_modules', name);
}

function missing() {
  const { dependencies, devDependencies } = read('package.json');
  return Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([name, version]) => read(`node_modules/${name}/package.json`)?.version !== version,
  );
}

/** Null for a file that is not there. */
function read(path) {
  try {
    return JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
  } catch {
    return null;
  }
}

/** Its messages go to stderr: what a script answers stays alone on stdout. */
function npm(parameters) {
  const { status, error } = spawnSync('npm', parameters, {
    cwd: ROOT,
    stdio: ['inherit', 2, 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  process.stderr.write(`npm ${parameters.join(' ')} failed${error ? `: ${error.message}` : ''}\n`);
  process.exit(1);
}
