import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/model/digest.ts';
import { originOf, removal, requestToken } from '../../../src/plan/request-token.ts';

const digest = sha256('content');
const api = { digest, service: 'api', region: 'eu-west-1' };
const token = requestToken(api, 'change set 1');

describe('request tokens', () => {
  it('are the same for the same attempt, and others for another attempt, service, region or content', () => {
    expect(requestToken({ ...api }, 'change set 1')).toBe(token);
    const others = [
      requestToken(api, 'change set 2'),
      requestToken({ ...api, service: 'web' }, 'change set 1'),
      requestToken({ ...api, region: 'us-east-1' }, 'change set 1'),
      requestToken({ ...api, digest: sha256('other') }, 'change set 1'),
    ];
    expect(new Set([token, ...others]).size).toBe(5);
  });

  it('are what AWS takes, with the longest names there are', () => {
    const longest = requestToken({ digest, service: 'a'.repeat(32), region: 'ap-southeast-1' }, 'x');
    expect(longest).toMatch(/^[a-zA-Z0-9][-a-zA-Z0-9]*$/);
    expect(longest.length).toBeLessThanOrEqual(128);
  });

  it.each([
    ['own', token, [{ ...api, digest: removal('id') }, api]],
    ['own', requestToken(api, 'any other attempt'), [api]],
    ['earlier', token, [{ ...api, digest: sha256('other') }]],
    ['earlier', token, [{ ...api, service: 'web' }]],
    ['foreign', 'Console-UpdateStack-0a1b', [api]],
    ['foreign', `${token}!`, [api]],
    ['foreign', null, [api]],
  ] as const)('tell whose an operation is: %s', (origin, found, operations) => {
    expect(originOf(found, operations)).toBe(origin);
  });
});
