import type { AccountGateways } from '../../aws/types/account.ts';
import { applyConfig, changeOf } from '../../execute/config.ts';
import type { ConfigKey, ConfigOutcome } from '../../model/config.ts';
import type { Environment } from '../../model/environment.ts';
import type { WithErrors } from '../../model/outcome.ts';
import type { ConfigStep } from '../../plan/config-changes.ts';
import { changedText } from '../../report/config.ts';
import type { CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { confirm } from '../stages/approve.ts';

export interface ChangeInput {
  readonly environment: Environment;
  readonly gateways: AccountGateways;
  readonly steps: readonly ConfigStep[];
  readonly dryRun: boolean;
  /** True: a person has agreed already. */
  readonly agreed?: boolean;
}

/** Asks whether values of a protected environment may change; of any other there is nothing to ask. Throws ConfirmationRequired. */
export async function agreeToChange(
  context: Context,
  environment: Environment,
  keys: readonly ConfigKey[],
): Promise<void> {
  if (!environment.protected || keys.length === 0) return;
  const names = [...new Set(keys.map(({ service, key }) => `${service}/${key}`))];
  const question = `${environment.name} is protected. Change ${names.join(', ')}?`;
  await confirm(context, question, `${environment.name} is protected: look at what --dry-run says, then add --yes`);
}

/** Asks where the environment is protected, then does it; a dry run only tells. */
export async function changeConfig(context: Context, input: ChangeInput): Promise<CommandResult> {
  const { environment, steps, dryRun } = input;
  const outcome = dryRun ? told(input) : await done(context, input);
  const failed = outcome.errors.length > 0;
  const text = failed && outcome.document.changed.length === 0 ? '' : changedText(outcome.document, context.style);
  const due = dryRun || failed ? '' : dueText(environment, steps);
  return {
    outcomes: [outcome],
    several: false,
    text: dryRun ? `${text}  nothing was changed: a dry run\n` : text + due,
  };
}

function told({ environment, steps }: ChangeInput): WithErrors<ConfigOutcome> {
  const changed = steps.map((step) => changeOf(step, null));
  return { document: { environment: environment.name, changed }, errors: [] };
}

async function done(
  context: Context,
  { environment, gateways, steps, agreed = false }: ChangeInput,
): Promise<WithErrors<ConfigOutcome>> {
  if (!agreed) await agreeToChange(context, environment, steps);
  return applyConfig(environment, gateways, steps);
}

/** Values that a service sees at its next deployment only. */
function dueText(environment: Environment, steps: readonly ConfigStep[]): string {
  const services = [...new Set(steps.filter(({ apply }) => apply === 'deploy').map(({ service }) => service))];
  if (services.length === 0) return '';
  return `  applied by the next deployment: envctl deploy ${environment.name} --only ${services.join(',')}\n`;
}
