import { describe, expect, it } from 'vitest';
import type { DeployOutcome, DestroyOutcome, ServiceOutcome } from '../../../src/model/outcome.ts';
import { deployText, destroyText, duration } from '../../../src/report/outcomes.ts';
import { styleOf } from '../../../src/report/style.ts';

const plain = styleOf(false);

function service(name: string, given: Partial<ServiceOutcome> = {}): ServiceOutcome {
  return {
    service: name,
    stack: `notes-staging-${name}`,
    region: 'eu-west-1',
    outcome: 'created',
    seconds: 12,
    outputs: {},
    reason: null,
    ...given,
  };
}

function deployment(given: Partial<DeployOutcome>): string {
  const base = {
    environment: 'staging',
    accountId: '111111111111',
    outcome: 'succeeded',
    seconds: 75,
    approvalSeconds: 0,
    criticalPathSeconds: 61.2,
    criticalPath: ['database', 'notes'],
    apiCalls: 42,
    services: [],
  } as const;
  return deployText({ ...base, ...given }, plain);
}

describe('a deployment', () => {
  it('shows each service, and the addresses that came of it', () => {
    expect(
      deployment({
        services: [
          service('database', { outputs: { Arn: 'arn:aws:x' } }),
          service('notes', {
            outcome: 'updated',
            seconds: 3.25,
            outputs: { Url: 'https://notes.example.com', Name: 'n' },
          }),
          service('users', { outcome: 'unchanged', seconds: 0.4 }),
          service('auth', { outcome: 'shared' }),
        ],
      }),
    ).toMatchInlineSnapshot(`
      "staging: deployed in 1 min 15 s (critical path 1 min 1 s, 42 calls to AWS)
        service   region     outcome    time
        database  eu-west-1  created    12 s
        notes     eu-west-1  updated    3.3 s
        users     eu-west-1  unchanged
        auth      eu-west-1  shared

        critical path: database → notes

        output     url
        notes.Url  https://notes.example.com
      "
    `);
  });

  it('shows what failed and what was not begun', () => {
    expect(
      deployment({
        outcome: 'failed',
        services: [
          service('notes', {
            outcome: 'failed',
            reason: 'notes-staging-notes: Api (AWS::ApiGateway::RestApi): no luck',
          }),
          service('users', { outcome: 'skipped', seconds: 0, reason: 'notes failed' }),
        ],
      }),
    ).toMatchInlineSnapshot(`
      "staging: failed in 1 min 15 s (critical path 1 min 1 s, 42 calls to AWS)
        service  region     outcome  time
        notes    eu-west-1  failed   12 s  notes-staging-notes: Api (AWS::ApiGateway::RestApi): no luck
        users    eu-west-1  skipped        notes failed

        critical path: database → notes
      "
    `);
  });

  it('says when there was nothing to do', () => {
    expect(deployment({ outcome: 'unchanged' })).toBe('staging: nothing to do\n');
  });

  it('obeys no control character that came from AWS', () => {
    const text = deployment({
      services: [service('a', { outputs: { Url: 'https://x\u001B[2J' }, reason: 'bad\u0007\u009B31m' })],
    });
    expect(text).toContain('https://x\u{FFFD}[2J');
    expect(text).toContain('bad\u{FFFD}\u{FFFD}31m');
  });
});

describe('a destruction', () => {
  const one = { stack: 'x', region: 'eu-west-1', reason: null };
  const destroyed = (given: Partial<DestroyOutcome>): string =>
    destroyText({ environment: 'staging', outcome: 'succeeded', services: [], kept: [], ...given }, plain);

  it('shows what went and what stays', () => {
    expect(
      destroyed({
        services: [
          { ...one, service: 'notes', outcome: 'deleted' },
          { ...one, service: 'database', outcome: 'kept', reason: 'it is protected' },
          { ...one, service: 'users', outcome: 'absent' },
        ],
        kept: ['notes-staging-database', '/notes/staging/notes/KEY'],
      }),
    ).toMatchInlineSnapshot(`
      "staging: destroyed
        service   region     outcome
        notes     eu-west-1  deleted
        database  eu-west-1  kept     it is protected
        users     eu-west-1  absent

        kept: notes-staging-database, /notes/staging/notes/KEY
      "
    `);
  });

  it('of which every stack had gone before was one of parameters', () => {
    const text = destroyed({ services: [{ ...one, service: 'notes', outcome: 'absent' }] });
    expect(text).toMatch(/^staging: parameters deleted\n/);
  });

  it('says when there was nothing to destroy, and what is kept all the same', () => {
    expect(destroyed({ outcome: 'unchanged', kept: ['/notes/staging/notes/KEY'] })).toMatchInlineSnapshot(`
      "staging: nothing to destroy

        kept: /notes/staging/notes/KEY
      "
    `);
    expect(destroyed({ outcome: 'unchanged' })).not.toContain('kept');
  });

  it('says when it failed', () => {
    expect(
      destroyed({ outcome: 'failed', services: [{ ...one, service: 'a', outcome: 'failed', reason: 'in use' }] }),
    ).toContain('staging: failed');
  });
});

describe('a duration', () => {
  it.each([
    [0, '0 s'],
    [0.04, '0 s'],
    [4.25, '4.3 s'],
    [9.96, '10 s'],
    [10, '10 s'],
    [59.4, '59 s'],
    [59.7, '1 min 0 s'],
    [60, '1 min 0 s'],
    [125, '2 min 5 s'],
    [179.6, '3 min 0 s'],
    [3599.7, '1 h 0 min'],
    [3780, '1 h 3 min'],
  ])('of %d seconds is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
