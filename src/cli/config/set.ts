import { fail } from '../../diagnostics/error.ts';
import { observeConfig } from '../../observe/config.ts';
import type { Warning } from '../../diagnostics/diagnostic.ts';
import { planWrites, type WantedValue } from '../../plan/config-changes.ts';
import { nearestKey, targetOf } from '../../plan/config-keys.ts';
import type { Environment, Service } from '../../model/environment.ts';
import type { CommandResult } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { parseAssignments, readAssignments, wantedValues, type Assigned } from './assignments.ts';
import { warn } from '../stages/tell.ts';
import { agreeToChange, changeConfig } from './change.ts';
import { chooseEnvironment, expectWords, type ConfigRequest } from './request.ts';
import { asksForSecrets } from './secrets.ts';

/** Gives run-time values; everything that can be wrong with them is known before AWS is asked. */
export async function setConfig(request: ConfigRequest): Promise<CommandResult> {
  const { context, args } = request;
  const { environment, rest } = await chooseEnvironment(request);
  const given = await assigned(request, environment, rest);
  // Nobody wants to type a secret for a no.
  const agreed = !args.dryRun && asksForSecrets(context) && given.assignments.some(({ value }) => value === null);
  const agree = () => (agreed ? agreeToChange(context, environment, given.assignments) : Promise.resolve());
  const wanted = await wantedValues(context, environment, given, agree);
  warn(context, undeclared(environment, wanted));
  return connected(context, [environment], async (run) => {
    const services = servicesOf(environment, wanted);
    const decrypt = wanted.some(({ target }) => target.kind === 'secret');
    const { gateways, parameters } = await observeConfig(environment, run, { services, decrypt });
    const steps = planWrites(environment, wanted, parameters);
    return changeConfig(context, { environment, gateways, steps, dryRun: args.dryRun, agreed });
  });
}

/** A file may well hold values that the definition owns, as `config show` has written it: those are left to the definition. */
async function assigned(
  { context, args }: ConfigRequest,
  environment: Environment,
  words: readonly string[],
): Promise<Assigned> {
  if (args.fromFile !== undefined) {
    expectWords(words, [0, 1], 'set <env> [service] --from-file FILE');
    const all = await readAssignments(context, args.fromFile, words[0] ?? null);
    const owned = all.map((one) => targetOf(environment, one).diagnostics.filter(({ code }) => code === 'Protected'));
    warn(
      context,
      owned.flat().map(({ message, at }) => ({ message: `left out: ${message}`, at })),
    );
    return { assignments: all.filter((_, index) => owned[index]?.length === 0), fromFile: true };
  }
  if (words.length === 0) {
    fail('UsageInvalid', 'there is nothing to set', { hint: 'envctl config set <env> <service>/<KEY>=VALUE' });
  }
  return { assignments: parseAssignments(words), fromFile: false };
}

/** The services of these values. */
export function servicesOf(environment: Environment, wanted: readonly Pick<WantedValue, 'target'>[]): Service[] {
  const names = new Set(wanted.map(({ target }) => target.service));
  return environment.services.filter(({ name }) => names.has(name));
}

/** It works, but no deployment looks at it, so that a service that reads at start does not hear of it. */
function undeclared(environment: Environment, wanted: readonly WantedValue[]): Warning[] {
  return wanted
    .filter(({ target }) => target.kind === 'undeclared')
    .map(({ target }) => {
      const near = nearestKey(environment, target);
      const meant = near === null ? '' : `; did you mean ${target.service}/${near}?`;
      const what = 'it is kept, and no deployment restarts the service for it';
      return {
        message: `the definition of ${environment.name} does not name ${target.service}/${target.key}: ${what}${meant}`,
        at: null,
      };
    });
}
