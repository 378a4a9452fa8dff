import { ServiceQuotas } from '@aws-sdk/client-service-quotas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContract, type Contract } from '../support/contract/contract.ts';
import { refused } from '../support/contract/refusal.ts';

let aws: Contract;
let quotas: ServiceQuotas;
const LAMBDA = { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' };

beforeAll(async () => {
  aws = await openContract();
  const { credentials } = await aws.member();
  quotas = new ServiceQuotas(aws.client({ credentials }));
});
afterAll(() => aws.close());

test('a quota is read by its code, alone and among those of its service', async () => {
  const { Quota } = await quotas.getServiceQuota(LAMBDA);
  expect(Quota).toMatchObject({ ...LAMBDA, QuotaName: 'Concurrent executions', Adjustable: true, GlobalQuota: false });
  const { Quotas = [] } = await quotas.listServiceQuotas({ ServiceCode: 'lambda' });
  expect(Quotas.map(({ QuotaCode }) => QuotaCode)).toContain(LAMBDA.QuotaCode);
  expect(await refused(quotas.getServiceQuota({ ...LAMBDA, QuotaCode: 'L-00000000' }))).toMatch(
    /^NoSuchResourceException /,
  );
});

test('more is asked for once, granted later, and then holds', async () => {
  const { Quota } = await quotas.getServiceQuota(LAMBDA);
  const DesiredValue = (Quota?.Value ?? 0) + 1_000;
  const { RequestedQuota } = await quotas.requestServiceQuotaIncrease({ ...LAMBDA, DesiredValue });
  expect(RequestedQuota).toMatchObject({ ...LAMBDA, DesiredValue, Status: 'PENDING' });
  expect(await refused(quotas.requestServiceQuotaIncrease({ ...LAMBDA, DesiredValue }))).toMatch(
    /^ResourceAlreadyExistsException /,
  );
  const valueOf = async () => (await quotas.getServiceQuota(LAMBDA)).Quota?.Value;
  expect(await aws.until(valueOf, (value) => value === DesiredValue)).toBe(DesiredValue);
  const history = await quotas.listRequestedServiceQuotaChangeHistoryByQuota(LAMBDA);
  expect(history.RequestedQuotas?.map(({ Status }) => Status)).toEqual(['APPROVED']);
});
