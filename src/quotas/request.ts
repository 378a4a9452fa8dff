import type { AccountGateways } from '../aws/types/account.ts';
import { awsCode } from '../aws/codes.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { causeText } from '../diagnostics/error.ts';
import type { QuotaState } from '../model/quotas.ts';
import type { Run } from '../model/run.ts';

/** Quotas as they are after what was too low has been asked for, and what could not be asked for. */
export interface Requested {
  readonly quotas: readonly QuotaState[];
  readonly errors: readonly Diagnostic[];
}

/**
 * Asks for more of each quota that is too low and not asked for yet, one after the other. An account may have twenty
 * requests open: what comes after them is left for another run.
 */
export async function requestQuotas(
  environment: string,
  quotas: readonly QuotaState[],
  gateways: AccountGateways,
  run: Run,
): Promise<Requested> {
  const states: QuotaState[] = [];
  const errors: Diagnostic[] = [];
  for (const state of quotas) {
    if (state.action !== 'request' || errors.length > 0) {
      states.push(state);
      continue;
    }
    run.signal.throwIfAborted();
    const problem = await request(state, gateways);
    if (problem) errors.push(problem);
    else run.emit({ environment, subject: 'quotas', phase: 'done', message: `asked for ${textOf(state)}` });
    states.push(problem ? state : { ...state, action: 'requested' });
  }
  return { quotas: states, errors };
}

async function request(state: QuotaState, gateways: AccountGateways): Promise<Diagnostic | null> {
  const { service, quota: code, region, needed: value } = state;
  try {
    await gateways.serviceQuotas(region).request({ service, code, value });
    return null;
  } catch (error) {
    // Somebody else was quicker since it was looked up.
    if (awsCode(error) === 'ResourceAlreadyExistsException') return null;
    if (awsCode(error) !== 'QuotaExceededException') throw error;
    const message = `AWS takes no more requests now: ${textOf(state)} is not asked for`;
    const hint = 'an account may have 20 requests open: run the command again once some are decided';
    return diagnostic('AwsError', message, { hint, cause: causeText(error) });
  }
}

function textOf({ service, name, needed, region }: QuotaState): string {
  return `${needed} of ${service} "${name}" in ${region}`;
}
