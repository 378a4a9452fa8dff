import { assert, constantFrom, property, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samePolicy } from '../../../src/baseline/policy.ts';

describe('samePolicy', () => {
  it.each([
    ['a list of one is a bare value', { Principal: { AWS: ['a'] } }, { Principal: { AWS: 'a' } }],
    ['lists have no order', { Action: ['b', 'a'] }, { Action: ['a', 'b'] }],
    ['keys have no order', { Version: '1', Id: 'x' }, { Id: 'x', Version: '1' }],
  ])('%s', (_, one, other) => {
    expect(samePolicy(one, other)).toBe(true);
  });

  it.each([
    ['another action', { Action: 'a' }, { Action: 'b' }],
    ['one action more', { Action: 'a' }, { Action: ['a', 'b'] }],
    ['no condition', { Action: 'a', Condition: {} }, { Action: 'a' }],
    ['no policy', { Action: 'a' }, null],
  ])('tells apart: %s', (_, one, other) => {
    expect(samePolicy(one, other)).toBe(false);
  });

  it('sees through every shuffling of statements and actions', () => {
    const actions = uniqueArray(constantFrom('s3:Get*', 's3:Put*', 'ssm:*', 'kms:Decrypt'), { minLength: 1 });
    assert(
      property(uniqueArray(actions, { minLength: 1, selector: (list) => [...list].sort().join() }), (lists) => {
        const policy = { Statement: lists.map((Action) => ({ Effect: 'Allow', Action })) };
        const shuffled = {
          Statement: lists.map((Action) => ({ Action: [...Action].reverse(), Effect: 'Allow' })).reverse(),
        };
        expect(samePolicy(policy, shuffled)).toBe(true);
      }),
    );
  });
});
