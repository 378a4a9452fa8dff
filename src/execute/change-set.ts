import { randomUUID } from 'node:crypto';
import type {
  ChangeSet,
  ChangeSetRequest,
  CloudFormationGateway,
  ValidationFailure,
} from '../aws/types/cloudformation.ts';
import { EnvctlError, fail } from '../diagnostics/error.ts';
import type { Clock } from '../model/clock.ts';
import { bucketName } from '../model/names.ts';
import type { Deployment } from '../model/plan.ts';
import { sha256 } from '../model/digest.ts';
import { changeSetName, type Desired } from '../plan/desired.ts';
import { MAX_BODY_BYTES } from '../template/text.ts';
import type { Pace } from './pace.ts';
import type { Uploader } from './upload.ts';

export interface ChangeSetInput {
  readonly cloudformation: CloudFormationGateway;
  readonly uploader: Uploader;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly project: string;
  readonly account: string;
  readonly region: string;
  readonly stack: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly deployment: Deployment;
  readonly desired: Desired;
  readonly role: string | null;
  readonly pace: Pace;
}

/** A change set that was asked for, or one that was reviewed. */
export interface Requested {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  /** When it was asked for, ms since 1970; null when it is known to be made. */
  readonly since: number | null;
}

/**
 * Uploads what the template needs, makes a change set and waits until it is ready, or FAILED. Null when it has gone again:
 * somebody else has changed the stack, which ends all of its change sets. It tells the values that it changes.
 */
export async function makeChangeSet(input: ChangeSetInput): Promise<ChangeSet | null> {
  return changeSetReady(input, await requestChangeSet(input), { values: true });
}

/** Uploads what the template needs and asks for a change set. */
export async function requestChangeSet(input: ChangeSetInput): Promise<Requested> {
  const { uploader, region, deployment, desired } = input;
  const bucket = bucketName(input.project, input.account, region);
  await uploader.artifacts(region, bucket, deployment.artifacts);
  const large = Buffer.byteLength(desired.body) > MAX_BODY_BYTES;
  const key = `templates/${sha256(desired.body)}.json`;
  const template = large ? { url: await uploader.template(region, bucket, key, desired.body) } : { body: desired.body };
  const name = `${changeSetName(desired.digest)}-${randomUUID().slice(0, 8)}`;
  const { changeSetId: id, stackId } = await createOnceRoleIsKnown(input, {
    stackName: input.stack,
    name,
    type: input.type,
    template,
    parameters: desired.parameters,
    tags: desired.tags,
    capabilities: deployment.capabilities,
    importExisting: deployment.importExisting ?? false,
    role: input.role,
    token: name,
  });
  return { id, name, stackId, since: input.clock.now() };
}

/** How a change set says that it was refused before anything began; see "Early validation" in the CloudFormation user guide. */
const REFUSED_EARLY = 'AWS::EarlyValidation';

/** A change set that early validation refused says so without saying why: the findings take the place of its reason. */
async function withValidation(cloudformation: CloudFormationGateway, changeSet: ChangeSet): Promise<ChangeSet> {
  if (changeSet.status !== 'FAILED' || changeSet.reason?.includes(REFUSED_EARLY) !== true) return changeSet;
  const failures = await cloudformation.validationFailures(changeSet.id).catch((error: unknown) => {
    // Without the permission to ask, AWS's own words have to do.
    if (error instanceof EnvctlError && error.code !== 'Interrupted') return [];
    throw error;
  });
  return failures.length === 0 ? changeSet : { ...changeSet, reason: failures.map(findingText).join('; ') };
}

/** `Table (AWS::DynamoDB::Table) /Resources/Table/Properties/Foo: extraneous key [Foo] is not permitted`. */
function findingText({ check, logicalId, type, path, reason }: ValidationFailure): string {
  const where = [logicalId, type === null ? null : `(${type})`, path].filter((part) => part !== null).join(' ');
  return `${where || check}: ${reason}`;
}

/** For so long a service role that the baseline has just made may be unknown to CloudFormation, ms: IAM is eventually consistent. */
const ROLE_PATIENCE = 60_000;

async function createOnceRoleIsKnown(
  input: ChangeSetInput,
  request: ChangeSetRequest,
): Promise<{ changeSetId: string; stackId: string }> {
  const { cloudformation, clock, signal } = input;
  const deadline = clock.now() + ROLE_PATIENCE;
  for (;;) {
    try {
      return await cloudformation.createChangeSet(request);
    } catch (error) {
      const unknownRole =
        request.role !== null && error instanceof EnvctlError && /cannot be assumed/i.test(error.message);
      if (!unknownRole || clock.now() > deadline) throw error;
      await clock.sleep(3_000, signal);
    }
  }
}

export type Making = Pick<ChangeSetInput, 'cloudformation' | 'clock' | 'signal' | 'pace'>;

async function changeSetMade(making: Making, requested: Requested): Promise<ChangeSet> {
  return (
    (await changeSetReady(making, requested)) ??
    fail('StackFailed', `change set ${requested.id} has gone while it was being made`, {
      hint: 'run the command again',
    })
  );
}

/** Waits until a change set is made; FAILED ones are an answer, too. Null when there is no such change set any more. */
async function changeSetReady(
  { cloudformation, clock, signal, pace }: Making,
  { id, since }: Requested,
  options?: { readonly values: boolean },
): Promise<ChangeSet | null> {
  const elapsed = (): number => clock.now() - (since ?? 0);
  for (;;) {
    if (since !== null) await clock.sleep(pace.pause('change set', elapsed()), signal);
    const changeSet = await cloudformation.describeChangeSet(id, options);
    if (!changeSet) return null;
    if (isBeingMade(changeSet)) continue;
    if (since !== null && changeSet.status === 'CREATE_COMPLETE') pace.learn('change set', elapsed());
    return withValidation(cloudformation, changeSet);
  }
}

function isBeingMade({ status }: ChangeSet): boolean {
  return status.endsWith('_PENDING') || status.endsWith('_IN_PROGRESS');
}

interface Execution {
  /** Tells this attempt from others; see `requestToken`. */
  readonly token: string;
  readonly announce: (seen: ChangeSet | null) => Promise<void>;
  readonly careful: boolean;
}

/**
 * Executes a change set as soon as it is made; answers the one that could not be, null when it runs. Once it is known how long one takes to be
 * made, the first look at it is the attempt to execute it, which saves a call. `announce` is called before the stack can
 * change; where it leaves something behind or tells what will change (`careful`), not before the change set was seen to
 * change something.
 */
export async function executeWhenMade(
  making: Making,
  requested: Requested,
  { token, announce, careful }: Execution,
): Promise<ChangeSet | null> {
  const { cloudformation } = making;
  const seen = requested.since === null ? null : await untilMade(making, requested, careful);
  if (seen !== null && seen.status !== 'CREATE_COMPLETE') return seen;
  await announce(seen);
  for (;;) {
    const refused = await cloudformation.executeChangeSet(requested.id, token);
    if (refused === null) return null;
    const made = isBeingMade(refused)
      ? await changeSetMade(making, requested)
      : await withValidation(cloudformation, refused);
    if (made.status !== 'CREATE_COMPLETE') return made;
  }
}

/** The change set as it was seen; null when it should be made by now, and was not looked at. */
async function untilMade(making: Making, requested: Requested, careful: boolean): Promise<ChangeSet | null> {
  const { clock, signal, pace } = making;
  const look = (): Promise<ChangeSet> => changeSetMade(making, requested);
  if (careful) return look();
  const seen = pace.expected('change set') === null ? await pace.first(look) : null;
  if (seen !== null) return seen;
  const expected = pace.expected('change set');
  if (expected === null) return look();
  const left = (requested.since ?? 0) + expected - clock.now();
  if (left > 0) await clock.sleep(left, signal);
  return null;
}

/** Throws StackFailed, in AWS's words, unless a change set could not be made for the one reason that nothing would change. */
export function throwUnlessEmpty(changeSet: ChangeSet, stack: string): void {
  if (changeSet.empty) return;
  fail('StackFailed', `CloudFormation refuses the changes to ${stack}: ${changeSet.reason ?? changeSet.status}`, {
    hint: 'correct the template or the values that it is given',
  });
}
