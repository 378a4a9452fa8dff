import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

it('the package holds what runs, and nothing else', async () => {
  const packed = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT });
  const [{ files } = { files: [] }] = JSON.parse(packed.stdout) as { files: { path: string }[] }[];
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'bin/envctl.js',
      'dist/bundle/definition-validator.cjs',
      'dist/bundle/host.js',
      'dist/bundle/licences.txt',
      'dist/bundle/main.js',
      expect.stringMatching(/^dist\/bundle\/core-.*\.js\.map$/),
      'dist/help.txt',
      'schemas/environment.schema.json',
      'templates/init/environments/base.yaml',
    ]),
  );
  expect(
    paths.filter((path) => /^(?:src|test|scripts|docs|environments)\/|^dist\/(?!bundle\/|help\.txt$)|\.ts$/.test(path)),
  ).toEqual([]);
});
