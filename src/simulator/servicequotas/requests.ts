import { lowerId } from '../ids.ts';
import { textOf, type Input } from '../input.ts';
import type { Call, Operation, Task } from '../service.ts';
import { appliedValue, grantKey } from './applied.ts';
import { alreadyRequested, illegal, tooManyRequests } from './faults.ts';
import { pageOf, quotaIn, required } from './lookup.ts';
import { QUOTAS } from './quotas.ts';
import { isOpen, quotasOf, type StoredRequest } from './store.ts';

/** Service Quotas user guide, quotas: requests of an account that may be open at a time. */
const MAX_OPEN = 20;

export const requestServiceQuotaIncrease: Operation = (input, call) => {
  const quota = quotaIn(input, call);
  const desired = input['DesiredValue'];
  if (typeof desired !== 'number') throw illegal('DesiredValue must be a number.');
  if (!quota.adjustable) throw illegal(`The quota ${quota.code} is not adjustable.`);
  if (desired <= appliedValue(quota, call.account, call.region, call)) {
    throw illegal('The desired value must be greater than the current value of the quota.');
  }
  const { service, code } = quota;
  refuseTooMany(call, service, code);
  const request: StoredRequest = {
    id: lowerId(call.state, '', 40),
    account: call.account,
    region: call.region,
    service,
    code,
    desired,
    status: 'PENDING',
    requester: call.principal,
    created: call.now,
    updated: call.now,
  };
  quotasOf(call.state).requests.push(request);
  const { quotaIncreaseMs } = call.settings;
  call.schedule(Math.floor(quotaIncreaseMs / 2), 'servicequotas', 'case-opened', { id: request.id });
  call.schedule(quotaIncreaseMs, 'servicequotas', 'granted', { id: request.id });
  return { RequestedQuota: present(request) };
};

function refuseTooMany({ state, account, region }: Call, service: string, code: string): void {
  const open = quotasOf(state).requests.filter((request) => request.account === account && isOpen(request));
  if (open.some((request) => request.region === region && request.service === service && request.code === code)) {
    throw alreadyRequested('Only one open service quota increase request is allowed per quota.');
  }
  if (open.length >= MAX_OPEN)
    throw tooManyRequests(`You have ${String(MAX_OPEN)} open service quota increase requests.`);
}

export const caseOpened: Task = (data, call) => {
  const request = requestOf(data, call);
  if (request !== undefined) Object.assign(request, { status: 'CASE_OPENED', updated: call.now });
};

/** Everything that is asked for is granted. */
export const granted: Task = (data, call) => {
  const request = requestOf(data, call);
  const quota = QUOTAS.find(({ service, code }) => service === request?.service && code === request.code);
  if (request === undefined || quota === undefined) return;
  Object.assign(request, { status: 'APPROVED', updated: call.now });
  quotasOf(call.state).granted[grantKey(request.account, request.region, quota)] = request.desired;
};

function requestOf(data: unknown, { state }: Pick<Call, 'state'>): StoredRequest | undefined {
  return quotasOf(state).requests.find(({ id }) => id === (data as { id: string }).id);
}

export const listRequests: Operation = (input, call) => history(input, call, textOf(input, 'ServiceCode'), null);

export const listRequestsByQuota: Operation = (input, call) =>
  history(input, call, required(input, 'ServiceCode'), required(input, 'QuotaCode'));

function history(input: Input, call: Call, service: string | null, code: string | null): Record<string, unknown> {
  const status = textOf(input, 'Status');
  const found = quotasOf(call.state).requests.filter(
    (request) =>
      request.account === call.account &&
      request.region === call.region &&
      (service === null || request.service === service) &&
      (code === null || request.code === code) &&
      (status === null || request.status === status),
  );
  const { items, NextToken } = pageOf(found, input);
  return { RequestedQuotas: items.map(present), NextToken };
}

function present(request: StoredRequest): Record<string, unknown> {
  const { account, region, service, code } = request;
  const quota = QUOTAS.find((each) => each.service === service && each.code === code);
  return {
    Id: request.id,
    ServiceCode: service,
    ServiceName: quota?.serviceName,
    QuotaCode: code,
    QuotaName: quota?.name,
    DesiredValue: request.desired,
    Status: request.status,
    Created: new Date(request.created),
    LastUpdated: new Date(request.updated),
    Requester: JSON.stringify({ accountId: account, callerArn: request.requester }),
    QuotaArn: `arn:aws:servicequotas:${region}:${account}:${service}/${code}`,
    GlobalQuota: quota?.global ?? false,
    Unit: 'None',
  };
}
