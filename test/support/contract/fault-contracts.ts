import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientSettings, Member } from './contract.ts';
import { refusal, refused } from './refusal.ts';
import { openTroubled, type TroubledContract } from './troubled.ts';
import { internal, throttled, type Effect } from '../faults/kinds.ts';

/** Tests of what clients of AWS are told of trouble, and what becomes of what they asked for: the same whoever makes it. */
export function faultContracts(): void {
  let aws: TroubledContract;
  let member: Member;
  let ssm: SSM;
  let patient: SSM;

  beforeAll(async () => {
    aws = await openTroubled();
    member = await aws.member();
    ssm = new SSM(aws.client({ credentials: member.credentials, attempts: 1 }));
    patient = new SSM(aws.client({ credentials: member.credentials, attempts: 3 }));
  });
  afterAll(() => aws.close());

  const inject = (call: string, effect: Effect, times = 1): Promise<void> => {
    const [service = '', name = ''] = call.split(':');
    return aws.inject({ id: aws.name(), operation: { service, name }, effect, times, accounts: [member.id] });
  };

  const dropped = (when: 'before' | 'after'): Effect => ({ type: 'drop', when });

  /** One request of each protocol. */
  const CALLS: Readonly<Record<string, (settings: ClientSettings) => Promise<unknown>>> = {
    'ssm:DescribeParameters': (settings) => new SSM(settings).describeParameters({}),
    'cloudformation:ListExports': (settings) => new CloudFormation(settings).listExports({}),
    's3:ListBuckets': (settings) => new S3(settings).listBuckets({}),
    'iam:ListRoles': (settings) => new IAM(settings).listRoles({}),
  };

  describe('what a client is told', () => {
    test.each([
      ['ssm:DescribeParameters', 'ThrottlingException 400'],
      ['cloudformation:ListExports', 'Throttling 400'],
      ['s3:ListBuckets', 'SlowDown 503'],
      ['iam:ListRoles', 'Throttling 400'],
    ])('of %s, too fast: %s', async (call, told) => {
      await inject(call, throttled);
      const settings = aws.client({ credentials: member.credentials, attempts: 1 });
      expect(await refused(CALLS[call]?.(settings) ?? Promise.resolve())).toBe(told);
      await CALLS[call]?.(settings);
    });

    test.each([
      ['ssm:DescribeParameters', 'InternalServerError 500'],
      ['cloudformation:ListExports', 'InternalFailure 500'],
      ['s3:ListBuckets', 'InternalError 500'],
      ['iam:ListRoles', 'ServiceFailureException 500'],
    ])('of %s, out of order: %s', async (call, told) => {
      await inject(call, internal);
      const settings = aws.client({ credentials: member.credentials, attempts: 1 });
      expect(await refused(CALLS[call]?.(settings) ?? Promise.resolve())).toBe(told);
      await CALLS[call]?.(settings);
    });

    test.each([
      ['ssm:DescribeParameters', 'AccessDeniedException 400'],
      ['cloudformation:ListExports', 'AccessDenied 403'],
      ['s3:ListBuckets', 'AccessDenied 403'],
      ['iam:ListRoles', 'AccessDenied 403'],
    ])('of %s, not allowed: %s, with the action', async (call, told) => {
      await inject(call, { type: 'denied' });
      const settings = aws.client({ credentials: member.credentials, attempts: 3 });
      const { name, status, message } = await refusal(CALLS[call]?.(settings) ?? Promise.resolve());
      expect(`${name} ${String(status)}`).toBe(told);
      expect(message).toContain(call.replace('Buckets', 'AllMyBuckets'));
    });

    test.each([
      ['ssm:DescribeParameters', 'ExpiredTokenException 400'],
      ['cloudformation:ListExports', 'ExpiredToken 403'],
      ['s3:ListBuckets', 'ExpiredToken 400'],
      ['iam:ListRoles', 'ExpiredToken 403'],
    ])('of %s, with credentials that are over: %s, and of every other request', async (call, told) => {
      const RoleArn = `arn:aws:iam::${member.id}:role/OrganizationAccountAccessRole`;
      const { Credentials } = await new STS(aws.client()).assumeRole({ RoleArn, RoleSessionName: 'short' });
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
      const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
      await inject(call, { type: 'expired' });
      const settings = aws.client({ credentials, attempts: 1 });
      expect(await refused(CALLS[call]?.(settings) ?? Promise.resolve())).toBe(told);
      expect(await refused(new STS(settings).getCallerIdentity({}))).toBe('ExpiredToken 403');
    });
  });

  const parameter = () => ({ Name: `/${aws.name()}/KEY`, Value: 'x', Type: 'String' }) as const;

  describe('what becomes of a write', () => {
    test('that is dropped on its way: nothing', async () => {
      const given = parameter();
      await inject('ssm:PutParameter', dropped('before'));
      expect((await refusal(ssm.putParameter(given))).status).toBeUndefined();
      expect(await refused(ssm.getParameter(given))).toBe('ParameterNotFound 400');
    });

    test('whose answer is dropped: it took effect', async () => {
      const given = parameter();
      await inject('ssm:PutParameter', dropped('after'));
      expect((await refusal(ssm.putParameter(given))).status).toBeUndefined();
      expect((await ssm.getParameter(given)).Parameter).toMatchObject({ Value: 'x', Version: 1 });
    });

    test('whose answer is dropped, and that the client sends again: it is there already', async () => {
      const given = parameter();
      await inject('ssm:PutParameter', dropped('after'));
      expect(await refused(patient.putParameter(given))).toBe('ParameterAlreadyExists 400');
    });

    test('that is refused twice, and that the client sends again: it takes effect once', async () => {
      const given = parameter();
      await inject('ssm:PutParameter', throttled, 2);
      expect(await patient.putParameter(given)).toMatchObject({ Version: 1 });
      expect((await ssm.getParameterHistory(given)).Parameters).toHaveLength(1);
    });

    test('that is refused as often as the client sends it: nothing', async () => {
      const given = parameter();
      await inject('ssm:PutParameter', internal, 3);
      expect(await refused(patient.putParameter(given))).toBe('InternalServerError 500');
      expect(await refused(ssm.getParameter(given))).toBe('ParameterNotFound 400');
    });

    test('that is answered late: it took effect once', async () => {
      const given = parameter();
      await inject('ssm:PutParameter', { type: 'slow', ms: 1_000 });
      expect(await ssm.putParameter(given)).toMatchObject({ Version: 1 });
    });
  });
}
