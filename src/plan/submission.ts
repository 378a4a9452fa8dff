import type { Environment } from '../model/environment.ts';
import { text, type Expression } from '../model/expression.ts';
import { parameterName, TAG } from '../model/names.ts';
import type { Deployment, NodeKey, ServicePlan, Submission } from '../model/plan.ts';
import type { Packaged } from './deployment.ts';
import type { Known } from './desired.ts';
import { inDeployOrder } from './link.ts';
import type { LinkedEnvironment, LinkedRuntime, LinkedService } from './linked.ts';

/** What a deployment submits for a service, so that a later one can go back to it. */
export function submissionOf({ edges, region }: ServicePlan, deployment: Deployment, known: Known): Submission {
  const { template, parameters, imports, tags, artifacts, runtime, runtimeMarks } = deployment;
  const asItWas = (expression: Expression): Expression => withoutSsm(expression, region, known);
  return {
    template,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, asItWas(value)])),
    imports,
    tags,
    artifacts,
    runtime: runtime.map((write) => ({ ...write, value: asItWas(write.value) })),
    restarts: Object.keys(runtimeMarks),
    edges,
  };
}

function withoutSsm(expression: Expression, region: string, known: Known): Expression {
  return expression.flatMap((part): Expression => {
    const value = part.kind === 'ssm' ? known.ssm(part.name, region) : null;
    return value === null ? [part] : text(value);
  });
}

/** Services as they were submitted once, with what packaging made of them then. */
export interface WentBack {
  readonly linked: LinkedEnvironment;
  readonly packaged: ReadonlyMap<NodeKey, Packaged>;
}

/**
 * The environment with its services as they were submitted once. Who approves, what is protected, what runs afterwards and
 * which secrets there are stays as the definition says now. A service without a submission was no part of that deployment.
 * Null when what the services waited for then makes a circle, which only a mixture of several deployments can.
 */
export function goBack(linked: LinkedEnvironment, submissions: ReadonlyMap<NodeKey, Submission>): WentBack | null {
  const services = linked.services.map((service) => {
    const submission = submissions.get(service.key);
    return submission ? earlier(service, submission, linked.environment) : { ...service, edges: [] };
  });
  const ordered = inDeployOrder(services);
  const packaged = new Map(
    [...submissions].map(([key, { template: tree, artifacts }]) => [key, { tree, artifacts }] as const),
  );
  return ordered && { linked: { ...linked, services: ordered }, packaged };
}

function earlier(service: LinkedService, submission: Submission, environment: Environment): LinkedService {
  const { template: tree, parameters, imports, tags, edges } = submission;
  const secrets = service.runtime.filter(({ kind }) => kind === 'secret');
  return {
    ...service,
    template: { ...service.template, tree },
    parameters,
    imports,
    imported: imports.map(({ target }) => target.source),
    borrows: (tags[TAG.borrows] ?? '').split(' ').filter(Boolean),
    loose: [],
    edges,
    runtime: [...runtimeOf(service, submission, environment), ...secrets],
  };
}

function runtimeOf(
  { service }: LinkedService,
  { runtime, restarts }: Submission,
  environment: Environment,
): LinkedRuntime[] {
  const path = parameterName(environment, service.name, '');
  return runtime.map(({ name, value, type, kind }) => {
    const key = name.slice(path.length);
    return { key, value, type, kind, apply: restarts.includes(key) ? 'deploy' : 'live' };
  });
}
