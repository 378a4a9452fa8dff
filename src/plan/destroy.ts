import type { Stack } from '../aws/types/cloudformation.ts';
import type { Environment } from '../model/environment.ts';
import { outputsPath, parameterName, TAG } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import { nodeKey, type NodeKey } from '../model/plan.ts';
import type { RemovalPlan, RemovalStep } from '../model/removal.ts';
import { isSetByHand } from '../model/written.ts';
import { section } from '../template/tree.ts';
import { isOurs } from './decide.ts';
import type { LinkedEnvironment, LinkedService } from './linked.ts';
import { belongsTo } from './others.ts';
import { stackSetSteps } from './stack-set-removal.ts';

export interface DestroyOptions {
  /** Protected services go, too. */
  readonly includeProtected: boolean;
  /** Parameters set by hand and secrets go, too. */
  readonly purge: boolean;
}

/** What goes and what stays when an environment is destroyed. Pure. */
export function planRemoval(linked: LinkedEnvironment, observation: Observation, options: DestroyOptions): RemovalPlan {
  const { environment } = linked;
  const own = linked.services.map((service) => stepOf(environment, service, observation, options));
  const sets = stackSetSteps(linked, observation, options.includeProtected);
  const steps = keepWhatIsUsed([...own, ...sets, ...orphanSteps(linked, observation, options)]);
  const goes = new Set(
    steps.filter(({ action }) => action !== 'kept').map(({ service, region }) => `${region} ${service}`),
  );
  const { gone, kept } = parametersOf(environment, observation, goes, options.purge);
  return {
    project: environment.project,
    environment: environment.name,
    region: environment.region,
    accountId: observation.accountId,
    services: steps,
    parameters: gone,
    kept: [
      ...steps.filter(({ action }) => action === 'kept').map(({ stack }) => stack),
      ...steps
        .filter(({ action }) => action === 'delete')
        .flatMap(({ stack, retained }) => retained.map((id) => `${stack}/${id}`)),
      ...kept,
    ],
  };
}

function stepOf(
  environment: Environment,
  linked: LinkedService,
  observation: Observation,
  { includeProtected }: DestroyOptions,
): RemovalStep {
  const { key, service, region, stack: name, edges, template } = linked;
  const stack = observation.stacks[region]?.find((candidate) => candidate.name === name);
  const base = {
    key,
    service: service.name,
    stack: name,
    region,
    edges,
    orphan: false,
    emptyBuckets: service.emptyBuckets,
  };
  if (!stack) return { ...base, stackId: null, action: 'absent', reason: null, retained: [] };
  const foreign = stack.status !== 'REVIEW_IN_PROGRESS' && !isOurs(stack, environment, service.name);
  const reason = foreign
    ? 'it does not carry our tags'
    : protection(stack, service.protected, includeProtected, observation.recorded[key]?.protected === true);
  const retained = retainedIn(template.tree);
  return { ...base, stackId: stack.id, action: reason === null ? 'delete' : 'kept', reason, retained };
}

/** `ours`: we put the stack's protection on when the definition asked for it, and it no longer does. */
function protection(stack: Stack, declared: boolean, includeProtected: boolean, ours: boolean): string | null {
  if (includeProtected) return null;
  if (declared) return 'it is protected';
  return stack.terminationProtection && !ours ? 'its termination protection is on' : null;
}

/** Stacks with the environment's tags that the definition no longer names. */
function orphanSteps(
  linked: LinkedEnvironment,
  observation: Observation,
  { includeProtected }: DestroyOptions,
): RemovalStep[] {
  const { environment } = linked;
  const named = new Set(linked.services.map(({ stack, region }) => `${region} ${stack}`));
  return Object.entries(observation.stacks).flatMap(([region, stacks]) =>
    stacks
      .filter((stack) => belongsTo(stack, environment) && !named.has(`${region} ${stack.name}`))
      .map((stack): RemovalStep => {
        const service = stack.tags[TAG.service] ?? stack.name;
        const reason = protection(stack, false, includeProtected, false);
        const key = nodeKey(environment.name, service, region);
        const base = {
          key,
          service,
          stack: stack.name,
          region,
          stackId: stack.id,
          edges: [],
          orphan: true,
          emptyBuckets: false,
          retained: [],
        };
        return { ...base, action: reason === null ? 'delete' : 'kept', reason };
      }),
  );
}

/** What a kept service uses is kept with it: taking it away would break what is protected. */
export function keepWhatIsUsed(steps: readonly RemovalStep[]): RemovalStep[] {
  const users = new Map<NodeKey, string>();
  const queue = steps.filter(({ action }) => action === 'kept');
  for (let step = queue.pop(); step; step = queue.pop()) {
    for (const { to } of step.edges) {
      const used = steps.find(({ key, action }) => key === to && action === 'delete');
      if (!used || users.has(to)) continue;
      users.set(to, step.service);
      queue.push(used);
    }
  }
  return steps.map((step) => {
    const user = users.get(step.key);
    return user === undefined ? step : { ...step, action: 'kept', reason: `${user}, which is kept, uses it` };
  });
}

function retainedIn(tree: LinkedService['template']['tree']): string[] {
  return Object.entries(section(tree, 'Resources')).flatMap(([id, resource]) => {
    const policy =
      typeof resource === 'object' && resource !== null && 'DeletionPolicy' in resource
        ? resource.DeletionPolicy
        : null;
    return policy === 'Retain' || policy === 'RetainExceptOnCreate' ? [id] : [];
  });
}

/** Parameters that go with their services, and names of those that stay: secrets, and what was set by hand. */
export function parametersOf(
  environment: Pick<Environment, 'project' | 'name' | 'services'>,
  { parameters, written }: Pick<Observation, 'parameters' | 'written'>,
  goes: Pick<ReadonlySet<string>, 'has'>,
  purge: boolean,
): { gone: { region: string; name: string }[]; kept: string[] } {
  const gone: { region: string; name: string }[] = [];
  const kept: string[] = [];
  const root = parameterName(environment, '', '').slice(0, -1);
  const outputs = outputsPath(environment, '');
  const owned = ownedBy(environment);
  for (const [region, list] of Object.entries(parameters)) {
    for (const { name, type, ...rest } of list) {
      const published = name.startsWith(outputs);
      const service = name.slice(published ? outputs.length : root.length).split('/')[0] ?? '';
      if (!goes.has(`${region} ${service}`)) continue;
      const derived = published || owned.has(name) || !isSetByHand(rest, written[`${region}:${name}`]);
      const byHand = type === 'SecureString' || !derived;
      if (byHand && !purge) kept.push(name);
      else gone.push({ region, name });
    }
  }
  return { gone, kept };
}

/** Parameters whose values stand in the definition: it writes them again whenever it is deployed. */
function ownedBy(environment: Pick<Environment, 'project' | 'name' | 'services'>): Set<string> {
  return new Set(
    environment.services.flatMap(({ name, runtime }) =>
      runtime.filter(({ kind }) => kind === 'owned').map(({ key }) => parameterName(environment, name, key)),
    ),
  );
}
