import { isObject, type Json } from '../../../model/json.ts';
import { functionOf, isList } from '../../../template/tree.ts';

/** True when a value still holds a function: something in it is known only once a resource exists. */
export function isOpen(value: Json): boolean {
  if (isList(value)) return value.some(isOpen);
  if (!isObject(value)) return false;
  const call = functionOf(value);
  return (call !== null && call.name !== 'Condition') || Object.values(value).some(isOpen);
}
