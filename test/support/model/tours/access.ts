import { Account } from '@aws-sdk/client-account';
import { Organizations } from '@aws-sdk/client-organizations';
import { STS } from '@aws-sdk/client-sts';
import type { Tour } from './tour.ts';

const CONTACT = {
  AlternateContactType: 'SECURITY',
  Name: 'Emma',
  Title: 'Security',
  EmailAddress: 'security@example.com',
  PhoneNumber: '+44 20 7946 0000',
} as const;

/** Contacts, the name and the regions of the caller's account. */
export const account: Tour = async ({ client, pass }) => {
  const aws = new Account(client());
  await aws.putAlternateContact(CONTACT);
  await aws.getAlternateContact({ AlternateContactType: 'SECURITY' });
  await aws.deleteAlternateContact({ AlternateContactType: 'SECURITY' });
  await aws.putAccountName({ AccountName: 'manager' });
  await aws.getAccountInformation({});
  const region = { RegionName: 'eu-south-1' };
  await aws.enableRegion(region);
  await aws.getRegionOptStatus(region);
  pass(3_600);
  await aws.listRegions({});
  await aws.disableRegion(region);
  await aws.listRegions({ MaxResults: 5, RegionOptStatusContains: ['DISABLING', 'ENABLED_BY_DEFAULT'] });
};

/** The way into an account of the organization. */
export const sts: Tour = async ({ client, pass }) => {
  await new STS(client()).getCallerIdentity({});
  const organizations = new Organizations(client());
  await organizations.createOrganization({ FeatureSet: 'ALL' });
  const { CreateAccountStatus } = await organizations.createAccount({ AccountName: 'a', Email: 'a@example.com' });
  pass(60);
  const CreateAccountRequestId = CreateAccountStatus?.Id ?? '';
  const ended = await organizations.describeCreateAccountStatus({ CreateAccountRequestId });
  const RoleArn = `arn:aws:iam::${ended.CreateAccountStatus?.AccountId ?? ''}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await new STS(client()).assumeRole({ RoleArn, RoleSessionName: 'test' });
  await new STS(client(Credentials)).getCallerIdentity({});
};
