import { isObject, type Json } from '../../model/json.ts';
import type { SeedStack } from '../../model/sandbox.ts';
import { isList } from '../../template/tree.ts';
import { findBucket } from '../s3/store.ts';
import { currentObject, putObject } from '../s3/objects.ts';
import { next } from '../state.ts';
import { startCreate } from './engine/begin.ts';
import { newStack, addStack } from './new-stack.ts';
import type { ParameterValue, StackConfig } from './records.ts';
import { regionOf, type Site } from './site.ts';
import type { StackRecord } from './stack-record.ts';
import { requestParameters } from './template/parameters.ts';
import { checkTemplate } from './template/read.ts';

/**
 * Puts stacks into a region as they are in another AWS. Those that come with their template are created from it, after the
 * stacks whose exports they use, and then get the outputs, tags and status that they have; for one of which that cannot be
 * done only the latter. Answers why. `elapse` lets everything happen that is under way; `site` is the present each time.
 */
export function seedStacks(seeds: readonly SeedStack[], site: () => Site, elapse: () => void): string[] {
  const wanted = seeds.filter(({ status }) => !status.startsWith('DELETE_') && status !== 'REVIEW_IN_PROGRESS');
  for (const seed of wanted.filter(({ template }) => template === null)) describe(seed, site());
  let left = wanted.filter(({ template }) => template !== null);
  let reasons = new Map<string, string>();
  for (let before = Infinity; left.length > 0 && left.length < before;) {
    before = left.length;
    reasons = new Map();
    left = left.filter((seed) => {
      const reason = enact(seed, site, elapse);
      if (reason !== null) reasons.set(seed.name, reason);
      return reason !== null;
    });
  }
  for (const seed of left) describe(seed, site());
  return left.map(({ name }) => `stack ${name} cannot be made from its template here: ${reasons.get(name) ?? ''}`);
}

/** Null when it worked; else why not, and nothing is left of the attempt. */
function enact(seed: SeedStack, site: () => Site, elapse: () => void): string | null {
  const stack = newStack(seed.name, { id: seed.id, protection: false }, site());
  try {
    const { body, template } = checkTemplate(seed.template ?? '', site().templates);
    putCode(template, site());
    const Parameters = Object.entries(seed.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));
    const parameters = requestParameters({ Parameters }, template, null, site());
    stack.role = seed.role;
    addStack(stack, site());
    startCreate(
      stack,
      { ...configOf(seed), body, template, parameters },
      { token: null, onFailure: 'ROLLBACK' },
      site(),
    );
    elapse();
  } catch (error) {
    delete regionOf(site()).stacks[seed.id];
    return error instanceof Error ? error.message : String(error);
  }
  if (stack.status === 'CREATE_COMPLETE') {
    settle(stack, seed, site());
    return null;
  }
  delete regionOf(site()).stacks[seed.id];
  const failed = stack.events.find(({ status, reason }) => status === 'CREATE_FAILED' && reason !== null);
  return (
    failed?.reason ?? stack.events.find(({ reason }) => reason?.includes('export') === true)?.reason ?? stack.status
  );
}

function describe(seed: SeedStack, site: Site): void {
  const stack = newStack(seed.name, { id: seed.id }, site);
  stack.config = configOf(seed);
  addStack(stack, site);
  settle(stack, seed, site);
}

function configOf(seed: SeedStack): StackConfig {
  const parameters = Object.fromEntries(
    Object.entries(seed.parameters).map(([name, value]): [string, ParameterValue] => [
      name,
      { value, resolved: null, noEcho: value === '****' },
    ]),
  );
  const { tags } = seed;
  return { body: '{}', template: {}, parameters, tags, capabilities: [], notificationArns: [] };
}

/** What is known of the stack takes the place of what was made up. */
function settle(stack: StackRecord, seed: SeedStack, site: Site): void {
  const { changeSetId, terminationProtection, role, created, updated, outputs } = seed;
  const status = settledStatus(seed.status);
  const here = new Map(stack.outputs.map(({ key, value }) => [key, value]));
  stack.seeded = Object.fromEntries(
    outputs.map(({ key, value }) => [key, { here: here.get(key) ?? value, there: value }]),
  );
  const values = outputs.map((output) => ({ ...output, description: null }));
  const known = { status, reason: seed.reason, changeSetId, terminationProtection, role, created, updated };
  const record: StackRecord = Object.assign(stack, known, { outputs: values });
  record.operation = status === 'UPDATE_ROLLBACK_FAILED' ? interrupted(record, site) : null;
}

/** What is under way in the other AWS is taken to have ended well. */
function settledStatus(status: string): string {
  if (status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') return 'UPDATE_COMPLETE';
  return status.replace(/_IN_PROGRESS$/, '_COMPLETE');
}

/** The rollback that a stack stands in the middle of, so that it can be continued. */
function interrupted(stack: StackRecord, site: Site): StackRecord['operation'] {
  const { config, resources, imports, outputs, changeSetId, status, reason } = stack;
  return {
    number: next(site.state),
    phase: 'restore',
    works: [],
    pace: null,
    rehearsal: { seconds: null, failResource: null, failReason: '', failOn: [], failLast: false },
    onFailure: 'ROLLBACK',
    before: { status, reason },
    skip: [],
    previous: structuredClone({ config, resources, imports, outputs, changeSetId }),
    leftovers: [],
  };
}

/** The code that a template names lies in a bucket of the other AWS; here something of that name is enough. */
function putCode(part: Json, site: Site): void {
  if (isList(part)) return part.forEach((item) => putCode(item, site));
  if (!isObject(part)) return;
  const { S3Bucket: name, S3Key: key } = part;
  const bucket = typeof name === 'string' ? findBucket(site.state, name) : undefined;
  if (bucket && typeof key === 'string' && !currentObject(bucket, key))
    putObject(site, bucket, key, { body: new Uint8Array() });
  for (const item of Object.values(part)) putCode(item, site);
}
