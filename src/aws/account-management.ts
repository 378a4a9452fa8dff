import type * as sdk from '@aws-sdk/client-account';
import type { AlternateContactType } from '@aws-sdk/client-account';
import type { Contact, ContactType } from '../model/environment.ts';
import { unless } from './codes.ts';
import { connect } from './connect.ts';
import { allPages } from './pages.ts';
import type { Definition, Target } from './service.ts';
import type { Transport } from './transport.ts';
import type { AccountManagementGateway } from './types/account-management.ts';

type AccountSdk = typeof sdk;

const ACCOUNT: Definition<AccountSdk> = {
  name: 'account',
  serviceId: 'Account',
  load: () => import('@aws-sdk/client-account'),
  client: (loaded, config) => new loaded.AccountClient(config),
};

const TYPES: Readonly<Record<ContactType, AlternateContactType>> = {
  billing: 'BILLING',
  operations: 'OPERATIONS',
  security: 'SECURITY',
};

/** `member`: an account of the organization that the target's account manages; the target's own must not be named. */
export function accountManagementGateway(
  transport: Transport,
  target: Target,
  member?: string,
): AccountManagementGateway {
  const service = connect(transport, target, ACCOUNT);
  const of = member === undefined ? {} : { AccountId: member };
  return {
    async rename(name) {
      await service.call('PutAccountName', { ...of, AccountName: name });
    },
    async contact(type) {
      const request = service.call('GetAlternateContact', { ...of, AlternateContactType: TYPES[type] });
      const answer = await unless(request, ['ResourceNotFoundException'], null);
      return answer?.AlternateContact ? contactOf(answer.AlternateContact) : null;
    },
    async putContact(type, { name, title, email, phone }) {
      const contact = { Name: name, Title: title, EmailAddress: email, PhoneNumber: phone };
      await service.call('PutAlternateContact', { ...of, AlternateContactType: TYPES[type], ...contact });
    },
    async regions() {
      const regions = await allPages(
        (NextToken?: string) => service.call('ListRegions', { ...of, MaxResults: 50, NextToken }),
        (page) => page.Regions,
        (page) => page.NextToken,
      );
      return Object.fromEntries(
        regions.map(({ RegionName = '', RegionOptStatus = 'DISABLED' }) => [RegionName, RegionOptStatus]),
      );
    },
    async enableRegion(name) {
      await service.call('EnableRegion', { ...of, RegionName: name });
    },
  };
}

function contactOf(contact: sdk.AlternateContact): Contact {
  const { Name = '', Title = '', EmailAddress = '', PhoneNumber = '' } = contact;
  return { name: Name, title: Title, email: EmailAddress, phone: PhoneNumber };
}
