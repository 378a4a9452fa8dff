import type { AccountGateways } from '../aws/types/account.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { BaselineItemName, BaselineOutcome, BaselineStep } from '../model/baseline.ts';
import type { Environment } from '../model/environment.ts';
import type { Run } from '../model/run.ts';
import type { BaselineContext, BaselineItem } from './item.ts';
import { ITEMS } from './items.ts';
import { contextsFor } from './plan.ts';
import { sleepingRegions } from './sleeping.ts';

/**
 * Carries out the steps of a baseline: everything side by side, except that an item waits for those it comes after. One
 * that fails stops only what waits for it; what failed is thrown, all of it, once the rest is done.
 */
export async function applyBaseline(
  environment: Environment,
  steps: readonly BaselineStep[],
  gateways: AccountGateways,
  run: Run,
): Promise<BaselineOutcome> {
  const contextsOf = await contextsFor(environment, gateways, run);
  const due = steps.filter(isChange);
  const enabling = due.some(({ item }) => item === 'regions');
  const asleep = enabling ? await sleepingRegions(environment, gateways) : new Set<string>();
  const running = new Map<BaselineItemName, Promise<void>>();
  for (const item of ITEMS) {
    const own = due.filter((step) => step.item === item.name);
    const before = item.after.flatMap((name) => running.get(name) ?? []);
    running.set(
      item.name,
      Promise.all(before).then(() => applyItem(item, own, { contextsOf, asleep, enabled: running.get('regions') })),
    );
  }
  const results = await Promise.allSettled(running.values());
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  throwAll([...new Set(failures)]);
  return outcomeOf(environment, gateways.account, steps);
}

interface World {
  readonly contextsOf: (item: BaselineItem) => Promise<BaselineContext[]>;
  /** Regions that nothing can be done in before `enabled`. */
  readonly asleep: ReadonlySet<string>;
  readonly enabled: Promise<void> | undefined;
}

/** A step without a region stands for every region of its item: it was planned before the account was there. */
async function applyItem(
  item: BaselineItem,
  steps: readonly BaselineStep[],
  { contextsOf, asleep, enabled }: World,
): Promise<void> {
  if (steps.length === 0) return;
  const everywhere = steps.some(({ region }) => region === null);
  const contexts = (await contextsOf(item)).filter(
    ({ region }) => everywhere || steps.some((step) => step.region === region),
  );
  await Promise.all(
    contexts.map(async (context) => {
      const { environment, run } = context;
      if (item.scope === 'region' && asleep.has(context.region)) await enabled;
      run.signal.throwIfAborted();
      await item.apply(context);
      const place = item.scope === 'region' ? ` in ${context.region}` : '';
      run.emit({
        environment: environment.name,
        subject: 'baseline',
        phase: 'progress',
        message: `${item.name}${place}`,
      });
    }),
  );
}

/** An interruption, or anything else unforeseen, is passed on as it is; problems are collected. */
function throwAll(failures: readonly unknown[]): void {
  const diagnostics: Diagnostic[] = [];
  for (const failure of failures) {
    if (!(failure instanceof EnvctlError)) throw failure;
    diagnostics.push(...failure.diagnostics);
  }
  if (diagnostics.length > 0) throw new EnvctlError(diagnostics, { cause: failures[0] });
}

/** What only envctl makes: where none of it was there, the account was a fresh one. */
const OWN = new Set<BaselineItemName>(['artifacts', 'deployRole']);

function outcomeOf({ name }: Environment, accountId: string, steps: readonly BaselineStep[]): BaselineOutcome {
  const changed = steps.filter(isChange);
  const own = steps.filter(({ item }) => OWN.has(item));
  const fresh = own.length > 0 && own.every(({ action }) => action === 'create');
  return {
    environment: name,
    accountId,
    outcome: changed.length === 0 ? 'unchanged' : fresh ? 'created' : 'updated',
    items: steps.map(({ item, region, action }) => ({ item, region, action })),
  };
}

function isChange({ action }: BaselineStep): boolean {
  return action === 'create' || action === 'update';
}
