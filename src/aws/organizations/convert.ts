import type {
  Account,
  CreateAccountStatus,
  Organization as SdkOrganization,
  OrganizationalUnit as SdkUnit,
  Tag,
} from '@aws-sdk/client-organizations';
import type {
  AccountCreation,
  AccountState,
  Organization,
  OrganizationAccount,
  OrganizationalUnit,
} from '../types/organizations.ts';

export function organizationOf(organization: SdkOrganization = {}): Organization {
  return {
    id: organization.Id ?? '',
    managementAccount: organization.MasterAccountId ?? '',
    allFeatures: organization.FeatureSet === 'ALL',
  };
}

/**
 * `State` took the place of `Status`, which AWS announced to retire on 2026-09-09; endpoints that are behind only have the old
 * one. Its SUSPENDED is kept: whether it means closed is for those to say who know whether closing was asked for.
 */
export function accountOf(account: Account): OrganizationAccount {
  const state: AccountState = account.State ?? account.Status ?? 'ACTIVE';
  return {
    id: account.Id ?? '',
    arn: account.Arn ?? '',
    email: account.Email ?? '',
    name: account.Name ?? '',
    state,
    joined: account.JoinedTimestamp?.getTime() ?? null,
    path: pathOf(account.Paths?.[0]),
  };
}

/** `o-x/r-y/ou-y-1/111111111111/` without the organization and the account. */
function pathOf(path: string | undefined): string[] | null {
  if (path === undefined) return null;
  const parts = path.split('/').filter((part) => part.startsWith('r-') || part.startsWith('ou-'));
  return parts.length > 0 ? parts : null;
}

export function creationOf(status: CreateAccountStatus): AccountCreation {
  return {
    requestId: status.Id ?? '',
    name: status.AccountName ?? '',
    state: status.State ?? 'IN_PROGRESS',
    accountId: status.AccountId ?? null,
    failureReason: status.FailureReason ?? null,
  };
}

export function unitOf(unit: SdkUnit): OrganizationalUnit {
  return { id: unit.Id ?? '', name: unit.Name ?? '' };
}

export function tagsOf(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
