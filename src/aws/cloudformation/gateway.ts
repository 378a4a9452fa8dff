import { unless } from '../codes.ts';
import { orAbsent, REPEATED } from './answers.ts';
import { changeSets } from './change-sets.ts';
import { eventOf, resourceOf, stackOf } from './convert.ts';
import { drift } from './drift.ts';
import { CLOUDFORMATION, type CloudFormationService } from './client.ts';
import { connect } from '../connect.ts';
import { allPages } from '../pages.ts';
import type { Target } from '../service.ts';
import { validation } from './validation.ts';
import type { Transport } from '../transport.ts';
import type { CloudFormationGateway } from '../types/cloudformation.ts';

export function cloudFormationGateway(transport: Transport, target: Target): CloudFormationGateway {
  const service = connect(transport, target, CLOUDFORMATION);
  return {
    ...stacks(service),
    ...changeSets(service),
    ...operations(service),
    ...exportsOf(service),
    ...drift(service),
    ...validation(service),
  };
}

type Stacks = 'sweep' | 'describe' | 'template' | 'events' | 'newestEvent' | 'resources';

function stacks(service: CloudFormationService): Pick<CloudFormationGateway, Stacks> {
  return {
    async sweep() {
      const fetch = (NextToken?: string) => service.call('DescribeStacks', { NextToken });
      return (
        await allPages(
          fetch,
          (page) => page.Stacks,
          (page) => page.NextToken,
        )
      ).map(stackOf);
    },
    async describe(nameOrId) {
      const answer = await orAbsent(service.call('DescribeStacks', { StackName: nameOrId }), null);
      const stack = answer?.Stacks?.[0];
      return stack ? stackOf(stack) : null;
    },
    async template(nameOrId) {
      const answer = await service.call('GetTemplate', { StackName: nameOrId, TemplateStage: 'Original' });
      return answer.TemplateBody ?? '';
    },
    async events(stackId, since) {
      const fetch = (NextToken?: string) => service.call('DescribeStackEvents', { StackName: stackId, NextToken });
      const isOld = ({ Timestamp }: { Timestamp?: Date | undefined } = {}): boolean =>
        Timestamp !== undefined && Timestamp.getTime() < since;
      const found = await allPages(
        fetch,
        (page) => page.StackEvents,
        (page) => page.NextToken,
        (all) => isOld(all.at(-1)),
      );
      return found.filter((event) => !isOld(event)).map(eventOf);
    },
    async newestEvent(stackId) {
      const [newest] = (await service.call('DescribeStackEvents', { StackName: stackId })).StackEvents ?? [];
      return newest ? eventOf(newest) : null;
    },
    async resources(stackId) {
      const fetch = (NextToken?: string) => service.call('ListStackResources', { StackName: stackId, NextToken });
      return (
        await allPages(
          fetch,
          (page) => page.StackResourceSummaries,
          (page) => page.NextToken,
        )
      ).map(resourceOf);
    },
  };
}

type Operations = 'deleteStack' | 'continueRollback' | 'setTerminationProtection';

function operations(service: CloudFormationService): Pick<CloudFormationGateway, Operations> {
  return {
    async deleteStack(stackId, { token, role, retain = [] }) {
      const request = service.call('DeleteStack', {
        StackName: stackId,
        ClientRequestToken: token,
        ...(role === null ? {} : { RoleARN: role }),
        ...(retain.length > 0 ? { RetainResources: [...retain] } : {}),
      });
      await unless(request, REPEATED, null);
    },
    async continueRollback(stackId, { token, role }) {
      const input = { StackName: stackId, ClientRequestToken: token, ...(role === null ? {} : { RoleARN: role }) };
      await unless(service.call('ContinueUpdateRollback', input), REPEATED, null);
    },
    async setTerminationProtection(stackId, on) {
      await service.call('UpdateTerminationProtection', { StackName: stackId, EnableTerminationProtection: on });
    },
  };
}

function exportsOf(service: CloudFormationService): Pick<CloudFormationGateway, 'exports' | 'importers'> {
  return {
    async exports() {
      const fetch = (NextToken?: string) => service.call('ListExports', { NextToken });
      const found = await allPages(
        fetch,
        (page) => page.Exports,
        (page) => page.NextToken,
      );
      return found.map(({ Name = '', Value = '', ExportingStackId = '' }) => ({
        name: Name,
        value: Value,
        stackId: ExportingStackId,
      }));
    },
    async importers(exportName) {
      const fetch = (NextToken?: string) => service.call('ListImports', { ExportName: exportName, NextToken });
      return orAbsent(
        allPages(
          fetch,
          (page) => page.Imports,
          (page) => page.NextToken,
        ),
        [],
      );
    },
  };
}
