import { listRecords } from '../../bucket/records.ts';
import { hasBucket } from '../../bucket/present.ts';
import type { AccountGateways } from '../../aws/types/account.ts';
import type { Stack } from '../../aws/types/cloudformation.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { asFailure } from '../../execute/failed.ts';
import type { Environment } from '../../model/environment.ts';
import { bucketName } from '../../model/names.ts';
import { siteKey, type Observation } from '../../model/observation.ts';
import type { Run } from '../../model/run.ts';
import { observeEnvironment } from '../../observe/environment.ts';
import { sharedOf } from '../../plan/others.ts';
import { lenderSites } from '../../plan/sites.ts';
import type { ReportedEnvironment, ReportedService } from '../../report/page/data.ts';
import { configurationOf } from './configuration.ts';
import { pictureOf } from './picture.ts';
import type { Prepared } from './prepare.ts';

/** Deployments that a report goes back. */
const DEPLOYMENTS = 20;

/** What a report tells of one environment, and why it does not tell more. */
export interface Surveyed {
  readonly environment: ReportedEnvironment;
  readonly errors: readonly Diagnostic[];
}

/** Looks at an environment. One that cannot be reached is still reported, with what files say of it. */
export async function survey(prepared: Prepared, run: Run): Promise<Surveyed> {
  const { environment, linked, neighbours } = prepared;
  try {
    const lenders = lenderSites(linked, neighbours);
    const { observation, gateways } = await observeEnvironment(environment, run, {
      lenders,
      mayBeMissing: true,
      purpose: 'see',
    });
    const deployments = gateways ? await recordsOf(environment, observation, gateways) : [];
    const seen = { ...fromFiles(prepared, observation), accountId: observation.accountId, deployments };
    return { environment: { ...seen, services: servicesOf(prepared, observation) }, errors: [] };
  } catch (error) {
    const { diagnostics, message } = asFailure(error);
    return { environment: { ...fromFiles(prepared, null), problem: message }, errors: diagnostics };
  }
}

function fromFiles(prepared: Prepared, observation: Observation | null): ReportedEnvironment {
  const { name, account, region, protected: isProtected, expires } = prepared.environment;
  return {
    environment: name,
    accountId: account.id,
    region,
    protected: isProtected,
    expires,
    problem: null,
    services: prepared.linked.services.map(({ service, stack, region: place }) => ({
      service: service.name,
      stack,
      region: place,
      status: null,
      updated: null,
      from: null,
      urls: [],
    })),
    graph: pictureOf(prepared.linked),
    deployments: [],
    configuration: configurationOf(prepared, observation),
  };
}

async function recordsOf(environment: Environment, observation: Observation, gateways: AccountGateways) {
  if (!hasBucket(environment, observation.baseline)) return [];
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  return listRecords({ s3: gateways.s3(environment.region), bucket, environment: environment.name }, DEPLOYMENTS);
}

function servicesOf({ environment, linked }: Prepared, observation: Observation): ReportedService[] {
  const own = linked.services.map(({ service, stack: name, region }) => {
    const stack = observation.stacks[region]?.find((candidate) => candidate.name === name);
    return { service: service.name, region, stack: name, from: null, ...stateOf(stack) };
  });
  const shared = sharedOf(environment, observation).map(({ key, service, stack: name, region }) => {
    const from = key.slice(0, key.indexOf('/'));
    const stack = observation.lenders[siteKey(from, region)]?.find((candidate) => candidate.name === name);
    return { service, region, stack: name, from, ...stateOf(stack) };
  });
  return [...own, ...shared];
}

function stateOf(stack: Stack | undefined): Pick<ReportedService, 'status' | 'updated' | 'urls'> {
  if (!stack) return { status: 'ABSENT', updated: null, urls: [] };
  const urls = stack.outputs.map(({ value }) => value).filter((value) => /^https?:\/\//.test(value));
  return { status: stack.status, updated: new Date(stack.updated ?? stack.created).toISOString(), urls };
}
