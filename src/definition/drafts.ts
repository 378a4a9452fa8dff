import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { configOf, draftEnvironment, type Draft, type DraftOptions } from './draft.ts';
import type { Definition } from './extends.ts';
import type { LoadOptions } from './load-options.ts';
import type { Project, ProjectEntry } from './project.ts';
import type { Target } from './select.ts';
import { isName } from '../model/names.ts';
import { mapEntries, type MapTree, type Tree } from './tree.ts';

/** Drafts of the definitions of one project, made when they are first asked for. */
export class Drafts {
  readonly #project: Project;
  readonly #options: LoadOptions;
  readonly #sha: string | null;
  readonly #byName = new Map<string, Draft | null>();
  #baselineSetOwners: readonly Draft[] | null = null;

  /** `target` is the definition that `--as` gives another name; others go by their own. */
  constructor(project: Project, options: LoadOptions, sha: string | null, targets: readonly Target[]) {
    this.#project = project;
    this.#options = options;
    this.#sha = sha;
    for (const { entry, name } of targets) if (!this.#byName.has(name)) this.#byName.set(name, this.draft(entry, name));
  }

  /** Of two definitions with one name only the first goes by it. */
  forTarget({ entry, name }: Target): Draft | null {
    const named = this.byName(name);
    return named?.definition === entry.definition ? named : this.draft(entry, name);
  }

  /** The names of all environments that may be referred to. */
  get names(): string[] {
    return this.#project.entries.filter((entry) => !entry.base).map((entry) => entry.name);
  }

  /** The draft of an environment; null when there is none of that name, or its file cannot be used at all. */
  byName(name: string): Draft | null {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const entry = this.#project.entries.find((candidate) => candidate.name === name && !candidate.base);
    const draft = entry ? this.draft(entry, name) : null;
    this.#byName.set(name, draft);
    return draft;
  }

  /** Drafts of the environments that hand their baseline to a stack set. */
  baselineSetOwners(): readonly Draft[] {
    this.#baselineSetOwners ??= this.#project.entries
      .filter((entry) => !entry.base && handsBaseline(entry))
      .map(({ name }) => this.byName(name))
      .filter((draft) => draft !== null);
    return this.#baselineSetOwners;
  }

  isBase(name: string): boolean {
    return this.#project.entries.some((entry) => entry.name === name && entry.base);
  }

  draft(entry: ProjectEntry, name: string): Draft | null {
    const { definition } = entry;
    if (!definition.tree) return null;
    const draft = draftEnvironment(definition, definition.tree, {
      ...this.#fixed(),
      name,
      region: this.#options.region,
      accountId: this.#accountIdOf(definition.tree),
      partial: entry.base || definition.incomplete,
      config: null,
    });
    draft.diagnostics.push(...definition.diagnostics, ...nameProblems(definition, name, entry.base));
    return draft;
  }

  /** The lender's definition as it would be under the borrower's name: its services are what the borrower would have. */
  draftAs(lender: Definition, borrower: Draft): Draft | null {
    if (!lender.tree) return null;
    return draftEnvironment(
      lender,
      mapEntries(lender.tree, ({ value }, key) => (key === 'region' ? null : value)),
      {
        ...this.#fixed(),
        name: borrower.own.name,
        region: borrower.own.region,
        accountId: borrower.definition.tree && this.#accountIdOf(borrower.definition.tree),
        partial: true,
        config: borrower.definition.tree && configOf(borrower.definition.tree),
      },
    );
  }

  #fixed(): Pick<DraftOptions, 'root' | 'env' | 'sha' | 'now' | 'validate'> {
    const { root, validate } = this.#project;
    return { root, validate, env: this.#options.env, sha: this.#sha, now: this.#options.now ?? null };
  }

  /** The account's id, when a definition or the one whose account it uses says it. */
  #accountIdOf(tree: MapTree): string | null {
    const account = tree.entries.get('account')?.value;
    if (account?.kind !== 'map') return null;
    const owner = textOf(account, 'environment');
    if (owner === null) return accountId(account);
    const entry = this.#project.entries.find((candidate) => candidate.name === owner);
    const owned = entry?.definition.tree?.entries.get('account')?.value;
    return owned?.kind === 'map' ? accountId(owned) : null;
  }
}

/** As written, without resolving anything. */
export function handsBaseline({ definition }: ProjectEntry): boolean {
  const baseline = definition.tree?.entries.get('baseline')?.value;
  return baseline?.kind === 'map' && textOf(baseline, 'engine') === 'stacksets';
}

function accountId(account: MapTree): string | null {
  const inArn = /^arn:[^:]+:iam::(\d{12}):/.exec(textOf(account, 'roleArn') ?? '')?.[1];
  const id = textOf(account, 'id') ?? inArn ?? null;
  return id !== null && /^\d{12}$/.test(id) ? id : null;
}

function textOf(tree: MapTree, key: string): string | null {
  const value: Tree | undefined = tree.entries.get(key)?.value;
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : null;
}

/** A name that was written has been checked by the schema; one that comes from the file's name has not. */
function nameProblems(definition: Definition, name: string, base: boolean): Diagnostic[] {
  const isFromFile = !definition.tree?.entries.has('name') && name === definition.name;
  if (base || !isFromFile || isName(name)) return [];
  const hint = 'give it a name: lower-case letters and digits in groups joined by single hyphens, at most 32';
  const message = `the file's name ${JSON.stringify(name)} cannot be the name of an environment`;
  return [diagnostic('DefinitionInvalid', message, { at: definition.nameAt, hint })];
}
