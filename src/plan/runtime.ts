import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { digestOf } from '../model/digest.ts';
import type { Environment } from '../model/environment.ts';
import { parameterName } from '../model/names.ts';
import type { Observation } from '../model/observation.ts';
import type { RuntimePlan, RuntimeWrite } from '../model/plan.ts';
import { evaluateKnown, type Known } from './desired.ts';
import type { LinkedService } from './linked.ts';

/** What becomes of the run-time parameters of one service in one region. */
export interface ServiceRuntime {
  readonly steps: readonly RuntimePlan[];
  readonly writes: readonly RuntimeWrite[];
  /** Of the values whose change marks the service changed; null while one of them is not known yet. */
  readonly digest: string | null;
  readonly problems: readonly Diagnostic[];
}

/**
 * Compares declared run-time values with Parameter Store. A parameter whose version is higher than the one that the last
 * deployment left was set by hand: it is kept, unless the definition owns the key.
 */
export function planRuntime(
  environment: Environment,
  linked: LinkedService,
  observation: Observation,
  known: Known,
): ServiceRuntime {
  const present = parametersOf(environment, linked, observation);
  const values = linked.runtime.map((value) => {
    const name = parameterName(environment, linked.service.name, value.key);
    const now = present.get(name);
    const wanted = value.value && evaluateKnown(value.value, linked.region, known);
    const byHand = now !== undefined && now.version > (observation.written[`${linked.region}:${name}`] ?? 0);
    const effective = value.kind === 'default' && byHand ? now.value : wanted;
    return { ...value, name, now, effective };
  });
  const steps = values.map(({ name, now, effective, kind }): RuntimePlan => {
    const differs = kind !== 'secret' && effective !== null && effective !== now?.value;
    const action = kind === 'secret' ? 'none' : now === undefined ? 'create' : differs ? 'update' : 'none';
    return step(linked, name, action, kind === 'secret');
  });
  const declared = new Set(values.map(({ name }) => name));
  const gone = [...present.values()].filter(
    ({ name, version }) => !declared.has(name) && version <= (observation.written[`${linked.region}:${name}`] ?? 0),
  );
  const marking = values.filter(({ apply, kind }) => apply === 'deploy' && kind !== 'secret');
  return {
    steps: [...steps, ...gone.map(({ name }) => step(linked, name, 'delete', false))],
    writes: values.flatMap(({ name, value, type, kind }) =>
      value && kind !== 'secret' && type !== 'SecureString' ? [{ name, value, type, kind }] : [],
    ),
    digest: marking.some(({ effective }) => effective === null)
      ? null
      : digestOf(Object.fromEntries(marking.map(({ key, effective }) => [key, effective]))),
    problems: missingSecrets(linked, values),
  };
}

function step(linked: LinkedService, name: string, action: RuntimePlan['action'], secret: boolean): RuntimePlan {
  return { name, region: linked.region, service: linked.service.name, action, secret };
}

function parametersOf(environment: Environment, linked: LinkedService, observation: Observation) {
  const path = parameterName(environment, linked.service.name, '');
  const below = (observation.parameters[linked.region] ?? []).filter(({ name }) => name.startsWith(path));
  return new Map(below.map((parameter) => [parameter.name, parameter]));
}

function missingSecrets(
  linked: LinkedService,
  values: readonly { key: string; name: string; kind: string; now: { type: string } | undefined }[],
): Diagnostic[] {
  return values.flatMap(({ key, name, kind, now }) => {
    if (kind !== 'secret' || now?.type === 'SecureString') return [];
    const at = linked.service.runtime.find((value) => value.key === key)?.at ?? null;
    const problem = now ? `is a ${now.type}, not a SecureString` : 'has not been set';
    const hint = `set it in ${linked.region} as a SecureString: aws ssm put-parameter --type SecureString --name ${name} --value …`;
    return [diagnostic('SecretMissing', `secret ${name} ${problem}`, { at, hint })];
  });
}
