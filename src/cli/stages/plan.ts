import type { AccountGateways } from '../../aws/types/account.ts';
import type { Stack } from '../../aws/types/cloudformation.ts';
import type { Diagnostic, Warning } from '../../diagnostics/diagnostic.ts';
import { asFailure } from '../../execute/failed.ts';
import { Pace } from '../../execute/pace.ts';
import { review } from '../../execute/review.ts';
import { Uploader } from '../../execute/upload.ts';
import type { Environment } from '../../model/environment.ts';
import type { Observation } from '../../model/observation.ts';
import { nodeKey, type NodeKey, type Plan } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import { checkChangingExports } from '../../observe/changing-exports.ts';
import { confirmAccount } from '../../observe/confirm.ts';
import { observeEnvironment } from '../../observe/environment.ts';
import { checkHomeRegion } from '../../observe/home-region.ts';
import { checkLooseImports } from '../../observe/loose-imports.ts';
import { observeForeign } from '../../observe/foreign.ts';
import { readParameters } from '../../observe/parameters.ts';
import { createSweep, type Sweep } from '../../observe/sweep.ts';
import { checkVanishingExports } from '../../observe/vanishing-exports.ts';
import type { AccountPlan } from '../../model/account.ts';
import { planAccount } from '../../plan/account.ts';
import { belongsTo } from '../../plan/others.ts';
import { takenExports } from '../../plan/taken-exports.ts';
import { accountsLeft } from '../../quotas/accounts.ts';
import { checkQuotas, freshWarnings } from '../../quotas/check.ts';
import { withAccounts } from '../../plan/accounts.ts';
import type { Known } from '../../plan/desired.ts';
import { knownFrom, sourceStackName } from '../../plan/known.ts';
import { link } from '../../plan/link.ts';
import type { LinkedEnvironment } from '../../plan/linked.ts';
import type { PlanInput } from '../../plan/input.ts';
import { buildPlan } from '../../plan/plan.ts';
import { lenderSites } from '../../plan/sites.ts';
import { compareTemplates } from '../../observe/template-changes.ts';
import { wentBack } from './back.ts';
import { placedProblems } from './refused-template.ts';
import { Packer, type Packed } from './pack.ts';
import type { Prepared } from './prepare.ts';

export interface PlanOptions {
  readonly only: readonly string[] | null;
  /** Id of an earlier deployment to go back to; null: the definition is followed. */
  readonly to: string | null;
  readonly prune: boolean;
  readonly adopt: boolean;
  /** True: an account that is not there yet is planned, not refused. */
  readonly create: boolean;
  /** True: templates are compared, and no change set is made. */
  readonly readOnly: boolean;
  /** Of another run, when what it has packed is to be used again. */
  readonly packer?: Packer;
}

/** One environment with its plan, and all that execution needs beside it. */
export interface PlannedEnvironment {
  readonly prepared: Prepared;
  readonly linked: LinkedEnvironment;
  readonly plan: Plan;
  readonly problems: readonly Diagnostic[];
  readonly observation: Observation;
  /** Null while there is no account. */
  readonly gateways: AccountGateways | null;
  readonly packed: Packed;
  readonly known: (unsettled: ReadonlySet<NodeKey>) => Known;
}

/** One environment that could not be planned at all. */
export interface Unplanned {
  readonly environment: string;
  readonly problems: readonly Diagnostic[];
}

export interface PlannedAll {
  readonly planned: readonly PlannedEnvironment[];
  readonly unplanned: readonly Unplanned[];
}

/** Plans several environments side by side; those of one run may wait for each other. One that fails is told beside the others. */
export async function planAll(prepared: readonly Prepared[], run: Run, options: PlanOptions): Promise<PlannedAll> {
  const packer = options.packer ?? new Packer(run);
  const sweep = createSweep();
  const pace = new Pace();
  const running = new Set(prepared.map(({ environment }) => environment.name));
  const results = await Promise.allSettled(
    prepared.map((one) => planOne(one, run, { packer, sweep, pace, running }, options)),
  );
  const planned = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const unplanned = results.flatMap((result, index) => {
    const environment = prepared[index]?.environment.name ?? '';
    return result.status === 'rejected' ? [{ environment, problems: asFailure(result.reason).diagnostics }] : [];
  });
  return { planned, unplanned };
}

/** What environments that are planned side by side share. */
interface Together {
  readonly packer: Packer;
  readonly sweep: Sweep;
  readonly pace: Pace;
  readonly running: ReadonlySet<string>;
}

async function planOne(
  prepared: Prepared,
  run: Run,
  together: Together,
  options: PlanOptions,
): Promise<PlannedEnvironment> {
  const seen = await see(prepared, run, together, options);
  const { linked, observation, gateways, packed } = seen;
  const [ssm, before] = await Promise.all([readParameters(linked, gateways), problemsBefore(seen, options)]);
  const known = knowing(seen, ssm.values);
  const planned = buildPlan(await inputOf(seen, known, run, together, options));
  if (planned.plan.changes > 0) await confirmAccount(prepared.environment, observation.account, run);
  const vanishing = await checkVanishingExports(planned.plan, linked, observation, gateways);
  const taken = takenExports(planned.plan, linked, observation);
  const problems = [...planned.problems, ...ssm.problems, ...before, ...vanishing, ...taken];
  const whole = { prepared, linked, observation, gateways, packed, known };
  if (!gateways || problems.length > 0) return { ...whole, plan: planned.plan, problems };
  const reviewed = await inspect(planned.plan, whole, { ...run, pace: together.pace }, options);
  const changing = await checkChangingExports({
    plan: reviewed.plan,
    linked,
    gateways,
    known: known(new Set()),
    stacks: stacksByKey(reviewed.plan, observation),
  });
  return { ...whole, plan: reviewed.plan, problems: [...reviewed.problems, ...changing] };
}

/** What is there and what is wanted, before anything is compared. */
interface Seen extends Pick<PlannedEnvironment, 'prepared' | 'linked' | 'observation' | 'gateways' | 'packed'> {
  /** What an earlier deployment was made of; null when the definition is followed. */
  readonly earlier: PlanInput['earlier'];
  /** What is to be known of that one. */
  readonly remarks?: readonly Warning[];
}

async function see(prepared: Prepared, run: Run, together: Together, options: PlanOptions): Promise<Seen> {
  const { create, only, to } = options;
  const { observation, gateways } = await observeEnvironment(prepared.environment, run, {
    lenders: lenderSites(prepared.linked, prepared.neighbours),
    mayBeMissing: create,
    purpose: 'see',
    sweep: together.sweep,
    mayBeInMaking: create,
  });
  const current = relink(prepared, observation);
  if (to !== null) return { prepared, observation, gateways, ...(await wentBack(current, gateways, to)) };
  const packing = together.packer.pack({ ...prepared, linked: current }, observation.accountId, only);
  const packed = await run.clock.during(packing);
  return { prepared, linked: current, observation, gateways, packed, earlier: null };
}

/** What stands in the way of any plan. */
async function problemsBefore(
  { prepared, linked, observation, gateways }: Seen,
  { only }: PlanOptions,
): Promise<Diagnostic[]> {
  const found = await Promise.all([
    checkLooseImports(linked, gateways, only),
    checkHomeRegion(prepared.environment, observation, gateways),
    checkQuotas(linked, gateways, only),
  ]);
  return found.flat();
}

function knowing(
  { prepared: { environment }, observation, gateways }: Seen,
  ssm: Parameters<typeof knownFrom>[0]['ssm'],
): PlannedEnvironment['known'] {
  const { project } = environment;
  return (unsettled) =>
    knownFrom({
      project,
      environment: environment.name,
      observation,
      ssm,
      url: (region, bucket, key) => gateways?.s3(region).url(bucket, key) ?? '',
      stackNameOf: sourceStackName(project),
      unsettled: ({ environment: name, service, region }) => unsettled.has(nodeKey(name, service, region)),
    });
}

async function inputOf(
  { prepared, linked, observation, gateways, packed, earlier, remarks = [] }: Seen,
  known: PlannedEnvironment['known'],
  run: Run,
  { running }: Together,
  { only, prune, adopt }: PlanOptions,
): Promise<PlanInput> {
  const { environment } = prepared;
  const account = planAccount(environment, observation.account);
  const warnings = [
    ...prepared.warnings,
    ...remarks,
    ...organizationWarning(environment, observation),
    ...(await quotaWarnings(linked, account, observation, gateways, run)),
  ];
  return {
    linked,
    packaged: packed.services,
    observation,
    account,
    known,
    running,
    only,
    earlier,
    prune,
    adopt,
    warnings,
  };
}

/** A plan may be made before there is an organization; carrying it out needs one. */
function organizationWarning({ name, account }: Environment, { account: observed }: Observation): Warning[] {
  if (account.form !== 'member' || !observed.asked || observed.organization !== null) return [];
  const message = `the caller's account is in no organization: ${name} can only be created with --create-organization`;
  return [{ message, at: account.at }];
}

/** What runs short when an environment grows: accounts of the organization, and quotas of an account in which nothing is deployed yet. */
async function quotaWarnings(
  linked: LinkedEnvironment,
  { action }: AccountPlan,
  { account, stacks }: Observation,
  gateways: AccountGateways | null,
  run: Run,
): Promise<Warning[]> {
  const { environment } = linked;
  const first = !Object.values(stacks).some((list) => list.some((stack) => belongsTo(stack, environment)));
  const [left, fresh] = await Promise.all([
    action === 'create' ? accountsLeft(environment, account, run) : null,
    first ? freshWarnings(linked, gateways) : [],
  ]);
  return [...(left === null ? [] : [{ message: left, at: environment.account.at }]), ...fresh];
}

/** Services are connected again once account ids are known, because names of exports may contain them. */
function relink(prepared: Prepared, observation: Observation): LinkedEnvironment {
  const { environment, templates, neighbours } = prepared;
  const ids = { ...observation.lenderAccounts, [environment.name]: observation.accountId };
  const known = withAccounts(environment, ids);
  const foreign = observeForeign(known, observation);
  if (known === environment && foreign.size === 0) return prepared.linked;
  const linked = link({ environment: known, templates, neighbours, foreign });
  if (!linked.value) throw new Error('services that were in order are in order again');
  return linked.value;
}

async function inspect(
  plan: Plan,
  { linked, packed, known, observation, gateways }: Omit<PlannedEnvironment, 'plan' | 'problems'>,
  run: Run & { readonly pace: Pace },
  { readOnly }: PlanOptions,
): Promise<{ plan: Plan; problems: Diagnostic[] }> {
  const updates = plan.services.some(({ action }) => action === 'update');
  if (!gateways || !updates || plan.baseline.action !== 'none') return { plan, problems: [] };
  const stacks = stacksByKey(plan, observation);
  const answers = known(new Set());
  if (readOnly) return { plan: await compareTemplates(plan, gateways, answers, stacks), problems: [] };
  const uploader = new Uploader(gateways, packed.bytes);
  return review({
    plan,
    gateways,
    serviceRole: observation.serviceRole,
    uploader,
    known: answers,
    stacks,
    run,
    pace: run.pace,
    place: ({ key }, problem) => placedProblems(problem, key, linked, run),
  });
}

/** Observed stacks of the plan's services. */
export function stacksByKey(plan: Plan, observation: Observation): Map<NodeKey, Stack> {
  return new Map(
    plan.services.flatMap(({ key, region, stack: name }) => {
      const stack = observation.stacks[region]?.find((candidate) => candidate.name === name);
      return stack ? [[key, stack] as const] : [];
    }),
  );
}
