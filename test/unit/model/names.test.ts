import { describe, expect, it } from 'vitest';
import {
  bucketName,
  lockKey,
  outputsPath,
  parameterName,
  partitionOf,
  roleArn,
  roleNames,
  stackName,
  stackTags,
  writtenKey,
} from '../../../src/model/names.ts';

const owner = { project: 'notes', name: 'dev-emma', tags: { team: 'platform' } };
const LONGEST = 'a'.repeat(32);

describe('names', () => {
  it('are those that users and their scripts rely on', () => {
    expect(stackName(owner, 'database')).toBe('notes-dev-emma-database');
    expect(parameterName(owner, 'database', 'KEY')).toBe('/notes/dev-emma/database/KEY');
    expect(outputsPath(owner, 'database')).toBe('/notes/dev-emma/outputs/database');
    expect(bucketName('notes', '123456789012', 'eu-west-1')).toBe('notes-123456789012-eu-west-1');
    expect(roleNames('notes')).toEqual({
      deploy: 'envctl-notes-deploy',
      cloudformation: 'envctl-notes-cloudformation',
    });
    expect(lockKey('dev')).not.toBe(lockKey('dev-emma'));
    expect(writtenKey('dev')).not.toBe(lockKey('dev'));
  });

  it('are within the limits of AWS at their longest', () => {
    expect(stackName({ project: LONGEST, name: LONGEST }, LONGEST).length).toBeLessThanOrEqual(128);
    expect(bucketName(LONGEST, '123456789012', 'ap-southeast-4').length).toBeLessThanOrEqual(63);
    for (const name of Object.values(roleNames(LONGEST))) expect(name.length).toBeLessThanOrEqual(64);
  });

  it.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['us-west-1', 'aws'],
  ])('%s belongs to %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
    expect(roleArn('123456789012', 'deploy', region)).toBe(`arn:${partition}:iam::123456789012:role/deploy`);
  });
});

describe('tags of a stack', () => {
  it('are the definition’s and ours, and ours win', () => {
    expect(stackTags({ ...owner, tags: { team: 'platform', 'envctl:service': 'x' } }, 'notes', [])).toEqual({
      team: 'platform',
      'envctl:project': 'notes',
      'envctl:environment': 'dev-emma',
      'envctl:service': 'notes',
    });
  });

  it('name the lenders in an order that does not change', () => {
    expect(stackTags(owner, 'notes', ['staging/uploads', 'staging/auth'])['envctl:borrows']).toBe(
      'staging/auth staging/uploads',
    );
  });
});
