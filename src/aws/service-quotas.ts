import type * as sdk from '@aws-sdk/client-service-quotas';
import type { RequestedServiceQuotaChange, ServiceQuota } from '@aws-sdk/client-service-quotas';
import { unless } from './codes.ts';
import { connect } from './connect.ts';
import { allPages } from './pages.ts';
import type { Definition, Target } from './service.ts';
import type { Transport } from './transport.ts';
import type { Quota, QuotaRequest, ServiceQuotasGateway } from './types/service-quotas.ts';

const SERVICE_QUOTAS: Definition<typeof sdk> = {
  name: 'servicequotas',
  serviceId: 'Service Quotas',
  load: () => import('@aws-sdk/client-service-quotas'),
  client: (loaded, config) => new loaded.ServiceQuotasClient(config),
};

/** The most that a list answers with. */
const PAGE = 100;
const OPEN = new Set<string | undefined>(['PENDING', 'CASE_OPENED']);

export function serviceQuotasGateway(transport: Transport, target: Target): ServiceQuotasGateway {
  const service = connect(transport, target, SERVICE_QUOTAS);
  const list = async (operation: 'ListServiceQuotas' | 'ListAWSDefaultServiceQuotas', code: string) => {
    const pages = allPages(
      (NextToken?: string) => service.call(operation, { ServiceCode: code, MaxResults: PAGE, NextToken }),
      (page) => page.Quotas,
      (page) => page.NextToken,
    );
    return (await unless(pages, ['NoSuchResourceException'], [])).map(quotaOf);
  };
  return {
    quotas: (code) => list('ListServiceQuotas', code),
    defaults: (code) => list('ListAWSDefaultServiceQuotas', code),
    async openRequests() {
      const requests = await allPages(
        (NextToken?: string) => service.call('ListRequestedServiceQuotaChangeHistory', { MaxResults: PAGE, NextToken }),
        (page) => page.RequestedQuotas,
        (page) => page.NextToken,
      );
      return requests.filter(({ Status }) => OPEN.has(Status)).map(requestOf);
    },
    async request({ service: ServiceCode, code: QuotaCode, value: DesiredValue }) {
      const request = service.call('RequestServiceQuotaIncrease', { ServiceCode, QuotaCode, DesiredValue });
      await unless(request, ['ResourceAlreadyExistsException'], null);
    },
  };
}

function quotaOf(quota: ServiceQuota): Quota {
  const { ServiceCode = '', QuotaCode = '', QuotaName = '', Value = 0, Adjustable = false } = quota;
  return { service: ServiceCode, code: QuotaCode, name: QuotaName, value: Value, adjustable: Adjustable };
}

function requestOf({ ServiceCode = '', QuotaCode = '', DesiredValue = 0 }: RequestedServiceQuotaChange): QuotaRequest {
  return { service: ServiceCode, code: QuotaCode, value: DesiredValue };
}
