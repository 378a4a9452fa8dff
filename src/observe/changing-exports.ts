import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { NodeKey, Plan, ServicePlan } from '../model/plan.ts';
import { desiredOf, type Known } from '../plan/desired.ts';
import type { LinkedEnvironment, LinkedService } from '../plan/linked.ts';
import type { Json } from '../model/json.ts';
import { scopeOf } from '../plan/scope.ts';
import { evaluate } from '../template/evaluate.ts';
import { textOf } from '../template/evaluation.ts';
import { member, section } from '../template/tree.ts';
import { usesIn } from '../template/uses.ts';

export interface ChangingInput {
  /** Reviewed: what change sets say of each resource is in it. */
  readonly plan: Plan;
  readonly linked: LinkedEnvironment;
  readonly gateways: AccountGateways;
  readonly known: Known;
  readonly stacks: ReadonlyMap<NodeKey, Stack>;
}

interface Changing {
  readonly name: string;
  /** `Table is replaced`, `parameter Stage changes`. */
  readonly why: string;
}

/**
 * CloudFormation refuses to change the value of an export while a stack imports it, and says so only when the update is
 * all but done: Borrowed, before anything starts. Found are exports of resources that a change set replaces, and of
 * parameters whose value changes, and those whose value stands in the template; asks only about those.
 */
export async function checkChangingExports(input: ChangingInput): Promise<Diagnostic[]> {
  const { plan, linked, gateways } = input;
  const found = linked.services.flatMap((service) => {
    const planned = plan.services.find(({ key, action }) => key === service.key && action === 'update');
    return planned ? changingOf(service, planned, input).map((changing) => ({ service, changing })) : [];
  });
  const problems = await Promise.all(
    found.map(async ({ service, changing }) => {
      const importers = await gateways.cloudformation(service.region).importers(changing.name);
      return importers.length > 0 ? [inUse(service, changing, importers, linked)] : [];
    }),
  );
  return problems.flat();
}

function changingOf(service: LinkedService, planned: ServicePlan, input: ChangingInput): Changing[] {
  const { template, key } = service;
  const { known, stacks } = input;
  const stack = stacks.get(key);
  if (!stack) return [];
  const causes = new Map([...replacedIn(planned), ...changedParameters(planned, stack, known)]);
  return Object.entries(section(template.tree, 'Outputs')).flatMap(([output, declared]): Changing[] => {
    const there = stack.outputs.find((one) => one.key === output);
    const name = there?.exportName ?? null;
    const used = usesIn(member(declared, 'Value') ?? null, []).map((use) => causes.get(use.name));
    const cause = used.find((one) => one !== undefined);
    const why =
      cause ?? (isWritten(member(declared, 'Value') ?? null, there?.value, service, input) ? IN_TEMPLATE : undefined);
    return name === null || why === undefined ? [] : [{ name, why }];
  });
}

const IN_TEMPLATE = 'its template gives another one';

/** True when the value can be told from the template alone, and is not the one that is there. */
function isWritten(
  value: Json,
  there: string | undefined,
  { service, region, template }: LinkedService,
  { linked }: ChangingInput,
): boolean {
  const evaluated = textOf(evaluate(value, scopeOf(linked.environment, service, region), template.tree));
  return evaluated !== null && there !== undefined && evaluated !== there;
}

function replacedIn({ resources }: ServicePlan): [string, string][] {
  return resources
    .filter(({ replacement }) => replacement === 'true')
    .map(({ logicalId, properties = [] }) => {
      const because = properties.filter(({ recreation }) => recreation === 'Always').map(({ name }) => name);
      return [logicalId, `${logicalId} is replaced${because.length > 0 ? `: ${because.join(', ')}` : ''}`];
    });
}

function changedParameters({ deployment, region }: ServicePlan, stack: Stack, known: Known): [string, string][] {
  const desired = deployment && desiredOf(deployment, region, known);
  return Object.entries(desired?.parameters ?? {})
    .filter(
      ([name, value]) => stack.parameters[name] !== undefined && ![value, '****'].includes(stack.parameters[name]),
    )
    .map(([name]) => [name, `parameter ${name} changes`]);
}

function inUse(
  { service, region }: LinkedService,
  { name, why }: Changing,
  importers: readonly string[],
  { environment, services }: LinkedEnvironment,
): Diagnostic {
  const own = services
    .filter((one) => one.region === region && importers.includes(one.stack))
    .map((one) => one.service.name);
  const message = `service "${service.name}" would change the value of its export ${name} (${why}), which ${importers.join(', ')} ${importers.length === 1 ? 'imports' : 'import'}`;
  const takers = own.length === importers.length ? own.join(',') : importers.join(', ');
  const hint = `two steps: first deploy ${takers} with the present value in place of the import, then ${environment.name}; or export the new value under another name`;
  return diagnostic('Borrowed', message, { at: service.template.at, hint });
}
