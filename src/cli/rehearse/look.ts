import { EnvctlError } from '../../diagnostics/error.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Environment } from '../../model/environment.ts';
import { parameterName } from '../../model/names.ts';
import type { Observation } from '../../model/observation.ts';
import type { Run } from '../../model/run.ts';
import type { Sandbox, SandboxStart } from '../../model/sandbox.ts';
import { callersOrganization } from '../../observe/callers-organization.ts';
import { readSeeds, type Seeds } from '../../observe/seeds.ts';
import { lenderSites } from '../../plan/sites.ts';
import type { Context } from '../context.ts';
import { connected } from '../stages/connected.ts';
import { Packer } from '../stages/pack.ts';
import { planAll, type PlannedAll, type PlannedEnvironment } from '../stages/plan.ts';
import type { Prepared } from '../stages/prepare.ts';
import { unlessRefused } from '../stages/refusal.ts';
import { emptySeeds, EMPTY_START } from './empty.ts';
import { emptyUnits, importsOfSets, operationsUnderWay, stackSetAccess } from './stack-sets.ts';

export interface LookOptions {
  readonly only: readonly string[] | null;
  readonly prune: boolean;
  /** True: AWS is not asked at all. */
  readonly empty: boolean;
}

/** What a rehearsal begins with. */
export interface Looked {
  readonly from: 'actual' | 'empty';
  readonly planned: readonly PlannedEnvironment[];
  /** As `planned` has them, by place in it. */
  readonly seeds: readonly Seeds[];
  readonly start: SandboxStart;
  /** Holds what was built and packed: the rehearsals use it again. */
  readonly packer: Packer;
  readonly assumptions: readonly string[];
}

/**
 * Plans on AWS as it is, by reading only, and sees all that the plan rests on; without credentials on an organization in which
 * there is nothing. Throws what `deploy` would be refused with; secrets that are not set yet are taken to be set by then.
 */
export async function look(context: Context, prepared: readonly Prepared[], options: LookOptions): Promise<Looked> {
  if (options.empty)
    return lookAtNothing(context, prepared, options, 'begins with an empty organization, as asked for');
  const environments = prepared.map(({ environment }) => environment);
  try {
    return await connected(context, environments, (run) => lookAt(context, prepared, run, options));
  } catch (error) {
    if (!(error instanceof EnvctlError) || error.code !== 'CredentialsMissing') throw error;
    const why = 'there are no credentials for AWS: begins with an empty organization';
    return lookAtNothing(context, prepared, options, why);
  }
}

async function lookAt(
  { host }: Context,
  prepared: readonly Prepared[],
  run: Run,
  { only, prune }: LookOptions,
): Promise<Looked> {
  const caller = await run.aws.caller();
  const management = (await callersOrganization(run))?.managementAccount ?? null;
  const packer = new Packer(run);
  const all = await planAll(prepared, run, { ...PLANNING, only, prune, packer });
  const { planned, assumptions } = withoutMissingSecrets(all);
  const seeds = await Promise.all(
    planned.map((one) => readSeeds({ ...one, lenders: lenderSites(one.linked, one.prepared.neighbours) }, run)),
  );
  const now = Math.max(host.clock.now(), run.clock.now());
  const stackSets = stackSetAccess(planned, seeds, { management, caller });
  const start = { now, region: regionIn(prepared), caller, management, accountQuota: ENOUGH, stackSets };
  const assumed = [...assumptions, ...operationsUnderWay(planned), ...importsOfSets(prepared)];
  return { from: 'actual', planned, seeds, start, packer, assumptions: assumed };
}

function regionIn([first]: readonly Prepared[]): string {
  return first?.environment.region ?? 'us-east-1';
}

const PLANNING = { to: null, adopt: false, create: true, readOnly: true } as const;

/** How many accounts are left was looked at where the organization is. */
const ENOUGH = 10_000;

async function lookAtNothing(
  context: Context,
  prepared: readonly Prepared[],
  { only, prune }: LookOptions,
  why: string,
): Promise<Looked> {
  const start = { ...EMPTY_START, now: context.host.clock.now(), region: regionIn(prepared) };
  const nothing = await context.openSandbox(context, start);
  const seeds = prepared.map(({ environment }) => emptySeeds(environment));
  seedAccounts(nothing, seeds, start);
  const { run } = nothing.perform({ at: start.now, fault: null, seconds: {} });
  const packer = new Packer(run);
  const all = await planAll(prepared, run, { ...PLANNING, only, prune, packer });
  const { planned, assumptions } = withoutMissingSecrets(all);
  const assumed = [why, ...assumptions, ...emptyUnits(prepared), ...importsOfSets(prepared)];
  return { from: 'empty', planned, seeds, start, packer, assumptions: assumed };
}

/** Accounts first: everything else is in one. Most is known of those of environments, less of those in a unit, least of the caller's. */
export function seedAccounts(
  sandbox: Sandbox,
  seeds: readonly Seeds[],
  { caller, management }: Pick<SandboxStart, 'caller' | 'management'>,
): void {
  for (const { accounts } of seeds) for (const account of accounts) sandbox.seedAccount(account);
  for (const { units } of seeds) for (const unit of units) sandbox.seedUnit(unit);
  if (caller.account !== management) sandbox.seedUnit({ path: '', accounts: [caller.account] });
}

/** Throws all other refusals. */
function withoutMissingSecrets(all: PlannedAll): { planned: readonly PlannedEnvironment[]; assumptions: string[] } {
  const others = ({ problems, ...one }: PlannedEnvironment): PlannedEnvironment => ({
    ...one,
    problems: problems.filter((problem) => !isMissing(problem, one.prepared.environment, one.observation)),
  });
  const planned = unlessRefused({ ...all, planned: all.planned.map(others) });
  const assumptions = planned.flatMap(({ prepared: { environment }, observation }) =>
    missingSecrets(environment, observation).map((name) => `secret ${name} is set by then`),
  );
  return { planned: planned.map(withoutSecrets), assumptions };
}

function isMissing({ code, message }: Diagnostic, environment: Environment, observation: Observation): boolean {
  return code === 'SecretMissing' && missingSecrets(environment, observation).some((name) => message.includes(name));
}

/** Names of the secrets that nothing is known of in some region of their service. */
function missingSecrets(environment: Environment, { parameters }: Observation): string[] {
  return environment.services.flatMap(({ name: service, regions, runtime }) =>
    runtime.flatMap(({ key, kind }) => {
      const name = parameterName(environment, service, key);
      const isSet = (region: string): boolean => (parameters[region] ?? []).some((one) => one.name === name);
      return kind === 'secret' && !regions.every(isSet) ? [name] : [];
    }),
  );
}

/** A definition that does not ask for what is not there: the rest of it is rehearsed. */
function withoutSecrets(one: PlannedEnvironment): PlannedEnvironment {
  const { environment, linked } = one.prepared;
  const missing = new Set(missingSecrets(environment, one.observation));
  if (missing.size === 0) return one;
  const stays = (service: string) => (value: { readonly key: string }) =>
    !missing.has(parameterName(environment, service, value.key));
  const services = environment.services.map((service) => ({
    ...service,
    runtime: service.runtime.filter(stays(service.name)),
  }));
  const without = { ...environment, services };
  const prepared = {
    ...one.prepared,
    environment: without,
    linked: {
      ...linked,
      environment: without,
      services: linked.services.map((service) => ({
        ...service,
        service: services.find(({ name }) => name === service.service.name) ?? service.service,
        runtime: service.runtime.filter(stays(service.service.name)),
      })),
    },
  };
  return { ...one, prepared };
}
