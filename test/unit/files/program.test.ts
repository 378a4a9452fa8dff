import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isProgram } from '../../../src/files/program.ts';
import { folder } from '../../support/folder.ts';

it('is an executable file by its path, or by a name on PATH', async () => {
  const root = await folder({ 'bin/tool': '', 'bin/text': '', 'bin/sub/tool2': '' });
  await chmod(join(root, 'bin/tool'), 0o755);
  await chmod(join(root, 'bin/sub/tool2'), 0o755);
  const bin = join(root, 'bin');
  const found = (command: string, path?: string): boolean => isProgram(command, root, path);
  expect(found('tool', `/nowhere:${bin}`)).toBe(true);
  expect(found('tool', 'bin')).toBe(true);
  expect(found('bin/tool', '')).toBe(true);
  expect(found(join(bin, 'tool'), '')).toBe(true);
  expect(found('sh')).toBe(true);
  for (const command of ['text', 'sub', 'tool2', './tool', '', bin]) expect(found(command, bin)).toBe(false);
  expect(found('tool', '/nowhere')).toBe(false);
});
