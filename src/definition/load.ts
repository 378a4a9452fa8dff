import { relative } from 'node:path';
import { diagnostic, inOrder, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment } from '../model/environment.ts';
import { BASELINE_SET, stackName } from '../model/names.ts';
import { checkReferences, environmentsReferredTo } from './check-references.ts';
import { collisions } from './collisions.ts';
import type { Draft } from './draft.ts';
import { Drafts, handsBaseline } from './drafts.ts';
import { leansOn, Linker } from './linker.ts';
import type { LoadOptions } from './load-options.ts';
import type { Project, ProjectEntry } from './project.ts';
import { pathProblems, type KnownPaths } from './project-paths.ts';
import { selectTargets, type Target } from './select.ts';
import { sharedEmails } from './shared-emails.ts';
import { sharedUnits } from './shared-units.ts';
import type { Tree } from './tree.ts';

export type { LoadOptions } from './load-options.ts';
export { openProject, type Project } from './project.ts';

/** Environments as far as they could be resolved, and everything that is wrong with them. */
export interface LoadedEnvironments {
  /** Those that were asked for and are whole, in the order asked for. */
  readonly environments: readonly Environment[];
  /** By name: these, and all valid ones that they lean on: owners of their account, lenders, those that their references name. */
  readonly related: ReadonlyMap<string, Environment>;
  /** Asked for, but not usable: their own definition is invalid, or that of an environment that they lean on. */
  readonly invalid: readonly InvalidEnvironment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An environment that cannot be used, as far as it could be read: what its services name can still be checked. */
export interface InvalidEnvironment {
  readonly name: string;
  readonly file: string;
  readonly partial: Environment | null;
}

/** Resolves the named environments, or all but bases when none is named. All problems at once, each told once. */
export async function loadEnvironments(
  project: Project,
  names: readonly string[],
  options: LoadOptions,
): Promise<LoadedEnvironments> {
  const selected = selectTargets(project, names, options);
  const sha = project.entries.some((entry) => mentionsSha(entry.definition.tree))
    ? await options.gitSha(project.root)
    : null;
  const drafts = new Drafts(project, options, sha, selected.targets);
  const loading = new Loading(project, drafts, options.paths);
  const diagnostics = [...selected.diagnostics];
  for (const target of selected.targets) await loading.add(target, duplicateProblem(project, target));
  if (names.length === 0) diagnostics.push(...(await loading.baseProblems()));
  loading.checkCollisions(options.as);
  return loading.result(selected.targets, diagnostics);
}

/** The state of one load: which drafts take part, and what is wrong with each. */
class Loading {
  readonly #project: Project;
  readonly #drafts: Drafts;
  readonly #linker: Linker;
  readonly #paths: KnownPaths;
  readonly #problems = new Map<Draft, Diagnostic[]>();
  readonly #targets = new Map<Target, Draft | null>();

  constructor(project: Project, drafts: Drafts, paths: KnownPaths = new Map()) {
    this.#project = project;
    this.#drafts = drafts;
    this.#linker = new Linker(drafts);
    this.#paths = paths;
  }

  /** Takes in a definition that was asked for, and all that it leans on. */
  async add(target: Target, problem: Diagnostic | null): Promise<void> {
    const draft = this.#drafts.forTarget(target);
    this.#targets.set(target, draft);
    if (!draft) return;
    await this.#include(draft);
    if (problem) this.#problems.get(draft)?.push(problem);
  }

  async #include(draft: Draft): Promise<void> {
    const queue = [draft];
    for (let next = queue.pop(); next; next = queue.pop()) {
      if (this.#problems.has(next)) continue;
      this.#problems.set(next, await this.#check(next));
      queue.push(...this.#neighbours(next));
    }
  }

  async #check(draft: Draft): Promise<Diagnostic[]> {
    return [
      ...draft.diagnostics,
      ...this.#linker.link(draft).diagnostics,
      ...checkReferences(draft, this.#drafts),
      ...pathProblems(this.#project.root, draft.claims, this.#paths),
    ];
  }

  #neighbours(draft: Draft): Draft[] {
    const names = [...leansOn(draft), ...environmentsReferredTo(draft)];
    return names.map((name) => this.#drafts.byName(name)).filter((neighbour) => neighbour !== null);
  }

  /** Bases are checked as far as they go: their own values and paths, not what their heirs may still give. */
  async baseProblems(): Promise<Diagnostic[]> {
    const problems: Diagnostic[] = [];
    for (const entry of this.#project.entries.filter(({ base }) => base)) {
      const draft = this.#drafts.draft(entry, entry.name);
      if (!draft) problems.push(...entry.definition.diagnostics);
      else problems.push(...draft.diagnostics, ...pathProblems(this.#project.root, draft.claims, this.#paths));
    }
    return problems;
  }

  /** Also against definitions that nobody asked for, when one of their stacks would have a name that is asked for. */
  checkCollisions(as: string | null): void {
    const targets = this.#valid([...this.#targets.values()].filter((draft) => draft !== null));
    const taken = new Set(
      targets.flatMap((environment) => environment.services.map(({ name }) => stackName(environment, name))),
    );
    const handed = new Set(targets.flatMap(({ stackSets }) => stackSets.map(({ name }) => name)));
    const addresses = new Set(targets.flatMap(emailOf));
    const meets = (entry: ProjectEntry): boolean =>
      mayHaveEmail(entry, addresses) ||
      stackNames(entry).some((name) => taken.has(name)) ||
      serviceNames(entry).some((name) => handed.has(name)) ||
      (handed.has(BASELINE_SET) && handsBaseline(entry));
    const others = this.#project.entries
      .filter((entry) => !entry.base && as === null && meets(entry))
      .map((entry) => this.#drafts.byName(entry.name))
      .filter((draft) => draft !== null);
    const environments = new Map(
      [...this.#valid(others), ...targets].map((environment) => [environment.name, environment]),
    );
    const sorted = [...environments.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
    for (const { names, diagnostic: problem } of [
      ...collisions(sorted),
      ...sharedEmails(sorted),
      ...sharedUnits(sorted),
    ]) {
      for (const draft of names.map((name) => this.#drafts.byName(name)))
        if (draft) this.#problems.get(draft)?.push(problem);
    }
  }

  #valid(drafts: readonly Draft[]): Environment[] {
    return drafts.map((draft) => this.#linker.link(draft).environment).filter((environment) => environment !== null);
  }

  result(targets: readonly Target[], before: readonly Diagnostic[]): LoadedEnvironments {
    const environments: Environment[] = [];
    const invalid: InvalidEnvironment[] = [];
    const diagnostics = [...before, ...[...this.#problems.values()].flat()];
    for (const target of targets) {
      const draft = this.#targets.get(target) ?? null;
      const { name, entry } = target;
      if (!draft) diagnostics.push(...entry.definition.diagnostics);
      const environment = draft && this.#usable(draft) ? this.#linker.link(draft).environment : null;
      if (environment) environments.push(environment);
      else invalid.push({ name, file: entry.file, partial: draft && this.#linker.partial(draft) });
    }
    return { environments, related: this.#related(), invalid, diagnostics: distinct(diagnostics) };
  }

  #related(): Map<string, Environment> {
    const usable = [...this.#problems.keys()].filter((draft) => this.#usable(draft));
    return new Map(this.#valid(usable).map((environment) => [environment.name, environment]));
  }

  /** Nothing is wrong with it, nor with any that it leans on. */
  #usable(draft: Draft): boolean {
    const seen = new Set<Draft>();
    const queue = [draft];
    for (let next = queue.pop(); next; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      if ((this.#problems.get(next) ?? []).length > 0) return false;
      queue.push(...this.#neighbours(next));
    }
    return this.#linker.link(draft).environment !== null;
  }
}

/** Two definitions of one name: whichever is meant, it would be a guess. The one that comes later in the folder is told. */
function duplicateProblem(project: Project, { entry }: Target): Diagnostic | null {
  const same = project.entries.filter((other) => !other.base && other.name === entry.name);
  const [first, second] = same;
  if (!first || !second) return null;
  const told = entry === first ? second : entry;
  const message = `the name ${entry.name} is already that of ${relative(project.dir, first.file)}`;
  const hint = 'give one of them another name';
  return diagnostic('DefinitionInvalid', message, { at: told.definition.nameAt, hint });
}

/** As written, without resolving anything. */
function stackNames(entry: ProjectEntry): string[] {
  const project = entry.definition.tree?.entries.get('project')?.value;
  if (project?.kind !== 'scalar') return [];
  const owner = { project: String(project.value), name: entry.name };
  return serviceNames(entry).map((service) => stackName(owner, service));
}

function serviceNames(entry: ProjectEntry): string[] {
  const services = entry.definition.tree?.entries.get('services')?.value;
  return services?.kind === 'map' ? [...services.entries.keys()] : [];
}

/** The address of an account of its own, as AWS compares it. */
function emailOf({ account, accountOf }: Environment): string[] {
  return account.form === 'member' && accountOf === null ? [account.email.toLowerCase()] : [];
}

/** As far as it is known without resolving anything: an address with a variable in it may be any. */
function mayHaveEmail({ definition, name }: ProjectEntry, addresses: ReadonlySet<string>): boolean {
  const account = definition.tree?.entries.get('account')?.value;
  const email = account?.kind === 'map' ? account.entries.get('email')?.value : undefined;
  if (email?.kind !== 'scalar') return false;
  const text = String(email.value).replaceAll('${environment}', name).toLowerCase();
  return text.includes('${') ? addresses.size > 0 : addresses.has(text);
}

function mentionsSha(tree: Tree | null): boolean {
  if (tree?.kind === 'scalar') return typeof tree.value === 'string' && tree.value.includes('${git:sha}');
  if (tree?.kind === 'list') return tree.items.some(mentionsSha);
  return tree?.kind === 'map' && [...tree.entries.values()].some(({ value }) => mentionsSha(value));
}

/** In the contract's order, each once: many definitions may extend the file that one problem is in. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byText = new Map(diagnostics.map((one) => [JSON.stringify([one.code, one.message, one.at]), one]));
  return inOrder([...byText.values()]);
}
