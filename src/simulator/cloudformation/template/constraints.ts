import type { Json } from '../../../model/json.ts';
import { isList, member } from '../../../template/tree.ts';
import { validationError } from '../faults.ts';
import { parameterTypeOf } from './parameter-types.ts';
import { plain } from '../text.ts';

/** Throws when a value breaks a rule of its parameter's declaration. Lists are checked item by item. */
export function checkConstraints(name: string, declaration: Json, value: string): void {
  const type = parameterTypeOf(plain(member(declaration, 'Type')));
  const values = type?.list === true && !type.ssm ? value.split(',').map((item) => item.trim()) : [value];
  if (Buffer.byteLength(value) > 4096) throw validationError(`Parameter '${name}' must not be longer than 4096 bytes.`);
  for (const item of values) {
    const broken = brokenRule(declaration, item, type?.number === true);
    if (broken !== null) throw refusal(name, declaration, broken);
  }
}

function refusal(name: string, declaration: Json, broken: string): Error {
  const description = member(declaration, 'ConstraintDescription');
  if (typeof description === 'string') {
    return validationError(`Parameter ${name} failed to satisfy constraint: ${description}`);
  }
  return validationError(`Parameter '${name}' must ${broken}`);
}

function brokenRule(declaration: Json, value: string, isNumber: boolean): string | null {
  const allowed = member(declaration, 'AllowedValues');
  if (isNumber && (value === '' || Number.isNaN(Number(value)))) return 'be a number';
  if (isList(allowed) && !allowed.map(String).includes(value)) return 'be one of AllowedValues';
  const pattern = member(declaration, 'AllowedPattern');
  if (pattern !== undefined && !new RegExp(`^(?:${plain(pattern)})$`, 's').test(value)) {
    return `match pattern ${plain(pattern)}`;
  }
  return brokenLimit(declaration, value, isNumber);
}

function brokenLimit(declaration: Json, value: string, isNumber: boolean): string | null {
  const limit = (key: string): number | null => {
    const given = member(declaration, key);
    return given === undefined ? null : Number(given);
  };
  const [shortest, longest, least, most] = [
    limit('MinLength'),
    limit('MaxLength'),
    limit('MinValue'),
    limit('MaxValue'),
  ];
  if (shortest !== null && value.length < shortest) return `contain at least ${String(shortest)} characters`;
  if (longest !== null && value.length > longest) return `contain at most ${String(longest)} characters`;
  if (isNumber && least !== null && Number(value) < least) return `be a number not less than ${String(least)}`;
  if (isNumber && most !== null && Number(value) > most) return `be a number not greater than ${String(most)}`;
  return null;
}
