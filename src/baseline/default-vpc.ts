import { enabledRegion } from '../model/regions.ts';
import { IN_PLACE, type BaselineItem } from './item.ts';
import { optInRegions } from './sleeping.ts';

/** Removes the network that AWS puts into every region, where nothing uses it; one that is in use is NotOwned. */
export const defaultVpc: BaselineItem = {
  name: 'defaultVpc',
  after: [],
  scope: 'region',
  regions: async (environment, gateways) => {
    const enabled = await gateways.ec2(enabledRegion(environment.region)).enabledRegions();
    return [...new Set([...enabled, ...optInRegions(environment)])].sort();
  },
  wanted: ({ baseline }) => baseline.defaultVpc === 'delete',
  inspect: async ({ gateways, region }) => {
    const id = await gateways.ec2(region).defaultVpc();
    return id === null ? IN_PLACE : { action: 'update', reason: `${id} is deleted` };
  },
  apply: async ({ gateways, region }) => {
    const ec2 = gateways.ec2(region);
    const id = await ec2.defaultVpc();
    if (id !== null) await ec2.deleteVpc(id);
  },
};
