import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/definition/yaml-tree.ts';
import { toJson, treeAt, type Path } from '../../../src/definition/tree.ts';

function read(text: string): { json: unknown; problems: string[] } {
  const { value, diagnostics } = readYaml('/p/a.yaml', text, 'DefinitionInvalid');
  return {
    json: value && toJson(value),
    problems: diagnostics.map(({ at, message }) => `${at?.line}:${at?.column} ${message}`),
  };
}

function position(text: string, path: Path): string {
  const { value } = readYaml('/p/a.yaml', text, 'DefinitionInvalid');
  const at = value && treeAt(value, path)?.at;
  return at ? `${at.line}:${at.column}` : 'none';
}

describe('positions', () => {
  const text = ['a:', '  b: [1, two]', 'c: &x { d: e }', 'f: *x', 'g:', '  <<: *x', '  h: |', '    long', ''].join(
    '\n',
  );

  it.each([
    [[], '1:1'],
    [['a', 'b'], '2:6'],
    [['a', 'b', 1], '2:10'],
    [['c', 'd'], '3:12'],
    [['f', 'd'], '3:12'],
    [['g', 'd'], '3:12'],
    [['g', 'h'], '7:6'],
  ])('%j stands at %s', (path, expected) => {
    expect(position(text, path)).toBe(expected);
  });

  it.each([
    ['a: "x\nb: 1\n', 'nothing closes'],
    ['a: [1, 2\nb: 3\n', 'is not closed'],
    ['a: b: c\n', 'needs quotes'],
    ['a\nb: 1\n', 'a colon is missing'],
    ['a:\n  b: 1\n c: 2\n', 'same column'],
    ['a: @x\n', 'in quotes'],
    ['a: *x\n', 'needs quotes'],
    ['a: "\\q"\n', 'single quotes'],
  ])('says what mostly helps: %j', (text, hint) => {
    expect(readYaml('/x.yaml', text, 'DefinitionInvalid').diagnostics[0]?.hint).toContain(hint);
  });

  it.each([
    ['a: 1\n\n{ q: foo  { "\n', '4:1'],
    ['a: 1\n{ {    }"\n', '3:1'],
  ])('counts all lines of %j, with a quote that nothing closes', (broken, end) => {
    expect(read(broken).problems.at(-1)?.split(' ')[0]).toBe(end);
  });

  it('tells the first errors of a text, and how many more there are', () => {
    const text = Array.from({ length: 20 }, (_, line) => `k${line}: b: c\n`).join('');
    const { problems } = read(text);
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['1:5', '2:5', '3:5']);
    expect(problems.filter((problem) => problem.includes('more'))).toEqual([
      expect.stringMatching(/^3:5 .* \(and 17 more in this file\)$/),
    ]);
  });

  it('counts columns after a byte order mark has gone and with Windows line ends', () => {
    expect(position('a: 1\r\nb:\r\n  c: 2\r\n', ['b', 'c'])).toBe('3:6');
  });
});

describe('values', () => {
  it.each([
    ['yes and no are words', 'a: yes\nb: no\n', { a: 'yes', b: 'no' }],
    ['even when the file asks for YAML 1.1', '%YAML 1.1\n---\na: yes\n', { a: 'yes' }],
    ['dates are words', 'a: 2026-12-31\n', { a: '2026-12-31' }],
    ['numbers as keys become text', '1: a\n', { '1': 'a' }],
    ['JSON with tabs is YAML', '{\n\t"a": [\n\t\t1\n\t]\n}\n', { a: [1] }],
    ['keys of objects are nothing special', 'constructor: 1\ntoString: 2\n', { constructor: 1, toString: 2 }],
    [
      'keys of the map win over merged ones',
      'x: &x { a: 1, b: 2 }\ny: { <<: *x, b: 3 }\n',
      { x: { a: 1, b: 2 }, y: { b: 3, a: 1 } },
    ],
    [
      'of merged maps the first wins',
      'x: [&a { k: 1 }, &b { k: 2, l: 3 }]\ny: { <<: [*a, *b] }\n',
      { x: [{ k: 1 }, { k: 2, l: 3 }], y: { k: 1, l: 3 } },
    ],
    ['a quoted << is a key', '"<<": 1\n', { '<<': 1 }],
    ['the nearest anchor before an alias counts', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n', { a: 1, b: 1, c: 2, d: 2 }],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual({ json: expected, problems: [] });
  });

  it('keeps numbers as they were written', () => {
    const { value } = readYaml('/p/a.yaml', 'a: 1.10\n', 'DefinitionInvalid');
    expect(value && treeAt(value, ['a'])).toMatchObject({ value: 1.1, source: '1.10' });
  });
});

describe('refusals', () => {
  it.each([
    ['duplicate keys', 'a: 1\nb: 2\na: 3\n', ['3:1 the key "a" is given twice']],
    ['duplicate keys deep inside', 'a:\n  - { b: 1, b: 2 }\n', ['2:13 the key "b" is given twice']],
    ['two merge keys', 'x: &x { a: 1 }\ny:\n  <<: *x\n  <<: *x\n', ['4:3 the key << is given twice']],
    ['tabs for indentation', 'a:\n\tb: 1\n', ['2:1 not valid YAML: tabs are not allowed as indentation']],
    ['a second document', 'a: 1\n---\nb: 2\n', ['2:1 the file holds more than one document']],
    ['unknown tags', 'a: !Ref b\n', ['1:4 not valid YAML: unresolved tag: !Ref']],
    ['unknown aliases', 'a: *x\n', ['1:4 the alias *x has no anchor before it']],
    ['aliases inside their own value', 'a: &x [*x]\n', ['1:8 the alias *x stands inside the value that it names']],
    ['merging what is not a map', 'a: { <<: 1 }\n', ['1:10 << takes a map or a list of maps']],
    ['keys that are not text', '? [a]\n: b\n', ['1:3 a key must be plain text']],
    ['the key that JavaScript keeps for itself', 'config:\n  __proto__: { a: 1 }\n', ['2:3 __proto__ cannot be a key']],
    [
      'numbers that JSON has not',
      'a: .inf\nb: .nan\n',
      ['1:4 .inf is not a value that JSON can hold', '2:4 .nan is not a value that JSON can hold'],
    ],
    [
      'several errors at once',
      'a: b: c\nd: !x e\n',
      [
        '1:4 not valid YAML: nested mappings are not allowed in compact mappings',
        '2:4 not valid YAML: unresolved tag: !x',
      ],
    ],
  ])('%s', (_, text, problems) => {
    expect(read(text)).toEqual({ json: null, problems });
  });

  it('says that references inside braces need quotes', () => {
    const { diagnostics } = readYaml('/p/a.yaml', 'a: { b: ${project} }\n', 'DefinitionInvalid');
    expect(diagnostics[0]?.hint).toBe('inside { } and [ ] a string with ${…} needs quotes');
  });
});

describe('hostile text', () => {
  const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`);
  const merges = Array.from({ length: 300 }, (_, i) => `m${i + 1}: &m${i + 1} { k${i}: 1, <<: *m${i} }`);

  it.each([
    [
      'an alias bomb',
      ['l0: &l0 lol', ...levels].join('\n'),
      'with its aliases written out this has more than 100000 values',
    ],
    [
      'aliases nested by aliases',
      ['n0: &n0 x', ...Array.from({ length: 200 }, (_, i) => `n${i + 1}: &n${i + 1} { a: *n${i} }`)].join('\n'),
      'with its aliases written out this has more than 100 levels',
    ],
    ['open brackets', '['.repeat(300_000), 'values are nested deeper than 100 levels'],
    ['a tower of lists', '- '.repeat(100_000) + 'x', 'values are nested deeper than 100 levels'],
    [
      'a tower of maps',
      Array.from({ length: 700 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'values are nested deeper than 100 levels',
    ],
  ])('%s is refused in bounded time', (_, text, message) => {
    const { problems } = read(text);
    expect(problems.join('\n')).toContain(message);
  });

  it('many keys are fine', () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `k${i}: ${i}`).join('\n');
    expect(Object.keys(read(text).json as object)).toHaveLength(20_000);
  });

  it('chains of merge keys stay within bounds', () => {
    expect(read(['m0: &m0 { k: 1 }', ...merges].join('\n')).problems.length).toBeGreaterThan(0);
  });
});
