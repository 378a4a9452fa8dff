import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../../src/files/folder.ts';
import { folder } from '../../support/folder.ts';

it('makes all that is missing, with the permissions asked for, and leaves what is there', async () => {
  const root = await folder({});
  await mkdir(join(root, 'there'), { mode: 0o755 });
  makeFolder(join(root, 'there', 'one', 'two'), 0o700);
  makeFolder(join(root, 'there', 'one', 'two'), 0o755);
  const modes = ['there', 'there/one', 'there/one/two'].map(
    async (path) => (await stat(join(root, path))).mode & 0o777,
  );
  expect(await Promise.all(modes)).toEqual([0o755, 0o700, 0o700]);
});

it('refuses what a file stands in the way of, with its path, and what can never be made', async () => {
  const root = await folder({});
  const file = join(root, 'afile');
  await writeFile(file, '');
  for (const path of [file, join(file, 'x', 'y')])
    expect(() => makeFolder(path)).toThrow(
      expect.objectContaining({ code: 'UsageInvalid', message: `${file} is not a folder` }),
    );
  expect(() => makeFolder('/proc/envctl/x')).toThrow(
    expect.objectContaining({ code: 'UsageInvalid', message: 'the folder /proc/envctl cannot be made' }),
  );
});
