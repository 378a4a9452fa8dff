import type { RpcService } from '../service.ts';
import { getResources } from './resources.ts';

/** Resource Groups Tagging API, of which Organizations' accounts and units are here. Behaviour and sources: docs/simulator-account.md. */
export const tagging: RpcService = {
  name: 'tagging',
  protocol: 'json-1.1',
  operations: { GetResources: getResources },
};
