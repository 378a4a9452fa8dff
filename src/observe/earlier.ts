import type { AccountGateways } from '../aws/types/account.ts';
import { recordsFrom, type DeploymentRecord, type ServiceRecord } from '../bucket/records.ts';
import { readSubmission } from '../bucket/submissions.ts';
import type { Warning } from '../diagnostics/diagnostic.ts';
import { fail } from '../diagnostics/error.ts';
import type { Environment } from '../model/environment.ts';
import { bucketName } from '../model/names.ts';
import { nodeKey, type EarlierDeployment, type NodeKey, type Submission } from '../model/plan.ts';

/** What was deployed once. */
export interface Earlier {
  readonly deployment: EarlierDeployment;
  /** Of each service that was up then. */
  readonly submissions: ReadonlyMap<NodeKey, Submission>;
  /** That it had failed, and which services therefore are as one before it had left them. */
  readonly warnings: readonly Warning[];
}

/** Outcomes after which the stack was what had been submitted. */
const UP = new Set(['created', 'updated', 'unchanged', 'recovered']);

/**
 * What was up after an earlier deployment: of services that it failed with or left out, what the ones before it had left.
 * Throws DeploymentNotFound when there is no such deployment, or when something that it needs is not kept any more.
 */
export async function readEarlier(
  environment: Environment,
  gateways: AccountGateways,
  keys: readonly NodeKey[],
  id: string,
): Promise<Earlier> {
  const { name, project, region } = environment;
  const place = { s3: gateways.s3(region), bucket: bucketName(project, gateways.account, region), environment: name };
  const left = new Set(keys);
  const found = new Map<NodeKey, ServiceRecord>();
  let target: DeploymentRecord | null = null;
  for await (const record of recordsFrom(place, id)) {
    target ??= record;
    for (const service of record.services.filter(({ outcome }) => UP.has(outcome))) {
      const key = nodeKey(name, service.service, service.region);
      if (left.delete(key)) found.set(key, service);
    }
    if (left.size === 0) break;
  }
  if (!target) return fail('DeploymentNotFound', `${name} has no deployment ${id}`, { hint: HISTORY(name) });
  const submissions = await Promise.all(
    [...found].map(async ([key, service]) => [key, await submissionOf(service, place, id)] as const),
  );
  await checkArtifacts(environment, gateways, [...found.values()], id);
  const { at, commit } = target;
  return {
    deployment: { id, at, commit },
    submissions: new Map(submissions),
    warnings: failedBefore(target, [...found.values()]),
  };
}

function failedBefore(target: DeploymentRecord, found: readonly ServiceRecord[]): Warning[] {
  if (target.outcome !== 'failed') return [];
  const older = found.filter((service) => !target.services.includes(service)).map(({ service }) => service);
  const rest =
    older.length === 0 ? '' : `; as an earlier deployment had left them: ${[...new Set(older)].sort().join(', ')}`;
  return [{ message: `deployment ${target.id} had failed${rest}`, at: null }];
}

const HISTORY = (name: string): string => `envctl history ${name} lists its deployments`;

async function submissionOf(
  { service, submission }: ServiceRecord,
  place: Parameters<typeof readSubmission>[0],
  id: string,
): Promise<Submission> {
  const found = submission === null ? null : await readSubmission(place, submission);
  if (found) return found;
  return fail('DeploymentNotFound', `what deployment ${id} submitted for "${service}" is not kept`, {
    hint: `check out its commit and deploy that; ${HISTORY(place.environment)}`,
  });
}

/** Artifacts are looked for before anything starts: bytes that are gone cannot be made again. */
async function checkArtifacts(
  { project }: Environment,
  gateways: AccountGateways,
  services: readonly ServiceRecord[],
  id: string,
): Promise<void> {
  const objects = services.flatMap(({ service, region, artifacts }) =>
    artifacts.map((key) => ({ service, region, key })),
  );
  await Promise.all(
    objects.map(async ({ service, region, key }) => {
      const bucket = bucketName(project, gateways.account, region);
      if (await gateways.s3(region).headObject(bucket, key)) return;
      fail('DeploymentNotFound', `artifact ${key} of "${service}", deployed by ${id}, is no longer in ${bucket}`, {
        hint: 'check out the commit of that deployment and deploy it',
      });
    }),
  );
}
