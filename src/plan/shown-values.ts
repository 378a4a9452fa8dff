import type { PropertyChange, ResourceChange } from '../aws/types/cloudformation.ts';
import type { JsonObject } from '../model/json.ts';
import { pointerKeys, type ValueChange } from '../model/value-changes.ts';
import { parametersOf } from '../template/parameters.ts';
import { isSecretName } from '../template/secret-names.ts';
import { holdsSecrets, isSecretPlace, mayAnswerSecrets } from '../template/secret-sources.ts';
import { isSecretReference, tellsSecret } from '../template/secret-text.ts';

export interface ShownInput {
  /** The template that is wanted, and what its parameters are given. */
  readonly wanted: JsonObject;
  readonly parameters: Readonly<Record<string, string>>;
  /** What is deployed; null when it is not known: then nothing that stood there is shown, as long as it can have been secret. */
  readonly deployed: JsonObject | null;
  /** False: nothing that is deployed can be secret, whatever it is. */
  readonly hadSecrets: boolean;
}

type Shown = Pick<ResourceChange, 'logicalId' | 'type'> & { readonly properties?: readonly PropertyChange[] };

/** True when something that is deployed can be secret, as far as it can be told without its template. */
export function hadSecrets(
  wanted: JsonObject,
  masked: Readonly<Record<string, string>>,
  changes: readonly ResourceChange[],
): boolean {
  const isMasked = Object.entries(masked).some(([name, value]) => /^\*+$/.test(value) || isSecretName(name));
  return (
    isMasked ||
    holdsSecrets(wanted) ||
    changes.some(({ type, action }) => action === 'Remove' && mayAnswerSecrets(type))
  );
}

/** The same changes without values that are, or can be, secret: references to secrets stay. */
export function withShownValues<T extends Shown>(changes: readonly T[], input: ShownInput): T[] {
  const hidden = valuesOfSecrets(input);
  return changes.map((change) => {
    const properties = change.properties?.map((property) => {
      if (!property.values) return property;
      return { ...property, values: property.values.map((value) => shown(value, change, input, hidden)) };
    });
    return properties ? { ...change, properties } : change;
  });
}

function shown(value: ValueChange, resource: Shown, input: ShownInput, hidden: readonly string[]): ValueChange {
  const { wanted, deployed } = input;
  const place = { logicalId: resource.logicalId, type: resource.type, path: value.path };
  const texts = [value.before, value.after].filter((text) => text !== null);
  const isSecret =
    pointerKeys(value.path).some(isSecretName) ||
    texts.some((text) => tellsSecret(text) || hidden.some((one) => text.includes(one))) ||
    isSecretPlace(wanted, place) ||
    (input.hadSecrets && value.before !== null && (deployed === null || isSecretPlace(deployed, place)));
  if (!isSecret) return value;
  return { ...value, before: referenceOnly(value.before), after: referenceOnly(value.after), secret: true };
}

/** A value so short is found everywhere, and is no secret that could be kept. */
const SHORTEST = 4;

function valuesOfSecrets({ wanted, parameters }: ShownInput): string[] {
  const given = parametersOf({ tree: wanted }).filter(({ noEcho }) => noEcho);
  const values = given.flatMap(({ name, default: preset }) => [parameters[name] ?? '', preset ?? '']);
  return values.filter((value) => value.length >= SHORTEST);
}

function referenceOnly(text: string | null): string | null {
  return text !== null && isSecretReference(text) ? text : null;
}
