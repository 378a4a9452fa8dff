import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Account, Baseline, Environment, Service } from '../model/environment.ts';
import { expiryOf } from '../model/expiry.ts';
import { isObject } from '../model/json.ts';
import { regionDoubt } from '../model/known-regions.ts';
import { checkRegions } from './check-regions.ts';
import type { StackSetService } from '../model/stack-set.ts';
import type { EnvironmentDefinition } from './definition.generated.ts';
import type { Definition } from './extends.ts';
import { mergeTrees } from './merge.ts';
import { placeOf } from './places.ts';
import type { PathClaim } from './project-paths.ts';
import { readAccount, type SharedAccount } from './read-account.ts';
import { readBaseline } from './read-baseline.ts';
import { readBaselineSet } from './read-baseline-set.ts';
import { readBorrowed, type BorrowRequest } from './read-borrowed.ts';
import { readQuotas } from './read-quotas.ts';
import { readService } from './read-service.ts';
import { readStackSet, type StackSetOwner } from './read-stack-set.ts';
import { readTags } from './read-tags.ts';
import { resolveReferences } from './references.ts';
import { checkAgainst, type Validate } from './schema-check.ts';
import { report, reportMissing, type Scope } from './scope.ts';
import type { MapTree, Tree } from './tree.ts';
import { View } from './view.ts';

/** As the schema has it, for a region that does not come from a definition. */
function isRegion(name: string): boolean {
  return /^[a-z]{2,5}(?:-[a-z]+)+-[0-9]{1,2}$/.test(name) && regionDoubt(name)?.kind !== 'misspelt';
}

/** One definition, resolved on its own: what other definitions have to say about it is still open. */
export interface Draft {
  readonly definition: Definition;
  readonly own: Omit<Environment, 'account' | 'accountOf' | 'baseline' | 'baselineSet' | 'borrowed'>;
  /** Null when it is missing or invalid, or belongs to a base. */
  readonly account: Account | SharedAccount | null;
  /** The baseline that the definition gives; not used with the account of another environment. */
  readonly baseline: Baseline;
  readonly borrows: readonly BorrowRequest[];
  readonly claims: readonly PathClaim[];
  readonly diagnostics: Diagnostic[];
}

/** What resolving a definition needs from outside of it. */
export interface DraftOptions {
  readonly root: string;
  /** The name to resolve it under. */
  readonly name: string;
  /** Home region when the definition names none. */
  readonly region: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly sha: string | null;
  /** Ms since 1970; null: what has expired is not looked for. */
  readonly now: number | null;
  /** Id of the account, when files tell it. */
  readonly accountId: string | null;
  readonly partial: boolean;
  /** Config that comes on top of the definition's own: a borrower's. */
  readonly config: MapTree | null;
  readonly validate: Validate;
}

/** Fills in references, checks the result against the schema once more, and reads it into the model. */
export function draftEnvironment(definition: Definition, merged: MapTree, options: DraftOptions): Draft {
  const written = configOnTop(merged, options.config);
  const project = textAt(written, 'project') ?? '';
  const region = textAt(written, 'region') ?? options.region;
  const filled = resolveReferences(
    written,
    {
      project,
      environment: options.name,
      region,
      account: options.accountId,
      config: configOf(written),
      configHasPlaces: true,
      env: options.env,
      sha: options.sha,
      partial: options.partial,
      code: 'DefinitionInvalid',
    },
    placeOf,
  );
  const checked = checkAgainst(options.validate, filled.tree, 'DefinitionInvalid', true);
  const scope: Scope = {
    project,
    name: options.name,
    region: region ?? '',
    root: options.root,
    partial: options.partial,
    diagnostics: [...filled.diagnostics, ...checked.diagnostics],
    warnings: [],
    claims: [],
  };
  const draft = readDraft(definition, new View<EnvironmentDefinition>(checked.tree), written, scope);
  noteExpired(draft.own, options.now, scope);
  return draft;
}

/** A deployment of what has expired is taken down by the next `reap`. A number of days begins with the deployment. */
function noteExpired({ expires, expiresAt: at }: Draft['own'], now: number | null, { warnings }: Scope): void {
  if (now === null || !isRealDate(expires ?? '')) return;
  const end = expiryOf(expires, now);
  if (end !== null && end <= now)
    warnings.push({
      message: `expires: ${expires} is past: reap takes the environment down as soon as it is deployed`,
      at,
    });
}

/** `written`: the same before references were filled in. */
function readDraft(definition: Definition, view: View<EnvironmentDefinition>, written: MapTree, scope: Scope): Draft {
  if (!view.has('project')) reportMissing(scope, 'project', 'the definition', view.at);
  if (scope.region === '' && !view.has('region')) {
    reportMissing(scope, 'region', 'the definition', view.at, 'add region, or give --region or AWS_REGION');
  }
  if (!view.has('region') && scope.region !== '' && !isRegion(scope.region)) {
    report(
      scope,
      `${scope.region} is not the name of an AWS region`,
      view.at,
      'add region, or correct --region or AWS_REGION',
    );
  }
  checkRegions(view, scope);
  const tags = readTags(view.get('tags'));
  const accountView = view.get('account');
  const account = accountView ? readAccount(accountView, tags, scope) : null;
  const form = account === null || account.form === 'shared' ? 'member' : account.form;
  const services: Service[] = [];
  const stackSets: StackSetService[] = [];
  const borrows: BorrowRequest[] = [];
  for (const [name, service] of view.get('services')?.entries() ?? []) {
    if (!service.has('from') && service.get('engine')?.text === 'stacksets') {
      const owner = { ...stackSetOwner(view, account), written: entryOf(entryOf(written, 'services'), name) };
      stackSets.push(readStackSet(name, service, owner, scope));
    } else if (!service.has('from')) services.push(readService(name, service, scope));
    else borrows.push(...[readBorrowed(name, service, scope)].filter((request) => request !== null));
  }
  const config = view.get('config')?.json;
  const baseline = readBaseline(view.get('baseline'), form, scope);
  const set = readBaselineSet(view, { ...stackSetOwner(view, account), account, baseline }, services, scope);
  return {
    definition,
    own: {
      project: scope.project,
      name: scope.name,
      file: definition.file,
      root: scope.root,
      region: scope.region,
      tags,
      protected: view.get('protected')?.json === true,
      protectedAt: view.get('protected')?.at ?? null,
      expires: readExpires(view, scope),
      expiresAt: view.get('expires')?.at ?? null,
      quotas: readQuotas(view.get('quotas'), scope),
      config: isObject(config) ? config : {},
      services: services.sort(byName),
      warnings: scope.warnings,
      stackSets: [...stackSets, ...(set ? [set] : [])].sort(byName),
    },
    account,
    baseline,
    borrows: borrows.sort(byName),
    claims: scope.claims,
    diagnostics: scope.diagnostics,
  };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function readExpires(view: View<EnvironmentDefinition>, scope: Scope): string | null {
  const expires = view.get('expires');
  if (!expires) return null;
  const text = expires.text ?? '';
  const isDate = text.includes('-');
  if (isDate && !isRealDate(text))
    report(scope, `expires: there is no day ${text}`, expires.origin, 'write it as 2027-01-31');
  if (view.get('protected')?.json === true) {
    report(scope, 'expires cannot be given with protected', expires.at, 'remove one of them');
  }
  return text;
}

/** Date.parse takes 2027-02-30 for the 2nd of March: only a date that survives the round trip is one. */
function isRealDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What a definition has to say about each service that it hands to StackSets. */
function stackSetOwner(
  view: View<EnvironmentDefinition>,
  account: Draft['account'],
): Pick<StackSetOwner, 'unit' | 'obstacle'> {
  const customer =
    account?.form === 'external' ? 'a customer’s account has no place in our organizational units' : null;
  const ending = view.has('expires') ? 'a stack set does not end with an environment that expires' : null;
  return { unit: account?.form === 'member' ? account.organizationalUnit : null, obstacle: customer ?? ending };
}

function entryOf(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.kind === 'map' ? tree.entries.get(key)?.value : undefined;
}

/** The text of a top-level key as written: these keys take no references. */
function textAt(tree: MapTree, key: string): string | null {
  const value = tree.entries.get(key)?.value;
  return value?.kind === 'scalar' ? String(value.value) : null;
}

/** The config of a merged definition, as written. */
export function configOf(tree: MapTree): MapTree | null {
  const config = tree.entries.get('config')?.value;
  return config?.kind === 'map' ? config : null;
}

function configOnTop(tree: MapTree, config: MapTree | null): MapTree {
  if (!config) return tree;
  const below = tree.entries.get('config');
  const value: Tree = below ? mergeTrees(below.value, config) : config;
  return { ...tree, entries: new Map(tree.entries).set('config', { keyAt: below?.keyAt ?? config.at, value }) };
}
