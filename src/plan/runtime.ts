import type { SsmParameter } from '../aws/types/account.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment } from '../model/environment.ts';
import { outputsIn, text, type Expression } from '../model/expression.ts';
import { parameterName } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import { nodeKey, type RuntimePlan, type RuntimeWrite } from '../model/plan.ts';
import { accountOwner } from '../model/ownership.ts';
import { isSetByHand } from '../model/written.ts';
import { isSecretName } from '../template/secret-names.ts';
import { tellsSecret } from '../template/secret-text.ts';
import { evaluateKnown, type Known } from './desired.ts';
import type { LinkedService } from './linked.ts';

/** What becomes of the run-time parameters of one service in one region. */
export interface ServiceRuntime {
  readonly steps: readonly RuntimePlan[];
  readonly writes: readonly RuntimeWrite[];
  /** By key, what stands for each value whose change marks the service changed. */
  readonly marks: Readonly<Record<string, Expression>>;
  /** When each of those values was set last that stands in Parameter Store, ms since 1970. */
  readonly setAt: Readonly<Record<string, number>>;
  readonly problems: readonly Diagnostic[];
}

/**
 * Compares declared run-time values with Parameter Store. A parameter that is not as the last deployment left it was set by
 * hand: it is kept, unless the definition owns the key.
 */
export function planRuntime(
  environment: Environment,
  linked: LinkedService,
  observation: Observation,
  known: Known,
): ServiceRuntime {
  const present = parametersOf(environment, linked, observation);
  const notesOf = ({ name }: SsmParameter) => observation.written[`${linked.region}:${name}`];
  const values = linked.runtime.map((value) => {
    const name = parameterName(environment, linked.service.name, value.key);
    const now = present.get(name);
    const wanted = value.value && evaluateKnown(value.value, linked.region, known);
    const byHand = now !== undefined && isSetByHand(now, notesOf(now));
    const effective = value.kind === 'default' && byHand ? now.value : wanted;
    return { ...value, name, now, byHand, effective };
  });
  const steps = values.map(({ key, name, now, effective, kind }): RuntimePlan => {
    const differs = kind !== 'secret' && effective !== null && effective !== now?.value;
    const action = kind === 'secret' ? 'none' : now === undefined ? 'create' : differs ? 'update' : 'none';
    return { ...step(linked, name, action, kind === 'secret'), ...valuesOf(key, action, now, effective) };
  });
  const declared = new Set(values.map(({ name }) => name));
  const gone = [...present.values()].filter(
    (parameter) => !declared.has(parameter.name) && !isSetByHand(parameter, notesOf(parameter)),
  );
  const marking = values.filter(({ apply }) => apply === 'deploy');
  return {
    steps: [
      ...steps,
      ...gone.map((now) => ({
        ...step(linked, now.name, 'delete', false),
        ...valuesOf(lastPart(now.name), 'delete', now, null),
      })),
    ],
    writes: values.flatMap(({ name, value, type, kind }) =>
      value && kind !== 'secret' && type !== 'SecureString' ? [{ name, value, type, kind }] : [],
    ),
    marks: Object.fromEntries(
      marking.flatMap((value) => {
        const mark = markOf(value, linked.key);
        return mark ? [[value.key, mark] as const] : [];
      }),
    ),
    setAt: Object.fromEntries(marking.flatMap(({ key, now }) => (now ? [[key, now.modified] as const] : []))),
    problems: missingSecrets(environment, linked, values, observation.accountId !== null),
  };
}

interface Marking {
  readonly kind: 'owned' | 'default' | 'secret';
  readonly value: Expression | null;
  readonly now: SsmParameter | undefined;
  readonly byHand: boolean;
}

/**
 * What is encrypted is told by its version and time, everything else by its value. A value that takes an output of its own stack
 * cannot mark that stack: it is there only afterwards.
 */
function markOf({ kind, value, now, byHand }: Marking, self: string): Expression | null {
  const isSet = now !== undefined && (kind === 'secret' || (kind === 'default' && byHand));
  if (isSet) return text(now.type === 'SecureString' ? versionOf(now) : now.value);
  const takesOwn = outputsIn(value ?? []).some(
    ({ environment, service, region }) => nodeKey(environment ?? '', service, region ?? '') === self,
  );
  return takesOwn ? null : value;
}

/** A secret that is deleted and set again begins at version 1: the time tells it from the one before. */
function versionOf({ version, modified }: SsmParameter): string {
  return `version ${version} of ${new Date(modified).toISOString()}`;
}

function step(linked: LinkedService, name: string, action: RuntimePlan['action'], secret: boolean): RuntimePlan {
  return { name, region: linked.region, service: linked.service.name, action, secret };
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** What a person reviews: never what is encrypted, or called a secret. */
function valuesOf(
  key: string,
  action: RuntimePlan['action'],
  now: SsmParameter | undefined,
  to: string | null,
): Pick<RuntimePlan, 'from' | 'to' | 'isHidden'> {
  if (action === 'none') return {};
  const texts = [now?.value, to].filter((text) => typeof text === 'string');
  const isHidden = now?.type === 'SecureString' || isSecretName(key) || texts.some(tellsSecret);
  return isHidden ? { from: null, to: null, isHidden } : { from: now?.value ?? null, to };
}

function parametersOf(environment: Environment, linked: LinkedService, observation: Observation) {
  const path = parameterName(environment, linked.service.name, '');
  const below = (observation.parameters[linked.region] ?? []).filter(({ name }) => name.startsWith(path));
  return new Map(below.map((parameter) => [parameter.name, parameter]));
}

function missingSecrets(
  environment: Environment,
  linked: LinkedService,
  values: readonly { key: string; name: string; kind: string; now: { type: string } | undefined }[],
  hasAccount: boolean,
): Diagnostic[] {
  return values.flatMap(({ key, name, kind, now }) => {
    if (kind !== 'secret' || now?.type === 'SecureString') return [];
    const at = linked.service.runtime.find((value) => value.key === key)?.at ?? null;
    const problem = now ? `is a ${now.type}, not a SecureString` : 'has not been set';
    const set = `\`envctl config set ${environment.name} ${linked.service.name}/${key}\``;
    const hint = hasAccount
      ? `run ${set}: it asks for the value`
      : `run \`envctl create-account ${accountOwner(environment)}\`, then ${set}, which asks for the value, then this again`;
    return [diagnostic('SecretMissing', `secret ${name} ${problem}`, { at, hint })];
  });
}
