import type { RpcService } from '../service.ts';
import { deleteAlternateContact, getAlternateContact, putAlternateContact } from './contacts.ts';
import { getAccountInformation, putAccountName } from './information.ts';
import { disableRegion, enableRegion, getRegionOptStatus, listRegions, regionChanged } from './regions.ts';

/** AWS Account Management. Behaviour and sources: docs/simulator-account.md. */
export const account: RpcService = {
  name: 'account',
  protocol: 'rest-json',
  operations: {
    PutAlternateContact: putAlternateContact,
    GetAlternateContact: getAlternateContact,
    DeleteAlternateContact: deleteAlternateContact,
    GetAccountInformation: getAccountInformation,
    PutAccountName: putAccountName,
    EnableRegion: enableRegion,
    DisableRegion: disableRegion,
    GetRegionOptStatus: getRegionOptStatus,
    ListRegions: listRegions,
  },
  tasks: { 'region-changed': regionChanged },
};
