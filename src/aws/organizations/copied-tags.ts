import type * as sdk from '@aws-sdk/client-resource-groups-tagging-api';
import { EnvctlError } from '../../diagnostics/error.ts';
import { connect } from '../connect.ts';
import { allPages } from '../pages.ts';
import type { Definition, Target } from '../service.ts';
import type { Transport } from '../transport.ts';
import { tagsOf } from './convert.ts';

const TAGGING: Definition<typeof sdk> = {
  name: 'tagging',
  serviceId: 'Resource Groups Tagging API',
  load: () => import('@aws-sdk/client-resource-groups-tagging-api'),
  client: (loaded, config) => new loaded.ResourceGroupsTaggingAPIClient(config),
};

/** The most that GetResources answers with. */
const PAGE = 100;

/**
 * Tags of the accounts that carry `key` with this value, by account id, from the copy that AWS keeps of all tags: a hundred
 * accounts a request. Only the management account finds any, and only in the home region of the partition, which `target`
 * has to be (Tag Editor user guide, supported resources). The copy is late by a time that AWS does not tell. It saves time,
 * and nothing fails for it: without the permission, behind a proxy that does not know the endpoint, or where it is down,
 * nothing is found.
 */
export async function copiedTags(
  transport: Transport,
  target: Target,
  key: string,
  value: string,
): Promise<ReadonlyMap<string, Record<string, string>>> {
  const service = connect(transport, target, TAGGING);
  const filters = { ResourceTypeFilters: ['organizations:account'], TagFilters: [{ Key: key, Values: [value] }] };
  const fetch = (PaginationToken?: string) =>
    service.call('GetResources', { ...filters, ResourcesPerPage: PAGE, PaginationToken }, { once: true });
  try {
    const found = await allPages(
      fetch,
      (page) => page.ResourceTagMappingList,
      (page) => page.PaginationToken,
    );
    return new Map(found.map(({ ResourceARN = '', Tags = [] }) => [ResourceARN.split('/').at(-1) ?? '', tagsOf(Tags)]));
  } catch (error) {
    if (error instanceof EnvctlError && error.code !== 'Interrupted') return new Map();
    throw error;
  }
}
