import { EXIT } from '../../diagnostics/codes.ts';
import { EnvctlError, fail } from '../../diagnostics/error.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { closeAccount } from '../../execute/account/close.ts';
import type { AccountObservation, CloseOutcome } from '../../model/account.ts';
import type { Environment } from '../../model/environment.ts';
import type { DestroyOutcome, WithErrors } from '../../model/outcome.ts';
import { isClosed } from '../../model/ownership.ts';
import { observeAccount } from '../../observe/account.ts';
import { isProtected } from '../../plan/protection.ts';
import { destroyText } from '../../report/outcomes.ts';
import { removalText } from '../../report/removal.ts';
import type { Style } from '../../report/style.ts';
import type { Run } from '../../model/run.ts';
import { FIND_ACCOUNT, TAKE_DOWN, TAKE_STACK_SETS_DOWN } from '../actions.ts';
import type { Command, CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { DestroyRun, type PlannedRemoval } from '../stages/destroy-run.ts';
import { answered } from '../stages/answered.ts';
import { connected } from '../stages/connected.ts';
import type { Prepared } from '../stages/prepare.ts';
import { isHalfWay, telling } from '../stages/refusal.ts';
import { preview } from '../stages/tell.ts';
import { readToRemove } from '../stages/to-remove.ts';

interface CloseArguments {
  readonly confirm?: string;
  readonly includeProtected: boolean;
  readonly wait: boolean;
}

export const command: Command<CloseArguments> = {
  positional: '[env]',
  describe: 'Destroy an environment, then close its account; wants the name typed',
  options: {
    confirm: { type: 'string', describe: 'The name of the environment, where nobody can type it' },
    'include-protected': { type: 'boolean', default: false, describe: 'Protected services go, too' },
    wait: { type: 'boolean', default: false, describe: 'Wait while a deployment holds the lock' },
  },
  examples: [
    ['envctl close-account dev-emma', 'asks for the name'],
    ['envctl close-account dev-emma --confirm dev-emma', 'without a terminal'],
  ],
  actions: [
    ...FIND_ACCOUNT,
    ...TAKE_DOWN,
    ...TAKE_STACK_SETS_DOWN,
    'organizations:CloseAccount',
    'organizations:DescribeAccount',
    'organizations:TagResource',
  ],
  run: async (context, args) => {
    const { prepared, named, all } = await readToRemove(context, args.env);
    return connected(
      context,
      all,
      async (run) => {
        const [one] = prepared;
        if (!one) return { outcomes: [], several: false, text: '' };
        return await close(one, all, run, context, args);
      },
      named,
    );
  },
};

async function close(
  prepared: Prepared,
  all: readonly Environment[],
  run: Run,
  context: Context,
  args: CloseArguments,
): Promise<CommandResult> {
  const { environment } = prepared;
  const defined = { environment: environment.name, accountId: environment.account.id };
  const observation = await telling([defined], () => {
    const refusals = isProtected(environment);
    if (refusals.length > 0) throw new EnvctlError(refusals);
    return observeAccount(environment, run, 'manage');
  });
  const { account, ended } = observation;
  const known = { environment: environment.name, accountId: (account ?? ended)?.id ?? null };
  if (account === null && ended !== null && isGoing(ended)) {
    const closed = await telling([known], () => closeAccount(environment, observation, run));
    return finish(environment, closed, [], context);
  }
  const destroyed = await telling([known], () => destroyAll(prepared, observation, all, run, context, args));
  const problems = destroyed.flatMap(({ errors }) => errors);
  const texts = destroyed.map(({ document }) => destroyText(document, context.style));
  const [destroy] = destroyed.map(({ document }) => document);
  const soFar = { ...known, ...(destroy ? { destroy } : {}) };
  if (problems.length > 0) {
    const outcomes = [{ document: soFar, errors: problems }];
    return { outcomes, several: false, text: texts.join(''), ...(isHalfWay(destroyed) ? { exit: EXIT.failed } : {}) };
  }
  const closed = await telling([soFar], () => closeAccount(environment, observation, run));
  return finish(environment, closed, texts, context);
}

/** Finds out what goes, refuses what may not, has the name typed, and takes everything down. */
async function destroyAll(
  prepared: Prepared,
  { account }: AccountObservation,
  all: readonly Environment[],
  run: Run,
  context: Context,
  args: CloseArguments,
): Promise<WithErrors<DestroyOutcome>[]> {
  const { environment } = prepared;
  const removal = new DestroyRun(context, run, {
    includeProtected: args.includeProtected,
    purge: closes(environment),
    wait: args.wait,
    closing: closes(environment),
    alone: true,
    mayPlanAgain: args.confirm !== undefined,
    check: (planned) => refuseKept(planned, args.includeProtected, environment),
  });
  const planned = account ? await removal.plan([prepared], all) : [];
  await confirmName(environment, planned, context, args.confirm);
  return removal.execute(planned, all);
}

function isGoing(account: Parameters<typeof isClosed>[0]): boolean {
  return isClosed(account) || account.state === 'PENDING_CLOSURE';
}

/** True when the account itself is going to be closed. */
function closes({ account, accountOf }: Environment): boolean {
  return account.form !== 'external' && accountOf === null;
}

/** A closed account takes everything with it: a service that is protected has to be let go by name. */
function refuseKept(planned: readonly PlannedRemoval[], includeProtected: boolean, environment: Environment): void {
  if (includeProtected) return;
  const kept = planned.flatMap(({ plan }) => plan.services.filter(({ action }) => action === 'kept'));
  if (kept.length === 0) return;
  throw new EnvctlError(
    kept.map(({ service, reason }) =>
      diagnostic(
        'Protected',
        `service "${service}" of ${environment.name} would go with the account: ${reason ?? 'it is kept'}`,
        {
          hint: 'add --include-protected when that is meant',
          at: environment.services.find(({ name }) => name === service)?.at ?? null,
        },
      ),
    ),
  );
}

async function confirmName(
  environment: Environment,
  planned: readonly PlannedRemoval[],
  context: Context,
  given?: string,
): Promise<void> {
  const { host, options, style } = context;
  const { name } = environment;
  if (given !== undefined && given !== name)
    fail('ConfirmationRequired', `--confirm says "${given}", but the environment is "${name}"`, {
      hint: `write --confirm ${name} when that is meant`,
    });
  preview(context, planned.map(({ plan }) => `${removalText(plan, style)}\n`).join(''));
  if (given === name) return;
  if (!host.prompter || options.output === 'json') {
    fail('ConfirmationRequired', `closing the account of ${name} has to be confirmed with its name`, {
      hint: `add --confirm ${name}`,
    });
  }
  const typed = answered(await host.prompter.text(`This closes the account for good. Type ${name} to go on:`));
  if (typed !== name)
    fail('ConfirmationRequired', 'not confirmed: nothing was changed', { hint: 'run it again to decide otherwise' });
}

function finish(
  environment: Environment,
  { outcome, problem, askedBefore }: Awaited<ReturnType<typeof closeAccount>>,
  texts: readonly string[],
  { style }: Context,
): CommandResult {
  const text = [...texts, closeText(environment, outcome, askedBefore, style)].join('');
  return { outcomes: [{ document: outcome, errors: problem ? [problem] : [] }], several: false, text };
}

function closeText(
  environment: Environment,
  { accountId, outcome, state, freesQuotaOn }: CloseOutcome,
  askedBefore: number | null,
  style: Style,
): string {
  const verdict = outcome === 'kept' ? 'the account is kept: it is not this environment’s to close' : outcome;
  // AWS goes on calling an account ACTIVE for some minutes after it has taken the request.
  const more =
    outcome === 'closing' && state === 'ACTIVE' ? `${askedText(askedBefore)}it takes AWS some minutes` : state;
  const head = `${style.strong(environment.name)} ${style.dim(accountId ?? '')}: ${verdict}${more ? style.dim(` (${more})`) : ''}\n`;
  if (outcome === 'kept') return head;
  const quota = freesQuotaOn ? `  it counts against the account quota until ${freesQuotaOn}\n` : '';
  const email =
    environment.account.form === 'member'
      ? `  its e-mail ${environment.account.email} cannot be used for another account\n`
      : '';
  return head + quota + email;
}

function askedText(moment: number | null): string {
  return moment === null
    ? ''
    : `asked for at ${new Date(moment).toISOString().replace('T', ' ').slice(0, 16)} UTC already; `;
}
