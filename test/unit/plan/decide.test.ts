import { describe, expect, it } from 'vitest';
import type { Stack } from '../../../src/aws/types/cloudformation.ts';
import { decide, isOurs, type DecideInput } from '../../../src/plan/decide.ts';
import type { Desired } from '../../../src/plan/desired.ts';
import { dispositionOf, isHealthy, type Disposition } from '../../../src/plan/status.ts';
import { changeSetOf, service, stack } from '../../support/plan.ts';
import { deploymentOf } from '../../../src/plan/deployment.ts';
import { env, linked } from '../../support/plan.ts';
import { small } from '../../support/templates.ts';

const DIGEST = 'd'.repeat(64);
const up = stack('notes', { changeSetId: changeSetOf(DIGEST), parameters: { Size: '128' } });
const desired: Desired = { body: '{}', parameters: { Size: '128' }, tags: up.tags, digest: DIGEST, template: 't' };
const [notes] = linked(env([service('notes')]), { notes: small() }).services;
if (!notes) throw new Error('no service');
const deployment = deploymentOf(
  env([]),
  notes,
  { tree: notes.template.tree, artifacts: [] },
  { steps: [], writes: [], marks: {}, setAt: {}, problems: [] },
  [],
);

function decided(found: Stack | undefined, more: Partial<DecideInput> = {}): string {
  const { action, reasons } = decide({ stack: found, desired, deployment, recorded: undefined, changing: [], ...more });
  return reasons.length === 0 ? action : `${action}: ${reasons.join(', ')}`;
}

describe('a status', () => {
  it.each<[string, Disposition]>([
    ['CREATE_IN_PROGRESS', 'busy'],
    ['CREATE_FAILED', 'dead'],
    ['CREATE_COMPLETE', 'settled'],
    ['ROLLBACK_IN_PROGRESS', 'busy'],
    ['ROLLBACK_FAILED', 'dead'],
    ['ROLLBACK_COMPLETE', 'dead'],
    ['DELETE_IN_PROGRESS', 'busy'],
    ['DELETE_FAILED', 'dead'],
    ['DELETE_COMPLETE', 'absent'],
    ['UPDATE_IN_PROGRESS', 'busy'],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'busy'],
    ['UPDATE_COMPLETE', 'settled'],
    ['UPDATE_FAILED', 'settled'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'busy'],
    ['UPDATE_ROLLBACK_FAILED', 'stuck'],
    ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'busy'],
    ['UPDATE_ROLLBACK_COMPLETE', 'settled'],
    ['REVIEW_IN_PROGRESS', 'review'],
    ['IMPORT_IN_PROGRESS', 'busy'],
    ['IMPORT_COMPLETE', 'settled'],
    ['IMPORT_ROLLBACK_IN_PROGRESS', 'busy'],
    ['IMPORT_ROLLBACK_COMPLETE', 'settled'],
    ['IMPORT_ROLLBACK_FAILED', 'manual'],
  ])('%s means %s', (status, disposition) => {
    expect(dispositionOf(status)).toBe(disposition);
  });

  it('may be missing', () => {
    expect(dispositionOf(undefined)).toBe('absent');
  });

  it.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'])(
    '%s is well',
    (status) => {
      expect(isHealthy(status)).toBe(true);
    },
  );

  it.each([
    'UPDATE_ROLLBACK_COMPLETE',
    'ROLLBACK_COMPLETE',
    'UPDATE_FAILED',
    'CREATE_IN_PROGRESS',
    'REVIEW_IN_PROGRESS',
  ])('%s is not', (status) => {
    expect(isHealthy(status)).toBe(false);
  });
});

describe('what is done', () => {
  it.each<[string, Stack | undefined, string]>([
    ['no stack', undefined, 'create: is not deployed yet'],
    [
      'an abandoned change set',
      { ...up, status: 'REVIEW_IN_PROGRESS' },
      'create: was never deployed: only an earlier change set is there',
    ],
    [
      'one that never came up',
      { ...up, status: 'ROLLBACK_COMPLETE' },
      'recover: stack is ROLLBACK_COMPLETE: it is deleted and created again',
    ],
    [
      'one that got stuck',
      { ...up, status: 'UPDATE_ROLLBACK_FAILED' },
      'recover: stack is UPDATE_ROLLBACK_FAILED: its rollback is continued, then it is updated',
    ],
    [
      'one under way',
      { ...up, status: 'UPDATE_IN_PROGRESS' },
      'update: stack is UPDATE_IN_PROGRESS: that is waited for first',
    ],
    ['what is wanted', up, 'none'],
    [
      'what is wanted, while CloudFormation removes what it replaced',
      { ...up, status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' },
      'none',
    ],
    [
      'other content, while CloudFormation removes what it replaced',
      { ...up, status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', changeSetId: changeSetOf('e'.repeat(64)) },
      'update: stack is UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: that is waited for first',
    ],
    [
      'a failed update of the same content',
      { ...up, status: 'UPDATE_ROLLBACK_COMPLETE' },
      'update: the last operation did not end well: UPDATE_ROLLBACK_COMPLETE',
    ],
    ['other content', { ...up, changeSetId: changeSetOf('e'.repeat(64)) }, 'update: template, code or configuration'],
    [
      'a change set that is not ours',
      { ...up, changeSetId: 'arn:aws:cloudformation:eu-west-1:1:changeSet/by-hand/1' },
      'update: template, code or configuration',
    ],
    ['no change set at all', { ...up, changeSetId: null }, 'update: template, code or configuration'],
    ['another parameter', { ...up, parameters: { Size: '256' } }, 'update: parameter Size'],
    ['a parameter that CloudFormation does not tell', { ...up, parameters: { Size: '****' } }, 'none'],
    ['a missing parameter', { ...up, parameters: {} }, 'update: parameter Size'],
    ['a parameter more than is wanted', { ...up, parameters: { Size: '128', Default: 'x' } }, 'none'],
    ['a tag more', { ...up, tags: { ...up.tags, team: 'a' } }, 'update: tag team'],
    [
      'a tag less',
      { ...up, tags: { 'envctl:project': 'notes' } },
      'update: tag envctl:environment, tag envctl:service',
    ],
  ])('with %s', (_, found, action) => {
    expect(decided(found)).toBe(action);
  });

  it('is an update as long as a value is known only later', () => {
    expect(decided(up, { desired: null, changing: ['database', 'notes'] })).toBe(
      'update: takes values that database, notes will have',
    );
    expect(decided(up, { desired: null })).toBe('update: takes values that an upstream service will have');
  });

  it('is another look after what may change it', () => {
    expect(decided(up, { changing: ['database'] })).toBe('none: looked at again after database');
  });

  it('is nothing where CloudFormation saw no change the last time, as long as nobody has touched the stack since', () => {
    const other = { ...up, changeSetId: changeSetOf('e'.repeat(64)) };
    expect(decided(other, { recorded: { digest: DIGEST, updated: 1_000, template: null, protected: false } })).toBe(
      'none',
    );
    expect(
      decided(
        { ...other, updated: 2_000 },
        { recorded: { digest: DIGEST, updated: 1_000, template: null, protected: false } },
      ),
    ).toBe('update: was changed since the last deployment');
    expect(
      decided(
        { ...up, updated: 2_000 },
        { recorded: { digest: DIGEST, updated: 1_000, template: null, protected: false } },
      ),
    ).toBe('update: was changed since the last deployment');
    expect(decided(other, { recorded: { digest: 'x', updated: 1_000, template: null, protected: false } })).toBe(
      'update: template, code or configuration',
    );
  });
});

describe('whose a stack is', () => {
  const owner = { project: 'notes', name: 'staging' };

  it.each([
    ['ours', {}, true],
    ['another project’s', { 'envctl:project': 'other' }, false],
    ['an environment’s that begins the same', { 'envctl:environment': 'staging-2' }, false],
    ['another service’s', { 'envctl:service': 'users' }, false],
  ])('%s', (_, tags, ours) => {
    expect(isOurs({ ...up, tags: { ...up.tags, ...tags } }, owner, 'notes')).toBe(ours);
  });
});
