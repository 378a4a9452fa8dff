import type { Account, Baseline, DeployRole } from '../model/environment.ts';
import type { BaselineDefinition } from './definition.generated.ts';
import { pathFrom } from './project-paths.ts';
import { report, reportMissing, type Scope } from './scope.ts';
import type { View } from './view.ts';

type BaselineView = View<NonNullable<BaselineDefinition>>;

const NO_RESTRICTIONS: DeployRole = { trust: [], boundary: null, policies: [] };
const DEFAULT_PASSWORD_LENGTH = 14;

/** Reads the baseline; what is not given is on or off by the form of the account (contract, section 2). */
export function readBaseline(view: BaselineView | null, form: Account['form'], scope: Scope): Baseline {
  const own = form === 'member';
  const flag = (key: 'artifacts' | 's3PublicAccessBlock' | 'ebsEncryption', otherwise: boolean): boolean =>
    view?.get(key)?.json === undefined ? otherwise : view.get(key)?.json === true;
  return {
    artifacts: flag('artifacts', true),
    deployRole: readDeployRole(view),
    s3PublicAccessBlock: flag('s3PublicAccessBlock', own),
    ebsEncryption: flag('ebsEncryption', own),
    passwordPolicy: readPasswordPolicy(view, own),
    oidc: view ? readOidc(view, scope) : null,
    defaultVpc: view?.get('defaultVpc')?.text === 'delete' ? 'delete' : null,
    budget: view ? readBudget(view, scope) : null,
    regions: texts(view?.get('regions') ?? null),
    guardrails: view ? readGuardrails(view, scope) : null,
  };
}

function readDeployRole(view: BaselineView | null): DeployRole | null {
  const role = view?.get('deployRole');
  if (!role) return NO_RESTRICTIONS;
  if (role.json === false) return null;
  return {
    trust: texts(role.get('trust')) ?? [],
    boundary: role.get('boundary')?.text ?? null,
    policies: texts(role.get('policies')) ?? [],
  };
}

function readPasswordPolicy(view: BaselineView | null, own: boolean): Baseline['passwordPolicy'] {
  const policy = view?.get('passwordPolicy');
  if (policy ? policy.json === false : !own) return null;
  const length = policy?.get('minimumLength')?.json;
  return { minimumLength: typeof length === 'number' ? length : DEFAULT_PASSWORD_LENGTH };
}

function readOidc(view: BaselineView, scope: Scope): Baseline['oidc'] {
  const oidc = view.get('oidc');
  if (!oidc || oidc.json === false) return null;
  for (const key of ['provider', 'subjects'] as const) {
    if (!oidc.has(key)) reportMissing(scope, key, 'baseline.oidc', oidc.at);
  }
  const provider = oidc.get('provider')?.text === 'gitlab' ? 'gitlab' : 'github';
  return { provider, subjects: texts(oidc.get('subjects')) ?? [] };
}

function readBudget(view: BaselineView, scope: Scope): Baseline['budget'] {
  const budget = view.get('budget');
  if (!budget || budget.json === false) return null;
  if (!budget.has('monthly')) reportMissing(scope, 'monthly', 'baseline.budget', budget.at);
  return {
    monthly: Number(budget.get('monthly')?.json ?? 0),
    currency: budget.get('currency')?.text ?? 'USD',
    notify: texts(budget.get('notify')) ?? [],
  };
}

/** Names of the policies that envctl brings; anything else is the path of a policy file. */
const BUILT_IN = ['deny-other-regions', 'deny-leaving-organization', 'protect-baseline'];

function readGuardrails(view: BaselineView, scope: Scope): readonly string[] | null {
  const guardrails = view.get('guardrails');
  if (!guardrails) return null;
  // Switched off, those that are ours are taken off the account; where nothing is said, nothing is looked at.
  if (guardrails.json === false) return [];
  return guardrails.items().map((item) => {
    const value = item.text ?? '';
    if (BUILT_IN.includes(value)) return value;
    if (!/[./]/.test(value)) {
      const hint = `built in are ${BUILT_IN.join(', ')}; anything else is the path of a policy file`;
      report(scope, `there is no guardrail ${value}`, item.at, hint);
      return value;
    }
    const path = pathFrom(item.at, value);
    scope.claims.push({ path, kind: 'file', what: 'guardrail', at: item.at, code: 'DefinitionInvalid' });
    return path;
  });
}

function texts<T>(view: View<T> | null): readonly string[] | null {
  if (view?.tree.kind !== 'list') return null;
  return view.items().map((item) => item.text ?? '');
}
