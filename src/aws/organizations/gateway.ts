import { fail } from '../../diagnostics/error.ts';
import { awsCode, unless } from '../codes.ts';
import { ORGANIZATIONS, type OrganizationsService } from './client.ts';
import { connect } from '../connect.ts';
import { closeAccount, createAccount, createOrganization } from './changes.ts';
import { copiedTags } from './copied-tags.ts';
import { accountOf, creationOf, organizationOf, tagsOf, unitOf } from './convert.ts';
import { allPages } from '../pages.ts';
import { policiesGateway } from './policies.ts';
import { TAG } from '../../model/names.ts';
import type { Target } from '../service.ts';
import type { Transport } from '../transport.ts';
import type { OrganizationsGateway } from '../types/organizations.ts';

/** The most that any list of Organizations answers with. */
const PAGE = 20;

export function organizationsGateway(transport: Transport, target: Target): OrganizationsGateway {
  const service = connect(transport, target, ORGANIZATIONS);
  return {
    ...reads(service),
    ...unitsAndTags(service),
    ...lifecycle(transport, service),
    policies: policiesGateway(service),
    copiedTags: (project) => copiedTags(transport, target, TAG.project, project),
  };
}

type Reads =
  | 'describeOrganization'
  | 'rootId'
  | 'listAccounts'
  | 'describeAccount'
  | 'creationsInProgress'
  | 'describeCreation'
  | 'parentOf'
  | 'tagsOf';

function reads(service: OrganizationsService): Pick<OrganizationsGateway, Reads> {
  return {
    async describeOrganization() {
      const answer = await unless(
        service.call('DescribeOrganization', {}),
        ['AWSOrganizationsNotInUseException'],
        null,
      );
      return answer && organizationOf(answer.Organization);
    },
    async rootId() {
      const { Roots = [] } = await service.call('ListRoots', {});
      return Roots[0]?.Id ?? fail('OrganizationMissing', 'the organization has no root');
    },
    async listAccounts() {
      const fetch = (NextToken?: string) => service.call('ListAccounts', { NextToken, MaxResults: PAGE });
      const accounts = await allPages(
        fetch,
        (page) => page.Accounts,
        (page) => page.NextToken,
      );
      return accounts.map(accountOf);
    },
    async describeAccount(id) {
      const answer = await unless(
        service.call('DescribeAccount', { AccountId: id }),
        ['AccountNotFoundException'],
        null,
      );
      return answer?.Account ? accountOf(answer.Account) : null;
    },
    async creationsInProgress() {
      const fetch = (NextToken?: string) =>
        service.call('ListCreateAccountStatus', { States: ['IN_PROGRESS'], NextToken, MaxResults: PAGE });
      const creations = await allPages(
        fetch,
        (page) => page.CreateAccountStatuses,
        (page) => page.NextToken,
      );
      return creations.map(creationOf);
    },
    async describeCreation(requestId) {
      const answer = await service.call('DescribeCreateAccountStatus', { CreateAccountRequestId: requestId });
      return creationOf(answer.CreateAccountStatus ?? {});
    },
    parentOf: (accountId) => parentOf(service, accountId),
    async tagsOf(id) {
      const fetch = (NextToken?: string) => service.call('ListTagsForResource', { ResourceId: id, NextToken });
      return tagsOf(
        await allPages(
          fetch,
          (page) => page.Tags,
          (page) => page.NextToken,
        ),
      );
    },
  };
}

async function parentOf(service: OrganizationsService, accountId: string): Promise<string> {
  const { Parents = [] } = await service.call('ListParents', { ChildId: accountId });
  return Parents[0]?.Id ?? fail('AccountNotFound', `account ${accountId} has no place in the organization`);
}

type UnitsAndTags = 'unitsBelow' | 'createUnit' | 'moveAccount' | 'tagAccount' | 'untagAccount';

function unitsAndTags(service: OrganizationsService): Pick<OrganizationsGateway, UnitsAndTags> {
  const unitsBelow: OrganizationsGateway['unitsBelow'] = async (parentId) => {
    const fetch = (NextToken?: string) =>
      service.call('ListOrganizationalUnitsForParent', { ParentId: parentId, NextToken, MaxResults: PAGE });
    const units = await allPages(
      fetch,
      (page) => page.OrganizationalUnits,
      (page) => page.NextToken,
    );
    return units.map(unitOf);
  };
  return {
    unitsBelow,
    async createUnit(parentId, name) {
      try {
        const answer = await service.call('CreateOrganizationalUnit', { ParentId: parentId, Name: name });
        return unitOf(answer.OrganizationalUnit ?? {});
      } catch (error) {
        // Somebody else (or a request of ours whose answer was lost) was quicker.
        const existing = awsCode(error) === 'DuplicateOrganizationalUnitException' ? await unitsBelow(parentId) : [];
        const unit = existing.find((each) => each.name === name);
        if (unit) return unit;
        throw error;
      }
    },
    async moveAccount(accountId, from, to) {
      try {
        await service.call('MoveAccount', { AccountId: accountId, SourceParentId: from, DestinationParentId: to });
      } catch (error) {
        const code = awsCode(error);
        if (code === 'DuplicateAccountException') return;
        // Also what a request that was sent twice is answered with: the first one has moved the account away.
        if (code === 'SourceParentNotFoundException' && (await parentOf(service, accountId)) === to) return;
        throw error;
      }
    },
    async tagAccount(accountId, tags) {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      if (Tags.length > 0) await service.call('TagResource', { ResourceId: accountId, Tags });
    },
    async untagAccount(accountId, keys) {
      if (keys.length > 0) await service.call('UntagResource', { ResourceId: accountId, TagKeys: [...keys] });
    },
  };
}

type Lifecycle = 'createOrganization' | 'createAccount' | 'closeAccount';

function lifecycle(transport: Transport, service: OrganizationsService): Pick<OrganizationsGateway, Lifecycle> {
  return {
    createOrganization: () => createOrganization(transport, service),
    createAccount: (request) => createAccount(service, request),
    closeAccount: (accountId) => closeAccount(service, accountId),
  };
}
