import { writeRecord, type ServiceRecord } from '../bucket/records.ts';
import { keyOfSubmission, writeSubmission } from '../bucket/submissions.ts';
import { digestOf } from '../model/digest.ts';
import type { Json } from '../model/json.ts';
import { bucketName } from '../model/names.ts';
import type { NodeKey, ServicePlan } from '../model/plan.ts';
import { submissionOf } from '../plan/submission.ts';
import { deployable, type ServicesResult } from './deploy.ts';
import type { SettleInput } from './settle.ts';
import type { Site } from './site.ts';

interface RunRecord extends Omit<SettleInput, 'environment'> {
  readonly outcome: 'succeeded' | 'unchanged' | 'failed';
  /** Keys of what was submitted. */
  readonly submissions: ReadonlyMap<NodeKey, string>;
}

/** Of a run, what its record is made from; one that found everything deployed already has no more than this. */
export type RecordSite = Pick<Site, 'plan' | 'run' | 'runId' | 'gateways' | 'known' | 'recorded'>;
export type RecordServices = Pick<ServicesResult, 'outcomes' | 'recorded' | 'started'>;

/** Keeps what was submitted for each service that is up, and answers the keys. What is kept already costs no request. */
export async function keepSubmissions(site: RecordSite, services: RecordServices): Promise<Map<NodeKey, string>> {
  const { environment } = site.plan;
  const place = { ...placeOf(site), environment };
  const kept = deployable(site).map(async (service): Promise<readonly [NodeKey, string][]> => {
    const { key, deployment } = service;
    if (!deployment || !services.recorded.has(key)) return [];
    const submission = submissionOf(service, deployment, site.known);
    const known = site.recorded[key]?.submission;
    return [
      [key, known === keyOfSubmission(environment, submission) ? known : await writeSubmission(place, submission)],
    ];
  });
  return new Map((await Promise.all(kept)).flat());
}

/** Writes the record of a run. One that went back to an earlier deployment is of that one's commit. */
export async function recordRun(site: RecordSite, services: RecordServices, about: RunRecord): Promise<void> {
  const { plan, run, runId } = site;
  const { by, host, commit, started, outcome, submissions } = about;
  await writeRecord(
    { ...placeOf(site), environment: plan.environment },
    {
      version: 1,
      id: runId.slice(-12),
      at: new Date(started).toISOString(),
      by,
      host,
      commit: plan.to ? plan.to.commit : commit,
      digest: digestOf(plan as unknown as Json),
      to: plan.to?.id ?? null,
      outcome,
      seconds: tenths((run.clock.now() - started) / 1_000),
      services: deployable(site).map((service) => recordOf(service, services, submissions)),
    },
  );
}

function placeOf({ plan: { project, region }, gateways }: RecordSite) {
  return { s3: gateways.s3(region), bucket: bucketName(project, gateways.account, region) };
}

function recordOf(
  { key, service, region, stack, deployment, edges }: ServicePlan,
  { outcomes, recorded, started }: RecordServices,
  submissions: ReadonlyMap<NodeKey, string>,
): ServiceRecord {
  const done = recorded.get(key);
  const began = started.get(key);
  return {
    service,
    region,
    stack,
    digest: done?.digest ?? '',
    changeSet: deployment?.changeSet ?? null,
    outcome: outcomes.get(key)?.outcome ?? 'skipped',
    artifacts: deployment?.artifacts.map((artifact) => artifact.key) ?? [],
    submission: submissions.get(key) ?? null,
    updated: done ? new Date(done.updated).toISOString() : null,
    started: began === undefined ? null : new Date(began).toISOString(),
    seconds: began === undefined ? null : tenths(outcomes.get(key)?.seconds ?? 0),
    waitedFor: [...new Set(edges.map(({ to }) => to))],
  };
}

/** Seconds that are exact enough for a person. */
function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
