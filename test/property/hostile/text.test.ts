import * as fc from 'fast-check';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/definition/yaml-tree.ts';
import { toJson } from '../../../src/definition/tree.ts';
import { readText } from '../../../src/files/text-file.ts';
import { parseDotenv } from '../../../src/model/dotenv.ts';
import { parseConfigFile } from '../../../src/plan/config-file.ts';
import { readTemplate } from '../../../src/template/read.ts';
import { campaign } from '../../support/campaign.ts';
import { lines, load } from '../../unit/definition/project-fixture.ts';

const SAMPLE = new URL('../../../environments/', import.meta.url);

const TOKENS = [
  '\t',
  '\n',
  '\r\n',
  '  ',
  ': ',
  '- ',
  '? ',
  '# ',
  '---\n',
  '...\n',
  '|\n',
  '>\n',
  '%YAML 1.1\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  '&a ',
  '*a',
  '&a [*a]',
  '<<: *a\n',
  '<<: [*a, *b]\n',
  '!!binary ',
  '!!js/function ',
  '!Sub ',
  '!GetAtt ',
  '!<x> ',
  "'",
  '"',
  '__proto__: ',
  'constructor: ',
  'toString: 1\n',
  'hasOwnProperty: ',
  'null',
  '~',
  '.inf',
  '.nan',
  '0o17',
  '1e999',
  '2026-11-21',
  '${',
  '${env:HOME}',
  '${config:a.b}',
  '${output:x.Y}',
  '$${',
  '{{resolve:ssm:/x}}',
  '../../../etc/passwd',
  '/dev/zero',
  '; rm -rf ~ #',
  '$(id)',
  '`id`',
  '\u0000',
  '\u001b[31m',
  '\u009b',
  '\u202e',
  '\uFEFF',
  '\ud800',
  '\u2028',
  'é',
  '🙂',
  '\\',
  '\\u0000',
  '['.repeat(300),
  'a: {'.repeat(300),
  '- '.repeat(300),
  'x'.repeat(5_000),
  `${' '.repeat(400)}a:\n`,
];

/** One edit: at a place (0 to 1 of the text) so many letters are replaced by a token, or by a piece of the text itself. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  gone: fc.nat({ max: 40 }),
  token: fc.oneof(fc.constantFrom(...TOKENS), fc.string({ maxLength: 8, unit: 'binary' })),
  copied: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});
const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
const encoding = fc.constantFrom<BufferEncoding>('utf8', 'utf8', 'utf8', 'latin1', 'utf16le');

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(text: string, changes: readonly Edit[]): string {
  return changes.reduce((now, { at, gone, token, copied }) => {
    const place = Math.floor(at * now.length);
    const from = Math.floor((copied ?? 0) * now.length);
    const put = copied === null ? token : now.slice(from, from + 200);
    return now.slice(0, place) + put + now.slice(place + gone);
  }, text);
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'envctl-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('text that somebody damaged, or made to do damage', () => {
  it('is a definition, or is told what is wrong with it and where', async () => {
    const base = await readFile(new URL('base.yaml', SAMPLE), 'utf8');
    await campaign('definitions', edits, 120, async (changes) => {
      const main = `extends: base.yaml\naccount: { id: '123456789012' }\n`;
      const found = await load({ 'main.yaml': main, 'base.yaml': edited(base, changes) });
      expect(found.diagnostics.filter(({ at }) => at === null)).toEqual([]);
      expect(found.environments.length > 0 || lines(found).length > 0).toBe(true);
    });
  });

  it('is a template, or is told what is wrong with it and where', async () => {
    const sources = await Promise.all(
      ['notes', 'database', 'auth'].map((name) => readFile(new URL(`services/${name}/template.yaml`, SAMPLE), 'utf8')),
    );
    const cases = fc.tuple(fc.constantFrom(...sources), edits, encoding);
    await campaign('templates', cases, 100, async ([text, changes, written]) => {
      const file = join(folder, 'template.yaml');
      await writeFile(file, edited(text, changes), written);
      const { value, diagnostics } = await readTemplate({ value: file, at: { file, line: 1, column: 1 } });
      expect(value === null).toBe(diagnostics.length > 0);
      for (const { at, code } of diagnostics) expect([code, at?.file]).toEqual(['TemplateInvalid', file]);
    });
  });

  it('is configuration, or is told what is wrong with it and where', async () => {
    const text = await readFile(new URL('services/notes/config/default.yaml', SAMPLE), 'utf8');
    await campaign('build-time configuration', fc.tuple(edits, encoding), 400, async ([changes, written]) => {
      const file = join(folder, 'default.yaml');
      await writeFile(file, edited(text, changes), written);
      const read = await readText({ file, code: 'ConfigInvalid', namedAt: null });
      const { value, diagnostics } = read.value === null ? read : readYaml(file, read.value, 'ConfigInvalid');
      expect(value === null || diagnostics.length === 0).toBe(true);
      expect(diagnostics.every(({ at }) => at?.file === file)).toBe(true);
      if (value !== null && typeof value !== 'string') JSON.stringify(toJson(value));
      expect(Object.prototype).not.toHaveProperty('polluted');
    });
  });

  it('is a file of values, or is refused without a word of what stands in it', async () => {
    const text = 'A=1\nexport B="x\\ny" # why\nC=\'$HOME\'\n';
    const json = '{"notes":{"A":"1","B":null,"C":2}}';
    await campaign('files of values', fc.tuple(fc.constantFrom(text, json), edits), 500, ([whole, changes]) => {
      const given = edited(whole, changes);
      const { value, diagnostics } = parseConfigFile({
        name: 'x',
        text: given,
        service: whole === text ? 'notes' : null,
      });
      expect(value === null).toBe(diagnostics.length > 0);
      for (const { key } of value ?? []) expect(typeof key).toBe('string');
      parseDotenv(given);
    });
  });
});
