import { flagOf, textOf, textsOf, type Input } from '../input.ts';
import { AwsFault, type Call, type Operation } from '../service.ts';
import { matchesAll, filtersOf } from './filters.ts';
import { pageOf } from './pages.ts';
import { closedValue, presentMetadata, presentParameter } from './present.ts';
import { checkNameForm, invalid } from './rules.ts';
import { findParameter, latest, parametersOf } from './store.ts';
import type { Parameter, ParameterVersion, Place } from './store.ts';

const MAX_NAMES = 10;
const PAGE_BY_PATH = { limit: 10, usual: 10 };
const PAGE = { limit: 50, usual: 50 };

/** The operations that read values. */
export const readOperations: Readonly<Record<string, Operation>> = {
  GetParameter: getParameter,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  GetParameterHistory: getParameterHistory,
};

function getParameter(input: Input, call: Call): Record<string, unknown> {
  const found = select(call, requiredName(input));
  return {
    Parameter: presentParameter(call, found.parameter, found.version, {
      decrypt: decrypts(input),
      selector: found.selector,
    }),
  };
}

/** Names that lead nowhere are answered as such, not refused. */
function getParameters(input: Input, call: Call): Record<string, unknown> {
  const names = textsOf(input, 'Names');
  checkNames(names);
  const parameters: Record<string, unknown>[] = [];
  const missing: string[] = [];
  for (const name of names) {
    const found = trySelect(call, name);
    if (found === undefined) missing.push(name);
    else
      parameters.push(
        presentParameter(call, found.parameter, found.version, { decrypt: decrypts(input), selector: found.selector }),
      );
  }
  return { Parameters: parameters, InvalidParameters: missing };
}

/** At most ten names, as GetParameters and DeleteParameters take them. */
export function checkNames(names: readonly string[]): void {
  if (names.length >= 1 && names.length <= MAX_NAMES) return;
  const bound = names.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${String(MAX_NAMES)}`;
  throw invalid(
    `1 validation error detected: Value '[${names.join(', ')}]' at 'names' failed to satisfy constraint: Member must have length ${bound}`,
  );
}

function getParametersByPath(input: Input, call: Call): Record<string, unknown> {
  const path = textOf(input, 'Path') ?? '';
  checkPath(path);
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const recursive = flagOf(input, 'Recursive') === true;
  const filters = filtersOf(input, ['Type', 'KeyId', 'Label']);
  const below = Object.values(parametersOf(call))
    .filter(({ name }) => name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/')))
    .filter((parameter) => matchesAll(parameter, filters))
    .sort(byName);
  const page = pageOf(below, input, PAGE_BY_PATH);
  const decrypt = decrypts(input);
  return {
    Parameters: page.items.map((parameter) => presentParameter(call, parameter, latest(parameter), { decrypt })),
    NextToken: page.nextToken,
  };
}

function checkPath(path: string): void {
  if (!path.startsWith('/')) {
    throw invalid(
      `The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/". ` +
        `It can't be prefixed with \\"aws\\" or \\"ssm\\" (case-insensitive). It must use only letters, numbers, or the following symbols: ` +
        '. (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward ' +
        'slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
    );
  }
  if (path !== '/') checkNameForm(path.replace(/\/$/, ''));
}

function getParameterHistory(input: Input, call: Call): Record<string, unknown> {
  const { parameter } = select(call, requiredName(input));
  const decrypt = decrypts(input);
  const page = pageOf(parameter.versions, input, PAGE);
  const shown = page.items.map((version) => ({
    ...presentMetadata(parameter, version),
    Value: decrypt ? version.value : closedValue(version),
    Labels: version.labels,
  }));
  return { Parameters: shown, NextToken: page.nextToken };
}

interface Selected {
  readonly parameter: Parameter;
  readonly version: ParameterVersion;
  readonly selector: string | undefined;
}

/** Name, `name:version`, `name:label` or an ARN of this account and region. Throws ParameterNotFound, ParameterVersionNotFound. */
function select(place: Place, written: string): Selected {
  const { name, selector } = split(written);
  checkNameForm(name);
  const parameter = findParameter(place, name);
  // AWS sends no text with this one.
  if (parameter === undefined) throw new AwsFault('ParameterNotFound', '');
  if (selector === undefined) return { parameter, version: latest(parameter), selector };
  const version = parameter.versions.find((one) => String(one.version) === selector || one.labels.includes(selector));
  if (version !== undefined) return { parameter, version, selector: `:${selector}` };
  const kind = /^\d+$/.test(selector) ? 'version' : 'label';
  const message = `Systems Manager could not find ${kind} ${selector} of ${name}. Verify the ${kind} and try again.`;
  throw new AwsFault('ParameterVersionNotFound', message);
}

function trySelect(place: Place, name: string): Selected | undefined {
  try {
    return select(place, name);
  } catch (error) {
    if (error instanceof AwsFault) return undefined;
    throw error;
  }
}

function split(written: string): { name: string; selector: string | undefined } {
  const arn = /^arn:[^:]+:ssm:[^:]+:\d+:parameter(\/.+)$/.exec(written);
  const [name = '', selector] = (arn?.[1] ?? written).split(':');
  return { name, selector };
}

function requiredName(input: Input): string {
  const name = textOf(input, 'Name')?.trim();
  if (!name)
    throw invalid(
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    );
  return name;
}

function decrypts(input: Input): boolean {
  return flagOf(input, 'WithDecryption') === true;
}

/** By code unit, as Parameter Store lists. */
export function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : Number(one.name > other.name);
}
