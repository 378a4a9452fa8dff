import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReference, tokenize } from '../../../src/definition/reference.ts';

/** What a person writes to mean a text literally. */
const escape = (text: string): string => text.replaceAll('${', () => '$${');

describe('tokenize', () => {
  it('gives back any text that was escaped', () => {
    const pieces = fc.array(fc.oneof(fc.string(), fc.constantFrom('$', '{', '}', '${', '$${', '${a}')), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        pieces.map((parts) => parts.join('')),
        (text) => {
          expect(tokenize(escape(text))).toEqual(text === '' ? [] : [{ kind: 'text', text }]);
        },
      ),
    );
  });

  it('finds references between any texts', () => {
    const text = fc.string({ minLength: 1 }).filter((one) => !/[${}]/.test(one));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(tokenize(`${before}\${project}${after}`)).toEqual([
          { kind: 'text', text: before },
          { kind: 'reference', body: 'project' },
          { kind: 'text', text: after },
        ]);
      }),
    );
  });

  it.each(['${', 'a ${b', '${a ${b}}', '${config:${environment}}'])('has no answer for %s', (text) => {
    expect(tokenize(text)).toBeNull();
  });

  it.each([
    ['$', '$'],
    ['a$b', 'a$b'],
    ['$$', '$$'],
    ['$$${x}', '$${x}'],
    ['costs $5}', 'costs $5}'],
  ])('%s is the text %s', (source, text) => {
    expect(tokenize(source)).toEqual([{ kind: 'text', text }]);
  });
});

describe('parseReference', () => {
  it.each([
    ['project', { kind: 'project' }],
    ['git:sha', { kind: 'sha' }],
    ['env:HOME', { kind: 'env', name: 'HOME' }],
    ['config:a.b-c.d', { kind: 'config', path: 'a.b-c.d' }],
    ['ssm:/a/b.c', { kind: 'ssm', name: '/a/b.c' }],
    ['output:notes.Url', { kind: 'output', environment: null, service: 'notes', region: null, output: 'Url' }],
    [
      'output:staging/notes.Url',
      { kind: 'output', environment: 'staging', service: 'notes', region: null, output: 'Url' },
    ],
    [
      'output:notes@us-east-1.Url',
      { kind: 'output', environment: null, service: 'notes', region: 'us-east-1', output: 'Url' },
    ],
    ['output:a/b@us-east-1.C', { kind: 'output', environment: 'a', service: 'b', region: 'us-east-1', output: 'C' }],
  ])('understands %s', (body, expected) => {
    expect(parseReference(body)).toEqual(expected);
  });

  it.each([
    '',
    'projekt',
    ' project',
    'config:',
    'config:a..',
    'git:branch',
    'env:A B',
    'ssm:name',
    'output:notes',
    'output:.Url',
    'toString',
    '__proto__:x',
  ])('does not know %j', (body) => {
    expect(parseReference(body)).toBeNull();
  });
});
