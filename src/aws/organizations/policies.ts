import { fail } from '../../diagnostics/error.ts';
import type { PolicySummary as SdkSummary } from '@aws-sdk/client-organizations';
import { awsCode, unless } from '../codes.ts';
import { allPages } from '../pages.ts';
import type { PoliciesGateway, PolicySummary } from '../types/organizations.ts';
import type { OrganizationsService } from './client.ts';

const SCP = 'SERVICE_CONTROL_POLICY';
const PAGE = 20;

export function policiesGateway(service: OrganizationsService): PoliciesGateway {
  return {
    async list() {
      const policies = await allPages(
        (NextToken?: string) => service.call('ListPolicies', { Filter: SCP, NextToken, MaxResults: PAGE }),
        (page) => page.Policies,
        (page) => page.NextToken,
      );
      return policies.map(summaryOf);
    },
    async attachedTo(TargetId) {
      const policies = await allPages(
        (NextToken?: string) =>
          service.call('ListPoliciesForTarget', { TargetId, Filter: SCP, NextToken, MaxResults: PAGE }),
        (page) => page.Policies,
        (page) => page.NextToken,
      );
      return policies.map(summaryOf);
    },
    async content(PolicyId) {
      return (await service.call('DescribePolicy', { PolicyId })).Policy?.Content ?? '';
    },
    async create({ name, description, content, tags }) {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const policy = { Name: name, Description: description, Content: content, Type: SCP, Tags } as const;
      const { Policy } = await service.call('CreatePolicy', policy);
      return Policy?.PolicySummary?.Id ?? fail('AwsError', `AWS did not say the id of policy ${name}`);
    },
    async update(PolicyId, Content) {
      await service.call('UpdatePolicy', { PolicyId, Content });
    },
    attach: (id, target) => attach(service, id, target),
    async detach(PolicyId, TargetId) {
      const request = service.call('DetachPolicy', { PolicyId, TargetId });
      await unless(request, ['PolicyNotAttachedException', 'PolicyNotFoundException'], null);
    },
    async remove(PolicyId) {
      await unless(service.call('DeletePolicy', { PolicyId }), ['PolicyNotFoundException'], null);
    },
  };
}

async function attach(service: OrganizationsService, PolicyId: string, TargetId: string): Promise<void> {
  try {
    await service.call('AttachPolicy', { PolicyId, TargetId });
  } catch (error) {
    const code = awsCode(error);
    if (code === 'DuplicatePolicyAttachmentException') return;
    if (code !== 'PolicyTypeNotEnabledException') throw error;
    const { Roots = [] } = await service.call('ListRoots', {});
    const enable = service.call('EnablePolicyType', { RootId: Roots[0]?.Id, PolicyType: SCP });
    await unless(enable, ['PolicyTypeAlreadyEnabledException'], null);
    await unless(service.call('AttachPolicy', { PolicyId, TargetId }), ['DuplicatePolicyAttachmentException'], null);
  }
}

function summaryOf({ Id = '', Name = '', AwsManaged = false }: SdkSummary): PolicySummary {
  return { id: Id, name: Name, managed: AwsManaged };
}
