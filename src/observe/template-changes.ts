import type { ResourceDifference, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { NodeKey, Plan, PlannedResource, ServicePlan } from '../model/plan.ts';
import { leafChanges, valueChange } from '../model/value-changes.ts';
import { desiredOf, type Known } from '../plan/desired.ts';
import { withShownValues } from '../plan/shown-values.ts';
import { functionOf } from '../template/tree.ts';
import { parseTemplate } from '../template/parse.ts';

/**
 * What updates would change, by comparing the deployed template with the wanted one: less sure than a change set, but
 * nothing is made in the account. Parameters whose value differs are not followed into the resources that use them.
 */
export async function compareTemplates(
  plan: Plan,
  gateways: AccountGateways,
  known: Known,
  stacks: ReadonlyMap<NodeKey, Stack>,
): Promise<Plan> {
  const compare = async (service: ServicePlan): Promise<ServicePlan> => {
    const stack = stacks.get(service.key);
    const desired = service.deployment && desiredOf(service.deployment, service.region, known);
    if (service.action !== 'update' || !stack || !desired) return service;
    const deployed = await gateways.cloudformation(service.region).template(stack.id);
    const resources = await differences(deployed, desired.body);
    const template = treeOf(deployed);
    const input = {
      wanted: treeOf(desired.body),
      parameters: desired.parameters,
      deployed: template,
      hadSecrets: true,
    };
    return { ...service, resources: withShownValues(resources, input) };
  };
  return { ...plan, services: await Promise.all(plan.services.map(compare)) };
}

async function differences(before: string, after: string): Promise<PlannedResource[]> {
  const { fullDiff } = await import('@aws-cdk/cloudformation-diff');
  const changes: PlannedResource[] = [];
  fullDiff({ ...treeOf(before) }, { ...treeOf(after) }).resources.forEachDifference((logicalId, change) => {
    if (change.isDifferent) changes.push(resourceOf(logicalId, change));
  });
  return changes;
}

function treeOf(text: string): JsonObject {
  return parseTemplate(text, 'template').value?.tree ?? {};
}

function resourceOf(logicalId: string, change: ResourceDifference): PlannedResource {
  const type = change.newResourceType ?? change.oldResourceType ?? '';
  if (change.isAddition) return { logicalId, type, action: 'Add' };
  if (change.isRemoval) return { logicalId, type, action: 'Remove' };
  const properties = Object.entries(change.propertyUpdates).map(([name, { changeImpact, oldValue, newValue }]) => ({
    name,
    recreation: recreationOf(changeImpact),
    values: leafChanges(oldValue as Json | undefined, newValue as Json | undefined, isCall, `/${name}`).map(
      valueChange,
    ),
  }));
  const recreation = recreationOf(change.changeImpact);
  const replacement = recreation === 'Always' ? 'true' : recreation === 'Conditionally' ? 'conditional' : 'false';
  return { logicalId, type, action: 'Modify', replacement, properties };
}

function isCall(value: Json): boolean {
  return functionOf(value) !== null;
}

function recreationOf(impact: `${ResourceImpact}` | undefined): 'Never' | 'Conditionally' | 'Always' {
  if (impact === 'WILL_REPLACE') return 'Always';
  return impact === 'MAY_REPLACE' ? 'Conditionally' : 'Never';
}
