import type { Call, Operation } from '../service.ts';
import { appliedValue, defaultValue } from './applied.ts';
import { pageOf, quotaIn, quotasIn } from './lookup.ts';
import type { Quota } from './quotas.ts';

type Value = (quota: Quota, call: Call) => number;

const applied: Value = (quota, call) => appliedValue(quota, call.account, call.region, call);
const byDefault: Value = (quota, call) => defaultValue(quota, call);

export const getServiceQuota: Operation = (input, call) => ({ Quota: present(quotaIn(input, call), applied, call) });

export const getAwsDefaultServiceQuota: Operation = (input, call) => ({
  Quota: present(quotaIn(input, call), byDefault, call),
});

export const listServiceQuotas: Operation = (input, call) => {
  const { items, NextToken } = pageOf(quotasIn(input, call), input);
  return { Quotas: items.map((quota) => present(quota, applied, call)), NextToken };
};

export const listAwsDefaultServiceQuotas: Operation = (input, call) => {
  const { items, NextToken } = pageOf(quotasIn(input, call), input);
  return { Quotas: items.map((quota) => present(quota, byDefault, call)), NextToken };
};

function present(quota: Quota, value: Value, call: Call): Record<string, unknown> {
  const { service, serviceName, code, name, adjustable, global } = quota;
  return {
    ServiceCode: service,
    ServiceName: serviceName,
    QuotaArn: `arn:aws:servicequotas:${call.region}:${call.account}:${service}/${code}`,
    QuotaCode: code,
    QuotaName: name,
    Value: value(quota, call),
    Unit: 'None',
    Adjustable: adjustable,
    GlobalQuota: global,
  };
}
