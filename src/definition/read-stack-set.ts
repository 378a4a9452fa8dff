import type { Located } from '../model/expression.ts';
import type { Share, StackSetService } from '../model/stack-set.ts';
import type { ServiceDefinition } from './definition.generated.ts';
import { parseReference, tokenize, type Reference } from './reference.ts';
import { readCommon } from './read-service.ts';
import { report, type Scope } from './scope.ts';
import type { Tree } from './tree.ts';
import type { View } from './view.ts';

type ServiceView = View<NonNullable<ServiceDefinition>>;
/** Whatever has `engine` and `stackSet`. */
type Handed = View<Pick<NonNullable<ServiceDefinition>, 'engine' | 'stackSet'>>;

/** What the environment has to say about a service that it hands to StackSets. */
export interface StackSetOwner {
  /** The unit of its account; null when it has none, or another environment's account. */
  readonly unit: string | null;
  /** The service as it is written, before references are filled in. */
  readonly written: Tree | undefined;
  /** What a stack set cannot go with: it is nobody's environment that ends, or that is a customer's. */
  readonly obstacle: string | null;
}

/** Keys that are about one environment, and why a stack set cannot have them. */
const REFUSED = {
  build: 'artifacts lie in the bucket of one account, where other accounts cannot read them',
  buildConfig: 'build-time configuration is resolved for one environment',
  runtime: 'run-time parameters are those of one environment',
  importExisting: 'what is there already differs from account to account',
  emptyBuckets: 'envctl does not enter the accounts of a stack set',
  after: 'envctl does not enter the accounts of a stack set',
  health: 'every account has an address of its own',
} as const;

/** Why a parameter of a stack set cannot take a reference; what is not here is the same in every account. */
const DIFFERENT: Readonly<Partial<Record<Reference['kind'], string>>> = {
  environment: 'it is one environment’s name',
  config: 'config is one environment’s',
  account: 'every account has its own: use AWS::AccountId in the template',
  region: 'every region has its own: use AWS::Region in the template',
  ssm: 'every account has parameters of its own: use a parameter of type AWS::SSM::Parameter::Value in the template',
  output: 'outputs are those of one environment',
};

/** Reads a service with `engine: stacksets`. What differs between environments is refused where it stands. */
export function readStackSet(name: string, view: ServiceView, owner: StackSetOwner, scope: Scope): StackSetService {
  const where = `services.${name}`;
  if (owner.obstacle !== null) report(scope, `${where}: ${owner.obstacle}`, view.get('engine')?.at ?? view.at, STACK);
  for (const [key, why] of Object.entries(REFUSED)) {
    if (view.has(key as keyof typeof REFUSED))
      report(scope, `${where}.${key} does not go with engine: stacksets: ${why}`, view.keyAt(key), STACK);
  }
  refuseDifferences(where, owner.written, scope);
  return {
    ...readCommon(name, view, scope),
    parameters: parametersOf(view),
    ...readSpread(where, view, owner, scope),
    baseline: null,
  };
}

/** Where the stacks go, and how fast. `where`: what is handed over, for messages. */
export function readSpread(
  where: string,
  view: Handed,
  owner: Pick<StackSetOwner, 'unit'>,
  scope: Scope,
): Pick<StackSetService, 'unit' | 'autoDeploy' | 'maxConcurrent' | 'failureTolerance'> {
  const settings = view.get('stackSet');
  return {
    unit: unitOf(where, view, owner, scope),
    autoDeploy: settings?.get('autoDeploy')?.json !== false,
    maxConcurrent: shareOf(settings?.get('maxConcurrent')?.text ?? null, 1),
    failureTolerance: shareOf(settings?.get('failureTolerance')?.text ?? null, 0),
  };
}

const STACK = 'leave engine out, so that each environment deploys a stack of its own';

function unitOf(where: string, view: Handed, owner: Pick<StackSetOwner, 'unit'>, scope: Scope): Located<string> {
  const given = view.get('stackSet')?.get('organizationalUnit');
  if (given) return given.located;
  if (owner.unit !== null) return { value: owner.unit, at: view.get('engine')?.at ?? view.at };
  const hint = 'add stackSet: { organizationalUnit: … }';
  if (!scope.partial)
    report(
      scope,
      `${where} says no organizational unit, and the account has none`,
      view.get('engine')?.at ?? view.at,
      hint,
    );
  return { value: '', at: view.at };
}

function parametersOf(view: ServiceView): StackSetService['parameters'] {
  const entries = view.get('parameters')?.allEntries() ?? [];
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const text = value.expression.map((part) => (part.kind === 'text' ? part.text : '')).join('');
      return [key, { value: text, at: value.at, from: value.origin }] as const;
    }),
  );
}

function refuseDifferences(where: string, written: Tree | undefined, scope: Scope): void {
  const parameters = written?.kind === 'map' ? written.entries.get('parameters')?.value : undefined;
  if (parameters?.kind !== 'map') return;
  for (const [key, { value }] of parameters.entries) {
    for (const scalar of value.kind === 'list' ? value.items : [value]) {
      if (scalar.kind !== 'scalar' || typeof scalar.value !== 'string') continue;
      for (const token of tokenize(scalar.value) ?? []) {
        const reference = token.kind === 'reference' ? parseReference(token.body) : null;
        const why = reference && DIFFERENT[reference.kind];
        if (token.kind !== 'reference' || !why) continue;
        report(
          scope,
          `${where}.parameters.${key}: \${${token.body}} differs between environments: ${why}`,
          scalar.at,
          STACK,
        );
      }
    }
  }
}

function shareOf(text: string | null, otherwise: number): Share {
  if (text === null) return { count: otherwise };
  return text.endsWith('%') ? { percentage: Number(text.slice(0, -1)) } : { count: Number(text) };
}
