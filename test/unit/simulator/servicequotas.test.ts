import { CreateAccountCommand, DescribeCreateAccountStatusCommand } from '@aws-sdk/client-organizations';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ListAWSDefaultServiceQuotasCommand,
  ListRequestedServiceQuotaChangeHistoryByQuotaCommand,
  ListRequestedServiceQuotaChangeHistoryCommand,
  ListServiceQuotasCommand,
  RequestServiceQuotaIncreaseCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, it } from 'vitest';
import { QUOTAS } from '../../../src/simulator/servicequotas/quotas.ts';
import { seedOrganization } from '../../../src/simulator/seed.ts';
import { errorOf, makeWorld, type World } from './kernel-world.ts';

const LAMBDA = { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' };
const ACCOUNTS = { ServiceCode: 'organizations', QuotaCode: 'L-E619E033' };

let world: World;
let quotas: ServiceQuotasClient;
beforeEach(() => {
  world = makeWorld({ quotaIncreaseMs: 60_000, accountQuota: 1 });
  seedOrganization(world.state);
  quotas = at('eu-west-1');
});

const at = (region: string): ServiceQuotasClient => new ServiceQuotasClient({ ...world.client(), region });
const request = (quota: { ServiceCode: string; QuotaCode: string }, DesiredValue: number, client = quotas) =>
  client.send(new RequestServiceQuotaIncreaseCommand({ ...quota, DesiredValue }));
const valueOf = async (quota: { ServiceCode: string; QuotaCode: string }, client = quotas) =>
  (await client.send(new GetServiceQuotaCommand(quota))).Quota?.Value;

describe('quotas', () => {
  it('are read one by one and by service, applied and by default', async () => {
    const { Quota } = await quotas.send(new GetServiceQuotaCommand(LAMBDA));
    expect(Quota).toMatchObject({ ...LAMBDA, QuotaName: 'Concurrent executions', Value: 1000, Adjustable: true });
    expect((await quotas.send(new GetAWSDefaultServiceQuotaCommand(LAMBDA))).Quota?.Value).toBe(1000);
    const { Quotas } = await quotas.send(new ListServiceQuotasCommand({ ServiceCode: 'vpc' }));
    expect(Quotas?.map(({ QuotaCode }) => QuotaCode)).toContain('L-F678F1CE');
    const one = await quotas.send(new ListServiceQuotasCommand({ ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' }));
    expect(one.Quotas).toHaveLength(1);
    const page = await quotas.send(new ListAWSDefaultServiceQuotasCommand({ ServiceCode: 'vpc', MaxResults: 2 }));
    expect(page).toMatchObject({ Quotas: [{}, {}], NextToken: '2' });
  });

  it('of global services are kept in us-east-1', async () => {
    expect(await errorOf(valueOf(ACCOUNTS))).toMatchObject({ name: 'NoSuchResourceException' });
    expect(await valueOf(ACCOUNTS, at('us-east-1'))).toBe(1);
  });

  it.each([
    { ServiceCode: 'nothing', QuotaCode: 'L-1' },
    { ServiceCode: 'lambda', QuotaCode: 'L-1' },
  ])('do not know %j', async (quota) => {
    expect(await errorOf(valueOf(quota))).toMatchObject({ name: 'NoSuchResourceException' });
  });

  it('are lower in an account that was just made', async () => {
    const one = makeWorld({ createAccountMs: 0, roleReadyMs: 0 });
    seedOrganization(one.state);
    const made = await one.organizations().send(new CreateAccountCommand({ Email: 'a@example.com', AccountName: 'a' }));
    const CreateAccountRequestId = made.CreateAccountStatus?.Id;
    const told = await one.organizations().send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }));
    const RoleArn = `arn:aws:iam::${told.CreateAccountStatus?.AccountId ?? ''}:role/OrganizationAccountAccessRole`;
    const { Credentials } = await one.sts().send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
    expect(await valueOf(LAMBDA, new ServiceQuotasClient(one.client(Credentials)))).toBe(10);
  });

  it('stand in the table once', () => {
    const keys = QUOTAS.map(({ service, code }) => `${service}/${code}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('requests for more', () => {
  it('are pending, then a case, then granted in their region alone', async () => {
    const { RequestedQuota } = await request(LAMBDA, 3000);
    expect(RequestedQuota).toMatchObject({ ...LAMBDA, DesiredValue: 3000, Status: 'PENDING' });
    const status = async (): Promise<unknown> => {
      const answer = await quotas.send(new ListRequestedServiceQuotaChangeHistoryByQuotaCommand(LAMBDA));
      return answer.RequestedQuotas?.map(({ Status }) => Status);
    };
    world.pass(30_000);
    expect(await status()).toEqual(['CASE_OPENED']);
    expect(await valueOf(LAMBDA)).toBe(1000);
    world.pass(30_000);
    expect(await status()).toEqual(['APPROVED']);
    expect(await valueOf(LAMBDA)).toBe(3000);
    expect(await valueOf(LAMBDA, at('us-east-1'))).toBe(1000);
  });

  it('are open once a quota, and twenty at a time', async () => {
    await request(LAMBDA, 3000);
    expect(await errorOf(request(LAMBDA, 4000))).toMatchObject({ name: 'ResourceAlreadyExistsException' });
    const regions = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-west-2', 'eu-west-3', 'eu-north-1'];
    const others = regions.flatMap((region) =>
      ['L-F678F1CE', 'L-A4707A72', 'L-FE5A380F'].map((code) => [region, code]),
    );
    const ask = ([region = '', QuotaCode = '']: string[]): Promise<unknown> =>
      request({ ServiceCode: 'vpc', QuotaCode }, 50, at(region));
    for (const other of others.slice(0, 19)) await ask(other);
    expect(await errorOf(ask(others[19] ?? []))).toMatchObject({ name: 'QuotaExceededException' });
    const open = await quotas.send(new ListRequestedServiceQuotaChangeHistoryCommand({ Status: 'PENDING' }));
    expect(open.RequestedQuotas).toHaveLength(1);
  });

  it.each([1000, 5])('for %d, which is no more, are refused', async (value) => {
    expect(await errorOf(request(LAMBDA, value))).toMatchObject({ name: 'IllegalArgumentException' });
  });

  it('raise the number of accounts that the organization may have', async () => {
    const create = async (Email: string): Promise<unknown> => {
      const { CreateAccountStatus } = await world
        .organizations()
        .send(new CreateAccountCommand({ Email, AccountName: 'a' }));
      world.pass(10_000);
      const CreateAccountRequestId = CreateAccountStatus?.Id;
      const ended = await world
        .organizations()
        .send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }));
      return ended.CreateAccountStatus?.FailureReason ?? ended.CreateAccountStatus?.State;
    };
    expect(await create('a@example.com')).toBe('ACCOUNT_LIMIT_EXCEEDED');
    await request(ACCOUNTS, 2, at('us-east-1'));
    world.pass(60_000);
    expect(await create('a@example.com')).toBe('SUCCEEDED');
    expect(await create('b@example.com')).toBe('ACCOUNT_LIMIT_EXCEEDED');
  });
});
