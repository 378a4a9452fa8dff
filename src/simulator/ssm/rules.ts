import { AwsFault } from '../service.ts';
import type { Parameter, ParameterTier, Place } from './store.ts';
import { latest, parameterArn } from './store.ts';

const NAME_TEXT =
  'can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash ' +
  'symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';
const TIERS_PAGE =
  'For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html';

/** Most levels of a hierarchy. Source: PutParameter, naming constraints. */
const MAX_LEVELS = 15;
/** Longest name, the ARN's part before it included. Source: the same. */
const MAX_NAME = 1011;

export function invalid(message: string): AwsFault {
  return new AwsFault('ValidationException', message);
}

/** Throws what PutParameter answers to a name that it does not take. */
export function checkName(place: Omit<Place, 'state'>, name: string): void {
  if (/^\/?aws/i.test(name))
    throw new AwsFault('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  checkNameForm(name);
  if (name.includes('/') && !name.startsWith('/')) throw invalid('Parameter name must be a fully qualified name.');
  if (name.split('/').filter((level) => level !== '').length > MAX_LEVELS) throw tooDeep();
  if (parameterArn(place, name).length > MAX_NAME)
    throw invalid(
      `Parameter name: the maximum length, including the ARN of the parameter, is ${String(MAX_NAME)} characters.`,
    );
}

/** The part of the rules that reads keep to as well. */
export function checkNameForm(name: string): void {
  if (!/^\/?[\w.-]+(\/[\w.-]+)*$/.test(name) || /^\/?ssm/i.test(name)) throw invalid(`Parameter name: ${NAME_TEXT}`);
}

function tooDeep(): AwsFault {
  const message =
    `A hierarchy can have a maximum of ${String(MAX_LEVELS)} levels. For more information, see Requirements and constraints ` +
    'for parameter names in the AWS Systems Manager User Guide.';
  return new AwsFault('HierarchyLevelLimitExceededException', message);
}

/** Throws for a value that the tier, the pattern or Parameter Store itself refuses. */
export function checkValue(value: string, tier: ParameterTier, allowedPattern: string | null): void {
  if (value === '') {
    throw invalid(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    );
  }
  if (/\{\{.*\}\}/s.test(value))
    throw invalid(`Parameter value can't nest another parameter. Do not use "{{}}" in the value.`);
  checkSize(value, tier);
  if (allowedPattern !== null && !compile(allowedPattern).test(value)) {
    const message = 'Parameter value, cannot be validated against allowedPattern: ';
    throw new AwsFault('ParameterPatternMismatchException', message + allowedPattern);
  }
}

/** Bytes, not characters, whatever AWS's text says. */
function checkSize(value: string, tier: ParameterTier): void {
  const size = Buffer.byteLength(value);
  if (tier === 'Standard' && size > STANDARD_BYTES) {
    throw invalid(
      'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, ' +
        `upgrade the parameter to use the advanced-parameter tier. ${TIERS_PAGE}`,
    );
  }
  if (size > ADVANCED_BYTES)
    throw invalid(`Advanced tier parameters support a maximum parameter value of 8192 characters. ${TIERS_PAGE}`);
}

const STANDARD_BYTES = 4096;
const ADVANCED_BYTES = 8192;

function compile(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    const message = 'The request does not meet the regular expression requirement.';
    throw new AwsFault('InvalidAllowedPatternException', message);
  }
}

/**
 * The tier that a write ends in. Without one asked for, a parameter keeps its own; Intelligent-Tiering goes up only when
 * the value needs it; nothing goes down.
 */
export function tierFor(asked: string | null, value: string, existing: Parameter | undefined): ParameterTier {
  const current = existing === undefined ? null : latest(existing).tier;
  if (asked === 'Intelligent-Tiering')
    return current === 'Advanced' || Buffer.byteLength(value) > STANDARD_BYTES ? 'Advanced' : 'Standard';
  if (asked === null) return current ?? 'Standard';
  if (asked === 'Standard' && current === 'Advanced') {
    throw invalid(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the " +
        'standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter. ' +
        TIERS_PAGE,
    );
  }
  if (asked !== 'Standard' && asked !== 'Advanced')
    throw notOneOf('tier', asked, ['Standard', 'Advanced', 'Intelligent-Tiering']);
  return asked;
}

export function notOneOf(member: string, value: string, allowed: readonly string[]): AwsFault {
  return invalid(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${allowed.join(', ')}]`,
  );
}
