import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentNameFrom, projectNameFrom } from '../../../src/cli/init/names.ts';

const NAME = /^(?=.{1,32}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

describe('the name of a new project', () => {
  it.each([
    ['hello', 'hello'],
    ['My Hello', 'my-hello'],
    ['Überblick_2', 'uberblick-2'],
    ['2026-plans', 'plans'],
    ['aws-tools', 'my-aws-tools'],
    ['ssm', 'my-ssm'],
    ['', 'app'],
    ['数据', 'app'],
    [`a-${'b'.repeat(29)}-c`, `a-${'b'.repeat(29)}`],
  ])('from %s is %s', (folder, name) => {
    expect(projectNameFrom(folder)).toBe(name);
  });

  it('can always be used', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (folder) => {
        const name = projectNameFrom(folder);
        expect(name).toMatch(NAME);
        expect(name).not.toMatch(/^(aws|ssm)/);
      }),
    );
  });
});

describe('the name of the environment of an account', () => {
  it.each([
    ['Notes Staging', 'staging'],
    ['staging', 'staging'],
    ['notes', 'notes'],
    ['notes-2', 'notes-2'],
    ['!', 'account'],
  ])('%s is %s', (account, name) => {
    expect(environmentNameFrom(account, 'notes', new Set())).toBe(name);
  });

  it('can always be used and is never that of another one', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 })), (accounts) => {
        const taken = new Set(['base']);
        for (const account of accounts) {
          const name = environmentNameFrom(account, 'notes', taken);
          expect(name).toMatch(NAME);
          expect(taken.has(name)).toBe(false);
          taken.add(name);
        }
      }),
    );
  });
});
