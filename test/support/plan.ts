import type { Stack } from '../../src/aws/types/cloudformation.ts';
import type { Environment, RuntimeValue, Service } from '../../src/model/environment.ts';
import { text, type Expression, type Located } from '../../src/model/expression.ts';
import { canonical } from '../../src/model/json.ts';
import { stackTags } from '../../src/model/names.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { Deployment, NodeKey, OutputSource, Plan } from '../../src/model/plan.ts';
import { planAccount } from '../../src/plan/account.ts';
import { changeSetName, type Known } from '../../src/plan/desired.ts';
import { link, type LinkInput, type LinkResult } from '../../src/plan/link.ts';
import type { LinkedEnvironment } from '../../src/plan/linked.ts';
import type { PlanInput } from '../../src/plan/input.ts';
import { buildPlan, type Planned } from '../../src/plan/plan.ts';
import { knownFrom, sourceStackName } from '../../src/plan/known.ts';
import { nodeKey } from '../../src/model/plan.ts';
import { environment, existing, service as bare } from './environment.ts';
import { small, templatesOf } from './templates.ts';

export const ACCOUNT = '111111111111';
export const HOME = 'eu-west-1';
export const AT = { file: '/project/environments/staging.yaml', line: 4, column: 3 };

type Value = string | Expression;

export interface Given extends Partial<Omit<Service, 'parameters' | 'dependsOn' | 'health'>> {
  readonly parameters?: Readonly<Record<string, Value>>;
  readonly dependsOn?: readonly string[];
  readonly health?: Value;
}

/** A service in the home region with what a test is about; plain texts stand for expressions. */
export function service(name: string, given: Given = {}): Service {
  const { parameters = {}, dependsOn = [], health, ...rest } = given;
  return {
    ...bare(name, [HOME]),
    ...rest,
    parameters: Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, located(value)])),
    dependsOn: dependsOn.map((value) => ({ value, at: AT })),
    health: health === undefined ? null : located(health),
  };
}

function located(value: Value): Located<Expression> {
  return { value: typeof value === 'string' ? text(value) : value, at: AT };
}

/** `${output:…}`. */
export function output(name: string, key: string, more: { environment?: string; region?: string } = {}): Expression {
  const { environment: other = null, region = null } = more;
  return [{ kind: 'output', environment: other, service: name, region, output: key }];
}

export function runtime(key: string, value: Value | null, given: Partial<RuntimeValue> = {}): RuntimeValue {
  const expression = typeof value === 'string' ? text(value) : value;
  return { key, kind: 'owned', value: expression, type: 'String', kmsKey: null, apply: 'deploy', at: AT, ...given };
}

/** A deployment of the smallest template, with what a test is about. */
export function deployment(given: Partial<Deployment> = {}): Deployment {
  return {
    template: small(),
    parameters: {},
    imports: [],
    tags: { 'envctl:project': 'notes' },
    capabilities: [],
    artifacts: [],
    runtimeMarks: {},
    digest: null,
    templateDigest: null,
    changeSet: null,
    manualApproval: false,
    protect: false,
    after: null,
    health: null,
    runtime: [],
    unfinished: [],
    ...given,
  };
}

/** An environment that lives in an existing account, so that nothing has to happen to the account itself. */
export function env(services: readonly Service[], given: Partial<Environment> = {}): Environment {
  return environment(existing(ACCOUNT), { services, ...given });
}

/** Services connected by their templates, which are given by the services' names. */
export function linkResult(
  owner: Environment,
  templates: Readonly<Record<string, object | string>>,
  more: Partial<LinkInput> = {},
): LinkResult {
  return link({ environment: owner, templates: templatesOf(templates), neighbours: new Map(), ...more });
}

/** The same where nothing is wrong. */
export function linked(...input: Parameters<typeof linkResult>): LinkedEnvironment {
  const { value, diagnostics } = linkResult(...input);
  if (!value || diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

/** A stack of `staging` that is up, as an observation has it. */
export function stack(name: string, given: Partial<Stack> = {}): Stack {
  const full = `notes-staging-${name}`;
  return {
    id: `arn:aws:cloudformation:${HOME}:${ACCOUNT}:stack/${full}/1`,
    name: full,
    status: 'CREATE_COMPLETE',
    reason: null,
    changeSetId: null,
    tags: stackTags({ project: 'notes', name: 'staging', tags: {} }, name, []),
    parameters: {},
    outputs: [],
    terminationProtection: false,
    role: null,
    created: 1_000,
    updated: null,
    ...given,
  };
}

/** Name of the change set that brought a stack to a digest, as the stack remembers it. */
export function changeSetOf(digest: string): string {
  return `arn:aws:cloudformation:${HOME}:${ACCOUNT}:changeSet/${changeSetName(digest)}-1/1`;
}

/** Everything is there but stacks and parameters. */
export function observation(given: Partial<Observation> = {}): Observation {
  return {
    account: {
      caller: ACCOUNT,
      organization: null,
      asked: false,
      account: { id: ACCOUNT, name: null, email: null, state: null, joined: null, unit: null, tags: null },
      ownership: 'unasked',
      ended: null,
      creation: null,
    },
    accountId: ACCOUNT,
    serviceRole: null,
    baseline: [],
    stacks: {},
    lenders: {},
    lenderAccounts: {},
    parameters: {},
    written: {},
    recorded: {},
    stackSets: null,
    expiryNoted: null,
    ...given,
  };
}

/** Answers of AWS: outputs by `<environment>/<service>@<region>.<Output>`, parameters by `<region>:<name>`. */
export function known(answers: Readonly<Record<string, string>> = {}, account: string | null = ACCOUNT): Known {
  return {
    account,
    output: (source: OutputSource) =>
      answers[`${nodeKey(source.environment, source.service, source.region)}.${source.output}`] ?? null,
    ssm: (name, region) => answers[`${region}:${name}`] ?? null,
    bucket: (region) =>
      account === null ? null : { name: `notes-${account}-${region}`, url: (key) => `https://s3/${key}` },
  };
}

/** A plan from services and what was observed. */
export function planned(services: LinkedEnvironment, observed: Observation, more: Partial<PlanInput> = {}): Planned {
  const { environment: owner } = services;
  return buildPlan({
    linked: services,
    packaged: new Map(),
    observation: observed,
    account: planAccount(owner, observed.account),
    known: (unsettled) =>
      knownFrom({
        project: owner.project,
        environment: owner.name,
        observation: observed,
        ssm: new Map(),
        url: (_region, _bucket, key) => `https://s3/${key}`,
        stackNameOf: sourceStackName(owner.project),
        unsettled: (source) => unsettled.has(nodeKey(source.environment, source.service, source.region)),
      }),
    running: new Set([owner.name]),
    only: null,
    earlier: null,
    prune: false,
    adopt: false,
    warnings: [],
    ...more,
  });
}

/** `service@region action: reasons`, for each entry of a plan; the home region is left out. */
export function actions({ services, region: home }: Plan): string[] {
  return services.map(({ service: name, region, action, reasons }) => {
    const place = region === home ? name : `${name}@${region}`;
    return `${place} ${action}: ${reasons.join(', ')}`;
  });
}

/** Stacks as they are after a plan was carried out: each carries the digest that was wanted. */
export function deployed(
  plan: Plan,
  outputs: Readonly<Record<NodeKey, Readonly<Record<string, string>>>> = {},
): Observation['stacks'] {
  const stacks: Record<string, Stack[]> = {};
  for (const { key, service: name, region, deployment } of plan.services) {
    if (!deployment?.digest) continue;
    const own = Object.entries(outputs[key] ?? {}).map(([output, value]) => ({ key: output, value, exportName: null }));
    const parameters = Object.fromEntries(
      Object.entries(deployment.parameters).map(([parameter, value]) => [
        parameter,
        value.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
      ]),
    );
    const given = { changeSetId: changeSetOf(deployment.digest), tags: deployment.tags, outputs: own, parameters };
    (stacks[region] ??= []).push(stack(name, given));
  }
  return stacks;
}

/** What deployments of these stacks have published of their outputs, as an observation has it. */
export function published(stacks: Observation['stacks']): Observation['parameters'] {
  return Object.fromEntries(
    Object.entries(stacks).map(([region, list]) => [
      region,
      list
        .filter(({ outputs }) => outputs.length > 0)
        .map(({ tags, outputs }) => ({
          name: `/notes/staging/outputs/${tags['envctl:service']}/_all`,
          type: 'String',
          value: canonical(Object.fromEntries(outputs.map(({ key, value }) => [key, value]))),
          version: 1,
          modified: 0,
        })),
    ]),
  );
}
