import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText } from '../../../src/files/text-file.ts';
import { folder } from '../../support/folder.ts';

const AT = { file: '/project/environments/dev.yaml', line: 3, column: 5 };

describe('a text file', () => {
  it('is read as UTF-8, without its byte order mark', async () => {
    const file = join(await folder({ 'a.yaml': '\uFEFFä: 🙂\n' }), 'a.yaml');
    expect(await readText({ file, code: 'ConfigInvalid', namedAt: AT })).toEqual({ value: 'ä: 🙂\n', diagnostics: [] });
  });

  it.each<[string, string | Uint8Array, string]>([
    ['UTF-16', Buffer.from('\uFEFFa: 1', 'utf16le'), 'the file is not UTF-8'],
    ['Latin-1', Buffer.from('a: ü', 'latin1'), 'the file is not UTF-8'],
    ['an escape sequence', 'a: 1\nb: \u001b[31m', 'the control character U+001B cannot stand in a file'],
    ['too much', ' '.repeat(101), 'the file has 101 bytes; at most 100 are read'],
  ])('with %s is refused in the file itself', async (_, content, message) => {
    const file = join(await folder({}), 'a.yaml');
    await writeFile(file, content);
    const { value, diagnostics } = await readText({ file, code: 'ConfigInvalid', namedAt: AT, maxBytes: 100 });
    expect([value, diagnostics]).toMatchObject([null, [{ code: 'ConfigInvalid', message, at: { file } }]]);
  });

  it('that has no end, or is none, is refused where it is named, and not begun with', async () => {
    const root = await folder({});
    await mkdir(join(root, 'folder'));
    for (const file of ['/dev/zero', join(root, 'folder')]) {
      const { diagnostics } = await readText({ file, code: 'ConfigInvalid', namedAt: AT });
      expect(diagnostics).toMatchObject([{ message: `${file} is not a file`, at: AT }]);
    }
  });
});
