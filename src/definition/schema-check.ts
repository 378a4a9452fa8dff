import type { ErrorObject } from 'ajv/dist/2020.js';
import type { ErrorCode } from '../diagnostics/codes.ts';
import { diagnostic, type Diagnostic, type Position } from '../diagnostics/diagnostic.ts';
import { givenAt } from '../diagnostics/given-at.ts';
import type { Json } from '../model/json.ts';
import { describeError } from './schema-messages.ts';
import { originOf, treeAt, toJson, type Path, type Tree } from './tree.ts';

/** Judges a value as what ajv compiles does: what was wrong with the last one is in `errors`. */
export interface Validate {
  (value: Json): boolean;
  errors?: ErrorObject[] | null | undefined;
}

/** A tree after a check: what is wrong with it has been cut down to `invalid` values, so that the rest can be used. */
export interface Checked {
  readonly tree: Tree;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * All that a schema finds wrong with a tree, each with the position of the value, or of the key, at fault. As long as
 * references are not `resolved`, strings that hold some are not judged.
 */
export function checkAgainst(validate: Validate, tree: Tree, code: ErrorCode, resolved: boolean): Checked {
  return validate(toJson(tree)) ? { tree, diagnostics: [] } : locateErrors(validate.errors ?? [], tree, code, resolved);
}

/** Gives each error of ajv words and a position, and cuts what is at fault out of the tree. */
export function locateErrors(errors: readonly ErrorObject[], tree: Tree, code: ErrorCode, resolved: boolean): Checked {
  const diagnostics = new Map<string, Diagnostic>();
  let checked = tree;
  for (const error of withoutEchoes(errors)) {
    const path = pathOf(error.instancePath, tree);
    const value = treeAt(tree, path);
    if (!value || isUndecided(value, error, resolved)) continue;
    const { message, hint, within } = describeError(error, path, value);
    const at = (within === null ? null : positionWithin(value, within)) ?? originOf(value);
    const place = `${path.join('/')} ${within ?? ''}`;
    if (!diagnostics.has(place)) {
      const text = `${message}${givenAt(value.at, originOf(value))}`;
      diagnostics.set(place, diagnostic(code, text, { at, hint }));
    }
    checked = replaceAt(checked, within === null ? path : [...path, within], { kind: 'invalid', at });
  }
  return { tree: checked, diagnostics: [...diagnostics.values()] };
}

/** Where a key stands in a map, or an item in a list. */
function positionWithin(tree: Tree, step: string | number): Position | null {
  if (tree.kind === 'map') return tree.entries.get(String(step))?.keyAt ?? null;
  return tree.kind === 'list' ? (tree.items[Number(step)]?.at ?? null) : null;
}

/** What only AWS knows is never judged. */
function isUndecided(value: Tree, error: ErrorObject, resolved: boolean): boolean {
  if (value.kind === 'expression' || value.kind === 'invalid') return true;
  return !resolved && error.propertyName === undefined && value.kind === 'scalar' && String(value.value).includes('${');
}

/** Without the errors that only lead up to another: the branches of an anyOf, and the summary over property names. */
function withoutEchoes(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf');
  return errors.filter((error) => {
    if (error.keyword === 'propertyNames' || error.keyword === 'if') return false;
    return !choices.some((choice) => choice !== error && error.schemaPath.startsWith(`${choice.schemaPath}/`));
  });
}

/** A JSON pointer as a path; indices of lists become numbers. */
function pathOf(pointer: string, tree: Tree): Path {
  const path: (string | number)[] = [];
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(treeAt(tree, path)?.kind === 'list' ? Number(step) : step);
  }
  return path;
}

function replaceAt(tree: Tree, path: Path, replacement: Tree): Tree {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  if (tree.kind === 'list') {
    return { ...tree, items: tree.items.map((item, i) => (i === step ? replaceAt(item, rest, replacement) : item)) };
  }
  if (tree.kind !== 'map') return tree;
  const entries = new Map(tree.entries);
  const entry = entries.get(String(step));
  if (entry) entries.set(String(step), { keyAt: entry.keyAt, value: replaceAt(entry.value, rest, replacement) });
  return { ...tree, entries };
}
