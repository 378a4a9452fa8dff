import { settingsOf } from '../../../src/simulator/account/store.ts';
import { budgetsOf } from '../../../src/simulator/budgets/store.ts';
import type { Region } from '../../../src/simulator/cloudformation/site.ts';
import type { StackRecord } from '../../../src/simulator/cloudformation/stack-record.ts';
import { iamOf, type IamAccount } from '../../../src/simulator/iam/store.ts';
import { organizationsOf } from '../../../src/simulator/organizations/store.ts';
import { policyState } from '../../../src/simulator/organizations/policy-store.ts';
import { allBuckets, type Bucket } from '../../../src/simulator/s3/store.ts';
import { accountBlocks } from '../../../src/simulator/s3control/store.ts';
import { latest, type Parameter } from '../../../src/simulator/ssm/store.ts';
import { slice, type SimulatorState } from '../../../src/simulator/state.ts';

/**
 * What is in AWS, apart from what differs between two runs that did the same: ids, times, versions, the deployments that
 * were recorded, the lock. Lists hold an entry for each thing, so that what exists twice is seen.
 */
export function snapshot(given: SimulatorState): unknown {
  const state = structuredClone(given);
  const content = {
    accounts: accountsIn(state),
    policies: Object.values(policyState(state).policies).map(({ name, content }) => ({ name, content })),
    stacks: regionsIn(state).flatMap(([place, region]) => stacksIn(place, region)),
    parameters: Object.entries(slice<Record<string, Record<string, Parameter>>>(state, 'ssm', () => ({}))).flatMap(
      ([place, parameters]) => Object.values(parameters).map((one) => parameterIn(place, one)),
    ),
    buckets: Object.values(allBuckets(state)).map(bucketIn),
    networks: networksIn(state),
  };
  return JSON.parse(withoutIds(JSON.stringify(ordered(content)), state)) as unknown;
}

function accountsIn(state: SimulatorState): unknown {
  const { accounts, tags, creations } = organizationsOf(state);
  return {
    made: Object.values(creations)
      .filter((one) => one.state !== 'FAILED')
      .map(({ email }) => email),
    all: Object.values(accounts).map((one) => ({
      email: one.email,
      name: one.name,
      closing: one.closing,
      unit: unitOf(state, one.parent),
      tags: Object.keys(tags[one.id] ?? {}),
      guardrails: (policyState(state).attachments[one.id] ?? []).map(
        (id) => policyState(state).policies[id]?.name ?? id,
      ),
      iam: identities(iamOf(state, one.id)),
      settings: settingsOf(state, one.id),
      budgets: Object.values(budgetsOf(state, one.id)).map(({ name, notifications }) => ({ name, notifications })),
      block: accountBlocks(state)[one.id] ?? null,
    })),
  };
}

function unitOf(state: SimulatorState, parent: string): string {
  const { units } = organizationsOf(state);
  const unit = units[parent];
  return unit ? `${unitOf(state, unit.parent)}/${unit.name}` : '';
}

function identities({ roles, policies, oidcProviders, passwordPolicy, alias }: IamAccount): unknown {
  return {
    roles: Object.values(roles).map(({ name, trust, managed, inline, tags, boundary }) => ({
      name,
      trust,
      managed,
      inline,
      tags,
      boundary,
    })),
    policies: Object.values(policies).map(({ name, document }) => ({ name, document })),
    providers: Object.values(oidcProviders).map(({ url, audiences }) => ({ url, audiences })),
    passwordPolicy,
    alias,
  };
}

function regionsIn(state: SimulatorState): [string, Region][] {
  const all = slice<Record<string, Record<string, Region>>>(state, 'cloudformation', () => ({}));
  return Object.entries(all).flatMap(([account, regions]) =>
    Object.entries(regions).map(([name, region]): [string, Region] => [`${account}/${name}`, region]),
  );
}

/** A stack that has been updated is as good as one that was created so. */
function stacksIn(place: string, { stacks }: Region): unknown[] {
  return Object.values(stacks)
    .filter(({ deleted }) => deleted === null)
    .map((stack: StackRecord) => ({
      place,
      name: stack.name,
      settled: /^(CREATE|UPDATE)_COMPLETE$/.test(stack.status) ? 'complete' : stack.status,
      template: stack.config.template,
      parameters: stack.config.parameters,
      tags: stack.config.tags,
      outputs: stack.outputs,
      imports: stack.imports,
      resources: Object.values(stack.resources).map(({ logicalId, type, properties }) => ({
        logicalId,
        type,
        properties,
      })),
      role: stack.role,
      terminationProtection: stack.terminationProtection,
    }));
}

function parameterIn(place: string, parameter: Parameter): unknown {
  const { type, value, keyId } = latest(parameter);
  return { place, name: parameter.name, type, value, keyId, tags: parameter.tags };
}

/** What was submitted says what it changed: a run that goes on changes less. */
const SUBMISSION = /(\/submissions\/)[0-9a-f]{64}/;

const VARIABLE = /^locks\/|\/deployments\/|^lifetimes\//;

/** Keys of a bucket that two runs which did the same leave alike. */
export function steadyKeys(keys: readonly string[]): string[] {
  return keys.map((key) => key.replace(SUBMISSION, '$1')).filter((key) => !VARIABLE.test(key));
}

function bucketIn({ name, account, region, objects, ...bucket }: Bucket): unknown {
  const { versioning, encryption, publicAccessBlock, policy, ownership, tags, documents } = bucket;
  const keys = Object.entries(objects).filter(([, versions]) => versions[0]?.deleteMarker === false);
  const kept = steadyKeys(keys.map(([key]) => key));
  const settings = { versioning, encryption, publicAccessBlock, policy, ownership, tags, documents };
  return { name, account, region, ...settings, objects: kept };
}

function networksIn(state: SimulatorState): unknown {
  const all = slice<Record<string, { vpcs: object; ebsEncryption: boolean }>>(state, 'ec2', () => ({}));
  return Object.entries(all)
    .map(([place, { vpcs, ebsEncryption }]) => ({ place, vpcs: Object.keys(vpcs).length, ebsEncryption }))
    .filter(({ vpcs, ebsEncryption }) => vpcs !== 1 || ebsEncryption);
}

/** Accounts are called by their e-mail. */
function withoutIds(text: string, state: SimulatorState): string {
  const accounts = Object.values(organizationsOf(state).accounts);
  return withoutGenerated(accounts.reduce((all, { id, email }) => all.replaceAll(id, email), text));
}

/** Of generated names the generated end is taken away. */
export function withoutGenerated(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UUID')
    .replaceAll(/-([A-Z0-9]{12}|[a-z0-9]{12})(?=[\\"/:*])/g, '-ID')
    .replaceAll(/\b(o|r|p|ou)-[a-z0-9-]{4,}\b/g, '$1-ID');
}

/** Lists in the order of what is in them, keys of maps by name: neither depends on who came first. */
export function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => JSON.stringify(ordered(item))).sort();
    return items.map((item) => JSON.parse(item) as unknown);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, ordered(item)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** True when nobody holds a lock in any bucket. */
export function heldLocks(state: SimulatorState): string[] {
  return Object.values(allBuckets(state)).flatMap(({ name, objects }) =>
    Object.entries(objects)
      .filter(([key, [version]]) => version !== undefined && isHeldLock(key, Buffer.from(version.body, 'base64')))
      .map(([key]) => `${name}/${key}`),
  );
}

/** True for the object of a lock that nobody has given back. */
export function isHeldLock(key: string, body: Uint8Array): boolean {
  if (!key.startsWith('locks/')) return false;
  const lock = JSON.parse(Buffer.from(body).toString('utf8')) as { released?: boolean };
  return lock.released !== true;
}
