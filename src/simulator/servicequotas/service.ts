import type { RpcService } from '../service.ts';
import {
  getAwsDefaultServiceQuota,
  getServiceQuota,
  listAwsDefaultServiceQuotas,
  listServiceQuotas,
} from './quota-operations.ts';
import { caseOpened, granted, listRequests, listRequestsByQuota, requestServiceQuotaIncrease } from './requests.ts';

/** Service Quotas. Behaviour and sources: docs/simulator-account.md. */
export const servicequotas: RpcService = {
  name: 'servicequotas',
  protocol: 'json-1.1',
  operations: {
    GetServiceQuota: getServiceQuota,
    GetAWSDefaultServiceQuota: getAwsDefaultServiceQuota,
    ListServiceQuotas: listServiceQuotas,
    ListAWSDefaultServiceQuotas: listAwsDefaultServiceQuotas,
    RequestServiceQuotaIncrease: requestServiceQuotaIncrease,
    ListRequestedServiceQuotaChangeHistory: listRequests,
    ListRequestedServiceQuotaChangeHistoryByQuota: listRequestsByQuota,
  },
  tasks: { 'case-opened': caseOpened, granted },
};
