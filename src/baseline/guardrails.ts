import type { PolicySummary } from '../aws/types/organizations.ts';
import { EnvctlError, fail } from '../diagnostics/error.ts';
import type { BaselineStep } from '../model/baseline.ts';
import type { Environment } from '../model/environment.ts';
import { isObject, type Json } from '../model/json.ts';
import { TAG } from '../model/names.ts';
import { accountOwner } from '../model/ownership.ts';
import type { Run } from '../model/run.ts';
import { deployRole } from './deploy-role.ts';
import { guardrailName, guardrailPrefix, readGuardrails, type Guardrail } from './guardrail-files.ts';
import { IN_PLACE, MISSING, skipped, type BaselineContext, type BaselineItem } from './item.ts';
import { managementFor, type Management } from './management.ts';
import { samePolicy } from './policy.ts';

/** Organizations user guide, quotas: service control policies on one account. */
const MAX_ATTACHED = 10;

/**
 * Service control policies on the account. They come last: what they forbid may be what the rest of the baseline is made with.
 * One of ours that the list no longer names is taken off; a definition without a list leaves all as they are.
 */
export const guardrails: BaselineItem = {
  name: 'guardrails',
  after: [...deployRole.after, deployRole.name],
  scope: 'account',
  wanted: ({ baseline }) => baseline.guardrails !== null,
  inspect: async (context) => {
    const management = await context.management();
    if (typeof management === 'string') return skipped(management);
    const state = await look(context, management);
    const missing = state.wanted.filter((one) => !state.attached.some(({ name }) => name === one.name));
    if (missing.length > 0) return MISSING;
    const changed = await Promise.all(state.wanted.map((one) => changeOf(one, state.attached, management)));
    const reasons = [...changed.flat(), ...state.extra.map(({ name }) => `${name} is taken off`)];
    return reasons.length === 0 ? IN_PLACE : { action: 'update', reason: reasons.join(', ') };
  },
  apply: async (context) => {
    const management = await context.management();
    if (typeof management === 'string') return;
    const { wanted, attached, extra } = await look(context, management);
    for (const guardrail of wanted) await converge(guardrail, attached, context, management);
    for (const { id } of extra) {
      await management.organizations.policies.detach(id, context.gateways.account);
      await management.organizations.policies.remove(id);
    }
  },
};

/** Whether a guardrail of the definition is not on the account; one call, and none where the definition has no guardrails. */
export async function missingGuardrails(environment: Environment, account: string, run: Run): Promise<BaselineStep[]> {
  const wanted = (environment.baseline.guardrails ?? []).map((one) => guardrailName(environment, one));
  const management = wanted.length > 0 ? await managementFor(environment, account, run) : '';
  if (typeof management === 'string') return [];
  const attached = await management.organizations.policies.attachedTo(account);
  const complete = wanted.every((name) => attached.some((policy) => policy.name === name));
  return complete ? [] : [{ item: 'guardrails', region: null, action: 'create', reason: null }];
}

interface State {
  readonly wanted: readonly Guardrail[];
  /** All policies on the account itself. */
  readonly attached: readonly PolicySummary[];
  /** Ours that are not wanted any more. */
  readonly extra: readonly PolicySummary[];
}

async function look(context: BaselineContext, { organizations }: Management): Promise<State> {
  const { environment, gateways } = context;
  const { value: wanted, diagnostics } = await readGuardrails({ environment, account: gateways.account });
  if (wanted === null) throw new EnvctlError(diagnostics);
  const attached = await organizations.policies.attachedTo(gateways.account);
  const named = attached.filter(({ name }) => name.startsWith(guardrailPrefix(environment)));
  const tagged = await Promise.all(
    named.map(async (policy) => ({ policy, ours: isOurs(await organizations.tagsOf(policy.id), context) })),
  );
  const foreign = tagged.find(({ policy, ours }) => !ours && wanted.some(({ name }) => name === policy.name));
  if (foreign) refuseForeign(foreign.policy.name, context);
  const ours = tagged.filter((one) => one.ours).map(({ policy }) => policy);
  const others = attached.length - ours.length;
  if (others + wanted.length > MAX_ATTACHED) refuseTooMany(others, wanted.length, context);
  return { wanted, attached, extra: ours.filter(({ name }) => !wanted.some((one) => one.name === name)) };
}

async function changeOf(
  { name, content }: Guardrail,
  attached: readonly PolicySummary[],
  { organizations }: Management,
): Promise<string[]> {
  const found = attached.find((policy) => policy.name === name);
  const same =
    found !== undefined && samePolicy(parsed(content), parsed(await organizations.policies.content(found.id)));
  return same ? [] : [name];
}

/** One that was made but not attached when a run was stopped is found by its name. */
async function converge(
  { name, content }: Guardrail,
  attached: readonly PolicySummary[],
  context: BaselineContext,
  management: Management,
): Promise<void> {
  const { organizations } = management;
  const { policies } = organizations;
  const there = attached.find((policy) => policy.name === name);
  const found = there ?? (await policies.list()).find((policy) => policy.name === name);
  if (found === undefined) {
    const description = `${name}. Made by envctl.`;
    const id = await policies.create({ name, description, content, tags: tagsFor(context) });
    return policies.attach(id, context.gateways.account);
  }
  if (!there && !isOurs(await organizations.tagsOf(found.id), context)) refuseForeign(name, context);
  const changed = await changeOf({ name, content }, [found], management);
  if (changed.length > 0) await policies.update(found.id, content);
  if (!there) await policies.attach(found.id, context.gateways.account);
}

function parsed(content: string): object | null {
  const policy = JSON.parse(content) as Json;
  return isObject(policy) ? policy : null;
}

function tagsFor({ environment }: BaselineContext): Record<string, string> {
  const { project, tags } = environment;
  return { ...tags, [TAG.project]: project, [TAG.environment]: accountOwner(environment) };
}

function isOurs(tags: Readonly<Record<string, string>>, { environment }: BaselineContext): boolean {
  return tags[TAG.project] === environment.project && tags[TAG.environment] === accountOwner(environment);
}

function refuseForeign(name: string, { environment }: BaselineContext): never {
  fail('NotOwned', `policy ${name} does not carry the tags of ${environment.project}/${accountOwner(environment)}`, {
    hint: 'remove the policy, or rename the guardrail or the environment',
    at: environment.account.at,
  });
}

function refuseTooMany(others: number, wanted: number, { environment, gateways }: BaselineContext): never {
  const message = `account ${gateways.account} would have ${others + wanted} policies on itself, ${others} of them not of its definition; AWS allows ${MAX_ATTACHED}`;
  fail('QuotaTooLow', message, {
    hint: 'join policy files, or attach some to the organizational unit',
    at: environment.account.at,
  });
}
