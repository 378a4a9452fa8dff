import { textOf, type Input } from '../input.ts';
import { invalidInput } from './faults.ts';

interface Rule {
  readonly min?: number;
  readonly max: number;
  readonly pattern?: RegExp;
}

/** Members by name, as the Organizations API reference bounds them. */
const RULES = {
  AccountId: { max: 12, pattern: /^\d{12}$/ },
  AccountName: { min: 1, max: 50, pattern: /^[\u0020-\u007E]+$/ },
  ChildId: { max: 100, pattern: /^(\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/ },
  CreateAccountRequestId: { max: 36, pattern: /^car-[a-z0-9]{8,32}$/ },
  DestinationParentId: { max: 100, pattern: /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/ },
  Email: { min: 6, max: 64 },
  Name: { min: 1, max: 128 },
  OrganizationalUnitId: { max: 68, pattern: /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/ },
  ParentId: { max: 100, pattern: /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/ },
  PolicyId: { max: 130, pattern: /^p-[0-9a-zA-Z_]{8,128}$/ },
  ResourceId: {
    max: 130,
    pattern: /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|p-[0-9a-zA-Z_]{8,128})$/,
  },
  RootId: { max: 34, pattern: /^r-[0-9a-z]{4,32}$/ },
  RoleName: { min: 1, max: 64, pattern: /^[\w+=,.@-]+$/ },
  SourceParentId: { max: 100, pattern: /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/ },
  TargetId: { max: 100, pattern: /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/ },
} satisfies Record<string, Rule>;

type Field = keyof typeof RULES;

/** A member that must be there and within its bounds; throws InvalidInputException with the reason that AWS has for each. */
export function required(input: Input, field: Field): string {
  const value = textOf(input, field);
  if (value === null) throw invalidInput('INPUT_REQUIRED', `You must specify a value for ${field}.`);
  return check(field, value);
}

/** A member that may be left out. */
export function optional(input: Input, field: Field): string | null {
  const value = textOf(input, field);
  return value === null ? null : check(field, value);
}

/** A member with a few possible values. */
export function choice<T extends string>(input: Input, field: string, values: readonly T[]): T | null {
  const value = textOf(input, field);
  if (value === null) return null;
  const found = values.find((each) => each === value);
  if (found === undefined)
    throw invalidInput('INVALID_ENUM', `You specified ${value} for ${field}, which is none of ${values.join(', ')}.`);
  return found;
}

function check(field: Field, value: string): string {
  const { min = 0, max, pattern }: Rule = RULES[field];
  if (value.length < min)
    throw invalidInput('MIN_LENGTH_EXCEEDED', `${field} has fewer than ${String(min)} characters.`);
  if (value.length > max)
    throw invalidInput('MAX_LENGTH_EXCEEDED', `${field} has more than ${String(max)} characters.`);
  if (pattern?.test(value) === false) {
    throw invalidInput(
      'INVALID_PATTERN',
      `You provided a value for ${field} that does not match the required pattern: ${value}`,
    );
  }
  return value;
}

const LOCAL = /^(?!\.)[^\s"'()<>[\]:;,\\|%&@]+$/;
const DOMAIN = /^(?![.-])(?=.*\.)[A-Za-z0-9.-]+(?<![.-])$/;

/** CreateAccount's rules for an address of the account's owner. */
export function email(input: Input): string {
  const address = required(input, 'Email');
  const [local = '', domain = '', ...more] = address.split('@');
  const valid = more.length === 0 && LOCAL.test(local) && DOMAIN.test(domain) && /^[!-~]+$/.test(address);
  if (!valid) throw invalidInput('INVALID_EMAIL_ADDRESS_TARGET', `You specified an invalid email address: ${address}`);
  return address;
}
