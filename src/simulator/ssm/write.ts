import { flagOf, itemsOf, tagsOf, textOf, textsOf, wholeOf, type Input } from '../input.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { putParameter } from './put.ts';
import { checkNames } from './read.ts';
import { invalid } from './rules.ts';
import { deleteParameter, findParameter, latest } from './store.ts';
import type { Parameter, ParameterVersion } from './store.ts';

const MAX_LABELS = 10;

/** The operations that change parameters. */
export const writeOperations: Readonly<Record<string, Operation>> = {
  PutParameter: put,
  DeleteParameter: remove,
  DeleteParameters: removeSeveral,
  LabelParameterVersion: label,
};

function put(input: Input, call: Call): Record<string, unknown> {
  const written = putParameter(call, {
    name: required(input, 'Name'),
    value: required(input, 'Value'),
    type: textOf(input, 'Type'),
    overwrite: flagOf(input, 'Overwrite') === true,
    description: textOf(input, 'Description'),
    keyId: textOf(input, 'KeyId'),
    tier: textOf(input, 'Tier'),
    allowedPattern: textOf(input, 'AllowedPattern'),
    dataType: textOf(input, 'DataType'),
    ...(itemsOf(input, 'Tags').length > 0 ? { tags: tagsOf(input, 'Tags') } : {}),
  });
  return { Version: written.version, Tier: written.tier };
}

function remove(input: Input, call: Call): Record<string, unknown> {
  if (!deleteParameter(call, required(input, 'Name'))) throw new AwsFault('ParameterNotFound', '');
  return {};
}

function removeSeveral(input: Input, call: Call): Record<string, unknown> {
  const names = textsOf(input, 'Names');
  checkNames(names);
  const deleted = names.filter((name) => deleteParameter(call, name));
  return { DeletedParameters: deleted, InvalidParameters: names.filter((name) => !deleted.includes(name)) };
}

/** A label is on one version at a time: it moves. Labels that break the rules are answered, not refused. */
function label(input: Input, call: Call): Record<string, unknown> {
  const parameter = findParameter(call, required(input, 'Name'));
  if (parameter === undefined) throw new AwsFault('ParameterNotFound', '');
  const version = versionToLabel(parameter, wholeOf(input, 'ParameterVersion'));
  const labels = textsOf(input, 'Labels');
  const valid = labels.filter(isLabel);
  if (new Set([...version.labels, ...valid]).size > MAX_LABELS) {
    const message = 'A parameter version can have a maximum of ten labels.';
    throw new AwsFault('ParameterVersionLabelLimitExceeded', message);
  }
  for (const other of parameter.versions) other.labels = other.labels.filter((one) => !valid.includes(one));
  version.labels.push(...valid);
  return { InvalidLabels: labels.filter((one) => !isLabel(one)), ParameterVersion: version.version };
}

function versionToLabel(parameter: Parameter, asked: number | null): ParameterVersion {
  const version = asked === null ? latest(parameter) : parameter.versions.find((one) => one.version === asked);
  if (version !== undefined) return version;
  const message = `Systems Manager could not find version ${String(asked)} of ${parameter.name}. Verify the version and try again.`;
  throw new AwsFault('ParameterVersionNotFound', message);
}

function isLabel(text: string): boolean {
  return /^[\w.-]{1,100}$/.test(text) && !/^(\d|aws|ssm)/i.test(text);
}

function required(input: Input, key: string): string {
  const value = textOf(input, key);
  if (value !== null) return value;
  const member = key.charAt(0).toLowerCase() + key.slice(1);
  throw invalid(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}
