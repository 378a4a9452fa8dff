// Makes sure that the packages of package.json are there in the versions that it names. Uses nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

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
