import { isObject, type Json } from '../../../src/model/json.ts';

/** Paths of the fields that a shape such as `{ a: [ { b, c|null } ] }` names: `a`, `a[].b`, `a[].c`. */
export function fieldsOfShape(shape: string): Set<string> {
  const fields = new Set<string>();
  /** What encloses a token: a name, `name[]`, or a brace. */
  const path: string[] = [];
  let name = '';
  let isValue = false;
  for (const [token] of shape.matchAll(/[A-Za-z_][\w-]*|[{}[\],:|]/g)) {
    if (token === '{') {
      path.push(...(name ? [name] : []), '{');
      [name, isValue] = ['', false];
    } else if (token === '}') {
      path.pop();
      if (isName(path.at(-1))) path.pop();
      isValue = true;
    } else if (token === '[') {
      path.push(`${name}[]`);
      name = '';
    } else if (token === ']') {
      path.pop();
      isValue = true;
    } else if (token === ',') [name, isValue] = ['', false];
    else if (token === ':' || token === '|') isValue = true;
    else if (!isValue && name === '') {
      name = token;
      fields.add([...path.filter((part) => part !== '{'), name].join('.'));
    }
  }
  return fields;
}

function isName(part: string | undefined): boolean {
  return part !== undefined && part !== '{' && !part.endsWith('[]');
}

/** Paths of the fields that a document has, in the same form; below what is empty there are none. */
export function fieldsOf(document: Json, opaque: ReadonlySet<string>, path = ''): Set<string> {
  const fields = new Set<string>();
  if (Array.isArray(document)) for (const item of document) add(fields, fieldsOf(item, opaque, `${path}[]`));
  if (!isObject(document) || opaque.has(path)) return fields;
  for (const [key, value] of Object.entries(document)) {
    const below = path ? `${path}.${key}` : key;
    fields.add(below);
    add(fields, fieldsOf(value, opaque, below));
  }
  return fields;
}

function add(all: Set<string>, more: ReadonlySet<string>): void {
  for (const field of more) all.add(field);
}
