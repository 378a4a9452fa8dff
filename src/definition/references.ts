import { diagnostic, type Diagnostic, type Position } from '../diagnostics/diagnostic.ts';
import type { Part } from '../model/expression.ts';
import { dottedPaths, valueAtDottedPath } from './config-values.ts';
import { nameHint, nearest } from '../model/nearest.ts';
import { joinTexts } from './parts.ts';
import type { Place } from './places.ts';
import { parseReference, REFERENCE_FORMS, tokenize, type Reference } from './reference.ts';
import { mapEntries, originOf, type MapTree, type Path, type ScalarTree, type Tree } from './tree.ts';

/** Longer than anything that AWS takes: the longest is a parameter of SSM, 8 KiB. */
const MAX_TEXT = 65_536;

/** How many values one reference may bring: references to references grow fast. */
const MAX_VALUES = 100_000;

/** What references are answered from. */
export interface ReferenceContext {
  readonly project: string;
  readonly environment: string;
  /** Home region; stands for `${region}` where only text can stand. Null: not known. */
  readonly region: string | null;
  /** Id of the account, when files alone tell it; stands for `${account}` where only text can stand. */
  readonly account: string | null;
  /** The `config` of the definition, as written. */
  readonly config: MapTree | null;
  /** True: the values of `config` know where a person wrote them. */
  readonly configHasPlaces: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Commit of the project; null outside a git repository. */
  readonly sha: string | null;
  /** A base: what its heirs may give is not missed. */
  readonly partial: boolean;
  /** Code of what is wrong with the form or the place of a reference. Unknown ones are always UnknownReference. */
  readonly code: 'DefinitionInvalid' | 'ConfigInvalid';
}

/** Fills in every reference of a tree that files can answer. `placeOf` says what may stand where. All problems at once. */
export function resolveReferences(
  tree: Tree,
  context: ReferenceContext,
  placeOf: (path: Path) => Place,
): { tree: Tree; diagnostics: Diagnostic[] } {
  const resolver = new Resolver(context);
  const resolved = resolver.resolve(tree, [], placeOf);
  return { tree: resolved, diagnostics: resolver.diagnostics };
}

/** One pass over one tree. `config` values are resolved when they are first asked for, so that a cycle can be told. */
class Resolver {
  readonly diagnostics: Diagnostic[] = [];
  readonly #context: ReferenceContext;
  readonly #configValues = new Map<string, Tree>();
  readonly #open: string[] = [];

  constructor(context: ReferenceContext) {
    this.#context = context;
  }

  resolve(tree: Tree, path: Path, placeOf: (path: Path) => Place): Tree {
    switch (tree.kind) {
      case 'map':
        return mapEntries(tree, ({ value }, key) => this.resolve(value, [...path, key], placeOf));
      case 'list':
        return { ...tree, items: tree.items.map((item, index) => this.resolve(item, [...path, index], placeOf)) };
      case 'scalar':
        return typeof tree.value === 'string' && tree.value.includes('${')
          ? this.#string(tree, tree.value, placeOf(path), String(path.at(0) ?? ''))
          : tree;
      default:
        return tree;
    }
  }

  #string(tree: ScalarTree, source: string, place: Place, top: string): Tree {
    const tokens = tokenize(source);
    if (!tokens) {
      const hint = 'close it with }, and write $${ for a literal ${';
      return this.#refuse(tree.at, `a reference in ${show(source)} has no end`, hint);
    }
    const references = tokens.filter((token) => token.kind === 'reference');
    if (place === 'none' && references.length > 0) {
      return this.#refuse(
        tree.at,
        `references cannot stand in ${top === 'services' ? 'from' : top}`,
        'write the value itself',
      );
    }
    const [only] = tokens;
    if (tokens.length === 1 && only?.kind === 'reference') {
      const lone = parseReference(only.body);
      if (lone?.kind === 'config' && place !== 'account') return this.#config(lone.path, tree.at);
    }
    const parts: Part[] = [];
    for (const token of tokens) {
      parts.push(token.kind === 'text' ? token : (this.#part(token.body, place, tree.at) ?? { kind: 'unknown' }));
    }
    if (parts.some(({ kind }) => kind === 'unknown')) return { kind: 'invalid', at: tree.at, parts };
    const length = parts.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 0), 0);
    if (length <= MAX_TEXT) return joined(parts, tree);
    return this.#refuse(tree.at, `${show(source)} grows beyond ${MAX_TEXT} characters`, 'refer to less of config');
  }

  #part(body: string, place: Place, at: Position): Part | null {
    const reference = parseReference(body);
    if (!reference) {
      this.#unknown(body, at);
      return null;
    }
    const text = this.#known(reference, place, body, at);
    if (text !== null) return { kind: 'text', text };
    if (!mayStay(reference, place)) return null;
    const isOwn = reference.kind === 'output' && reference.environment === this.#context.environment;
    return isOwn ? { ...reference, environment: null } : reference;
  }

  /** The text that a reference stands for, when files tell it; else null, reported unless it may stay for later. */
  #known(reference: Reference, place: Place, body: string, at: Position): string | null {
    const { project, environment, env, sha } = this.#context;
    if (place === 'account' && !['project', 'environment', 'env'].includes(reference.kind)) {
      const hint = 'account takes ${project}, ${environment} and ${env:NAME}';
      return this.#problem(`\${${body}} cannot stand in account`, at, hint);
    }
    switch (reference.kind) {
      case 'project':
        return project;
      case 'environment':
        return environment;
      case 'env':
        return (
          env[reference.name] ??
          this.#unanswered(`the environment variable ${reference.name} is not set`, at, `set ${reference.name}`)
        );
      case 'sha':
        return (
          sha ?? this.#unanswered('there is no git commit to take ${git:sha} from', at, 'commit first, or leave it out')
        );
      case 'config':
        return this.#configText(reference.path, at);
      default:
        return mayStay(reference, place) ? null : this.#tooEarly(reference, place, body, at);
    }
  }

  /** Only text can stand here: what is known without asking AWS is filled in. */
  #tooEarly(reference: Reference, place: Place, body: string, at: Position): string | null {
    const { region, account, partial } = this.#context;
    const known = reference.kind === 'region' ? region : reference.kind === 'account' ? account : null;
    if (known !== null) return known;
    if (partial && (reference.kind === 'region' || reference.kind === 'account')) return null;
    if (place === 'build') {
      return this.#problem(
        `\${${body}} is not known when an artifact is made`,
        at,
        'make it a run-time value: runtime of the service',
      );
    }
    const hint =
      reference.kind === 'account'
        ? 'give the id of the account, or use it in parameters, runtime or health'
        : 'use it in parameters, runtime or health of a service';
    return this.#problem(`\${${body}} is only known to AWS and cannot stand here`, at, hint);
  }

  #configText(path: string, at: Position): string | null {
    const value = this.#config(path, at);
    if (value.kind === 'scalar') return value.value === null ? '' : textOf(value);
    if (value.kind === 'invalid') return null;
    return this.#problem(
      `\${config:${path}} is a ${value.kind} and cannot become part of a string`,
      at,
      'name one of its values',
    );
  }

  #config(path: string, at: Position): Tree {
    const { config } = this.#context;
    const value = config && valueAtDottedPath(config, path);
    if (!value) {
      const hint = config ? nameHint(path, dottedPaths(config)) : 'add it to config';
      this.#unanswered(`config has no value ${path}`, at, hint);
      return { kind: 'invalid', at };
    }
    const found = this.#configValue(path, value, at);
    if (found.kind === 'invalid') return { kind: 'invalid', at };
    return this.#context.configHasPlaces ? { ...found, at, from: originOf(found) } : { ...found, at };
  }

  #configValue(path: string, value: Tree, at: Position): Tree {
    const known = this.#configValues.get(path);
    if (known) return known;
    if (this.#open.includes(path)) {
      const cycle = [...this.#open.slice(this.#open.indexOf(path)), path].join(' -> ');
      this.#problem(
        `config values refer to each other in a circle: ${cycle}`,
        at,
        'give one of them a value of its own',
      );
      return { kind: 'invalid', at };
    }
    this.#open.push(path);
    const before = this.diagnostics.length;
    const resolved = this.resolve(value, ['config', path], () => 'static');
    this.#open.pop();
    const fits = countUpTo(resolved, MAX_VALUES) < MAX_VALUES;
    if (!fits) this.#problem(`\${config:${path}} grows beyond ${MAX_VALUES} values`, at, 'refer to less of config');
    const outcome: Tree = this.diagnostics.length > before ? { kind: 'invalid', at } : resolved;
    this.#configValues.set(path, outcome);
    return outcome;
  }

  #unknown(body: string, at: Position): void {
    const kind = body.split(':')[0] ?? '';
    const forms = REFERENCE_FORMS.map((form) => form.split(':')[0] ?? '');
    const form = REFERENCE_FORMS.find((known) => known.startsWith(`${kind}:`));
    const meant = nearest(kind, forms);
    const hint = form ? `its form is \${${form}}` : meant ? `did you mean \${${meant}}?` : null;
    const message = `${show(`\${${body}}`)} is not a reference`;
    this.diagnostics.push(diagnostic('UnknownReference', message, { at, hint: hint ?? 'write $${ for a literal ${' }));
  }

  #unanswered(message: string, at: Position, hint: string | null): null {
    if (!this.#context.partial) this.diagnostics.push(diagnostic('UnknownReference', message, { at, hint }));
    return null;
  }

  #problem(message: string, at: Position, hint: string): null {
    this.diagnostics.push(diagnostic(this.#context.code, message, { at, hint }));
    return null;
  }

  #refuse(at: Position, message: string, hint: string): Tree {
    this.#problem(message, at, hint);
    return { kind: 'invalid', at };
  }
}

/** The number of values in a tree, or `limit` as soon as it has that many. */
function countUpTo(tree: Tree, limit: number): number {
  const children =
    tree.kind === 'list'
      ? tree.items
      : tree.kind === 'map'
        ? [...tree.entries.values()].map((entry) => entry.value)
        : [];
  let count = 1;
  for (const next of children) {
    if (count >= limit) return limit;
    count += countUpTo(next, limit - count);
  }
  return Math.min(count, limit);
}

/** True for a reference that may stay open at a place: it is answered when the account, the region or AWS can be asked. */
function mayStay(reference: Reference, place: Place): reference is Exclude<Part, { kind: 'text' | 'unknown' }> {
  if (reference.kind === 'account' || reference.kind === 'region') return place === 'any' || place === 'build';
  return (reference.kind === 'output' || reference.kind === 'ssm') && place === 'any';
}

/** Text when nothing is left for AWS to answer. */
function joined(parts: readonly Part[], origin: ScalarTree): Tree {
  const merged = joinTexts(parts);
  if (merged.some((part) => part.kind !== 'text')) {
    return { kind: 'expression', parts: merged, source: origin.source, at: origin.at };
  }
  const value = merged.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  return { kind: 'scalar', value, source: value, at: origin.at };
}

/** A scalar as a string: numbers as they were written. */
export function textOf(tree: ScalarTree): string {
  return typeof tree.value === 'number' ? tree.source : String(tree.value);
}

function show(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
