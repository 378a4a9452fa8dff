import { canonical, isObject, type Json } from '../model/json.ts';

/**
 * True when two policy documents say the same. IAM and S3 hand a document back in their own form: a list of one as a
 * bare value, lists in another order, an account id as the ARN of its root.
 */
export function samePolicy(one: object | null, other: object | null): boolean {
  return comparable(one) === comparable(other);
}

function comparable(policy: object | null): string {
  return canonical(normalize(JSON.parse(JSON.stringify(policy)) as Json));
}

function normalize(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => normalize(item as Json)).sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
    return items.length === 1 ? (items[0] ?? null) : items;
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalize(item)]));
}
