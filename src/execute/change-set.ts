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
}

/** Uploads what the template needs, makes a change set and waits until it is ready, or FAILED. */
export async function makeChangeSet(input: ChangeSetInput): Promise<ChangeSet> {
  const { uploader, region, deployment, desired } = input;
  const bucket = bucketName(input.project, input.account, region);
  await uploader.artifacts(region, bucket, deployment.artifacts);
  const large = Buffer.byteLength(desired.body) > MAX_BODY_BYTES;
  const key = `templates/${sha256(desired.body)}.json`;
  const template = large ? { url: await uploader.template(region, bucket, key, desired.body) } : { body: desired.body };
  const name = `${changeSetName(desired.digest)}-${randomUUID().slice(0, 8)}`;
  const { changeSetId } = await createOnceRoleIsKnown(input, {
    stackName: input.stack,
    name,
    type: input.type,
    template,
    parameters: desired.parameters,
    tags: desired.tags,
    capabilities: deployment.capabilities,
    role: input.role,
    token: name,
  });
  return withValidation(input.cloudformation, await changeSetReady(input, changeSetId));
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
): Promise<{ changeSetId: string }> {
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

/** Pauses between looks at a change set that is being made, ms: most are ready within seconds. */
const PAUSES = [400, 600, 1_000, 1_500, 2_000, 3_000];

/** Waits until a change set is made; FAILED ones are an answer, too. */
async function changeSetReady(
  { cloudformation, clock, signal }: Pick<ChangeSetInput, 'cloudformation' | 'clock' | 'signal'>,
  changeSetId: string,
): Promise<ChangeSet> {
  for (let look = 0; ; look += 1) {
    await clock.sleep(PAUSES[Math.min(look, PAUSES.length - 1)] ?? 3_000, signal);
    const changeSet = await cloudformation.describeChangeSet(changeSetId);
    if (!changeSet)
      return fail('StackFailed', `change set ${changeSetId} has gone while it was being made`, {
        hint: 'run the command again',
      });
    if (!changeSet.status.endsWith('_PENDING') && !changeSet.status.endsWith('_IN_PROGRESS')) return changeSet;
  }
}

/** True when the change set can be executed; false when nothing would change; throws when AWS refused to make it. */
export function isUsable(changeSet: ChangeSet, stack: string): boolean {
  if (changeSet.empty) return false;
  if (changeSet.status === 'CREATE_COMPLETE') return true;
  return fail(
    'StackFailed',
    `CloudFormation refuses the changes to ${stack}: ${changeSet.reason ?? changeSet.status}`,
    {
      hint: 'correct the template or the values that it is given',
    },
  );
}
