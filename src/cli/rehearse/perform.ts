import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { asFailure } from '../../execute/failed.ts';
import type { Host } from '../../host.ts';
import type { DeployOutcome } from '../../model/outcome.ts';
import type { Conditions, Performance, RateWait, Sandbox, TimedEvent } from '../../model/sandbox.ts';
import type { Context } from '../context.ts';
import { DeployRun } from '../stages/deploy-run.ts';
import type { Packer } from '../stages/pack.ts';
import type { Prepared } from '../stages/prepare.ts';

/** What is deployed, whatever happens on the way. */
export interface Piece {
  readonly prepared: readonly Prepared[];
  readonly only: readonly string[] | null;
  readonly prune: boolean;
  readonly packer: Packer;
  /** True where there is none. */
  readonly createOrganization: boolean;
}

/** How one deployment in a sandbox went. */
export interface Performed {
  /** True: its process ended in the middle, and there is nothing more to tell. */
  readonly killed: boolean;
  /** Of the environments that got anywhere. */
  readonly outcomes: readonly DeployOutcome[];
  readonly errors: readonly { readonly environment: string | null; readonly problems: readonly Diagnostic[] }[];
  /** Ms since 1970. */
  readonly begin: number;
  readonly end: number;
  readonly apiCalls: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly waits: readonly RateWait[];
  readonly lastCalls: Readonly<Record<string, number>>;
  readonly events: readonly TimedEvent[];
}

/** Of no process anywhere, so that its lock is taken for that of one that has gone. */
const GONE_PID = 2 ** 30;

/** Deploys in a sandbox with everything approved, the account and the organization made where they are missing. */
export async function perform(
  context: Context,
  piece: Piece,
  sandbox: Sandbox,
  conditions: Conditions,
): Promise<Performed> {
  const performance = sandbox.perform(conditions);
  const { run, killed } = performance;
  const host = silent(context.host, performance, conditions.fault?.kind === 'killed');
  const options = { ...context.options, yes: true, quiet: true, output: 'json' } as const;
  const selection = { only: piece.only, approved: ['all'], packer: piece.packer };
  const { prune, createOrganization } = piece;
  const args = { create: true, createOrganization, prune, failFast: false, wait: true, adopt: false };
  const deployment = new DeployRun({ ...context, host, options }, run, args, selection);
  const end = await Promise.race([
    outcomesOf(deployment, piece.prepared),
    killed.then(() => ({ killed: true, outcomes: [], errors: [] })),
  ]);
  return {
    ...end,
    begin: conditions.at,
    end: run.clock.now(),
    apiCalls: run.aws.calls.total(),
    calls: run.aws.calls.byOperation(),
    waits: performance.waits(),
    lastCalls: performance.lastCalls(),
    events: performance.events,
  };
}

async function outcomesOf(
  deployment: DeployRun,
  prepared: readonly Prepared[],
): Promise<Pick<Performed, 'killed' | 'outcomes' | 'errors'>> {
  try {
    const { outcomes } = await deployment.execute(prepared, null);
    const documents = outcomes.map(({ document }) => document as DeployOutcome);
    const errors = outcomes.map(({ errors: problems }, index) => ({
      environment: documents[index]?.environment ?? null,
      problems,
    }));
    return { killed: false, outcomes: documents, errors };
  } catch (error) {
    const { diagnostics } = asFailure(error);
    return { killed: false, outcomes: [], errors: [{ environment: null, problems: diagnostics }] };
  }
}

/** Nobody hears it, and nobody is asked. */
function silent(host: Host, { run: { clock } }: Performance, isGone: boolean): Host {
  const nowhere = { write: () => undefined, isTerminal: false, columns: 80, rows: 24 };
  const pid = isGone ? GONE_PID : host.pid;
  return { ...host, clock, stdout: nowhere, stderr: nowhere, prompter: null, pid };
}
