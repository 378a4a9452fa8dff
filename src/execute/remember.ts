import { randomUUID } from 'node:crypto';
import type { AccountGateways } from '../aws/types/account.ts';
import type { Stack } from '../aws/types/cloudformation.ts';
import { writeDeployed } from '../bucket/deployed.ts';
import { keepLifetimeMarked } from '../bucket/lifetime.ts';
import type { Observation, RecordedService } from '../model/observation.ts';
import type { ServiceOutcome } from '../model/outcome.ts';
import type { NodeKey, Plan } from '../model/plan.ts';
import type { Run } from '../model/run.ts';
import { confirmAccount } from '../observe/confirm.ts';
import type { Known } from '../plan/desired.ts';
import { keepSubmissions, recordRun, type RecordServices } from './record.ts';
import type { SettleInput } from './settle.ts';

export interface RememberInput {
  readonly about: SettleInput;
  readonly plan: Plan;
  readonly observation: Observation;
  readonly gateways: AccountGateways;
  readonly stacks: ReadonlyMap<NodeKey, Stack>;
  /** Answers from the observation alone. */
  readonly known: Known;
  /** Of what is there, which this run did not touch. */
  readonly outcomes: ReadonlyMap<NodeKey, ServiceOutcome>;
}

/**
 * What is deployed may not be what was recorded last: a run was killed before it came to its record, or the definition has
 * changed in ways in which CloudFormation sees no change, and its stack goes on carrying the old digest. Then this run
 * leaves the record, so that `history` and `deploy --to` know it and the next plan need not ask CloudFormation again. When
 * the environment ends is kept too. Nothing is written when all of that is known, and nothing asked for an environment
 * that does not end.
 */
export async function rememberUnchanged(input: RememberInput, run: Run): Promise<void> {
  const { about, plan, observation, gateways } = input;
  const { recorded: before, expiryNoted: known } = observation;
  const found = deployedNow(input);
  const isNews = found.some(([key, one]) => before[key]?.digest !== one.digest || before[key].updated !== one.updated);
  if (!isNews && about.environment.expires === null && known === false) return;
  await confirmAccount(about.environment, observation.account, run);
  const recorded = new Map(found);
  const site = { ...input, run, recorded: before, runId: `envctl-${randomUUID()}` };
  const result: RecordServices = { outcomes: input.outcomes, recorded, started: new Map() };
  const submissions = isNews ? await keepSubmissions(site, result) : new Map<NodeKey, string>();
  const own = found.map(([key, one]) => [key, { ...one, submission: submissions.get(key) ?? one.submission }] as const);
  const services = { ...before, ...Object.fromEntries(own) };
  const write = async (expires: boolean | null): Promise<void> => {
    if (isNews || expires !== known) await writeDeployed(plan, gateways, { services, expires });
  };
  const moment = run.clock.now();
  await keepLifetimeMarked(about.environment, gateways, { moment, succeeded: true }, { known, write });
  if (isNews) await recordRun(site, result, { ...about, outcome: 'unchanged', submissions });
}

/** Digest and time of change of each stack that is as it should be. */
function deployedNow({ plan, observation: { recorded }, stacks }: RememberInput): [NodeKey, RecordedService][] {
  return plan.services.flatMap(({ key, action, deployment }): [NodeKey, RecordedService][] => {
    const stack = stacks.get(key);
    if (action !== 'none' || !stack || !deployment?.digest) return [];
    const { digest, templateDigest: template, protect } = deployment;
    return [[key, { ...recorded[key], digest, updated: stack.updated ?? stack.created, template, protected: protect }]];
  });
}
