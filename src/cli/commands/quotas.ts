import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { asFailure } from '../../execute/failed.ts';
import type { QuotasOutcome, QuotaState } from '../../model/quotas.ts';
import type { Run } from '../../model/run.ts';
import { enterAccount } from '../../observe/access.ts';
import { observeAccount } from '../../observe/account.ts';
import { requireAccount } from '../../observe/require.ts';
import { unknownQuota } from '../../quotas/check.ts';
import { declaredDemands, templateDemands } from '../../quotas/demands.ts';
import { requestQuotas } from '../../quotas/request.ts';
import { findQuotas } from '../../quotas/find.ts';
import { quotaStates, usageOf } from '../../quotas/states.ts';
import type { Outcome } from '../../report/document.ts';
import type { Style } from '../../report/style.ts';
import { cell, tableText } from '../../report/table.ts';
import { FIND_ACCOUNT } from '../actions.ts';
import type { Command } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { loadNamed } from '../stages/load.ts';
import { prepareValid, type Prepared } from '../stages/prepare.ts';

interface QuotaArguments {
  readonly request: boolean;
}

export const command: Command<QuotaArguments> = {
  positional: '[env..]',
  describe: 'Quotas that the definition and its templates need, beside what the account has',
  options: {
    request: { type: 'boolean', default: false, describe: 'Ask AWS for more of what is too low' },
  },
  examples: [
    ['envctl quotas prod', 'needed, applied and used'],
    ['envctl quotas prod --request', 'ask for what is too low'],
  ],
  actions: [
    ...FIND_ACCOUNT,
    'cloudformation:DescribeStacks',
    's3:ListAllMyBuckets',
    'servicequotas:ListRequestedServiceQuotaChangeHistory',
    'servicequotas:ListServiceQuotas',
    'servicequotas:RequestServiceQuotaIncrease',
  ],
  run: async (context, args) => {
    const prepared = await prepareValid(await loadNamed(context, args.env));
    const environments = prepared.map(({ environment }) => environment);
    return connected(context, environments, async (run) => {
      const outcomes = await Promise.all(prepared.map((one) => quotasOf(one, run, args)));
      const text = outcomes
        .filter(({ document, errors }) => errors.length === 0 || document.quotas.length > 0)
        .map(({ document }) => textOf(document, context.style))
        .join('\n');
      return { outcomes, several: outcomes.length > 1, text };
    });
  },
};

async function quotasOf(
  prepared: Prepared,
  run: Run,
  { request }: QuotaArguments,
): Promise<Outcome & { document: QuotasOutcome }> {
  const { name } = prepared.environment;
  try {
    const { quotas, errors } = await survey(prepared, run, request);
    return { document: { environment: name, quotas }, errors };
  } catch (error) {
    return { document: { environment: name, quotas: [] }, errors: asFailure(error).diagnostics };
  }
}

/** Asking for more is not the deploy role's business. */
async function survey(
  { environment, linked }: Prepared,
  run: Run,
  request: boolean,
): Promise<{ quotas: readonly QuotaState[]; errors: readonly Diagnostic[] }> {
  const account = requireAccount(environment, await observeAccount(environment, run));
  const gateways = await enterAccount(environment, account, request ? 'admin' : 'deploy', run);
  const found = await findQuotas([...declaredDemands(environment), ...templateDemands(linked)], environment, gateways);
  const unknown = found.filter(({ demand, quota }) => quota === null && demand.at !== null);
  const problems = unknown.map(({ demand }) => unknownQuota(demand));
  const states = await quotaStates(found, await usageOf(found, gateways), gateways);
  if (!request) return { quotas: states, errors: problems };
  const { quotas, errors } = await requestQuotas(environment.name, states, gateways, run);
  return { quotas, errors: [...problems, ...errors] };
}

function textOf({ environment, quotas }: QuotasOutcome, style: Style): string {
  const low = quotas.filter(({ action }) => action !== 'ok').length;
  const verdict = low === 0 ? style.good('enough of everything') : style.warn(`${low} too low`);
  const rows = quotas.map(({ service, name, region, needed, applied, used, action }) => [
    service,
    cell(name),
    region,
    cell(needed),
    cell(applied),
    cell(used),
    action === 'ok' ? style.good('ok') : style.warn(action === 'request' ? 'too low' : 'requested'),
  ]);
  const head = ['service', 'quota', 'region', 'needed', 'applied', 'used', ''];
  return `${style.strong(environment)}: ${verdict}\n${tableText(head, rows, style, '  ')}`;
}
