import { lowerId } from '../ids.ts';
import { AwsFault, type Operation } from '../service.ts';
import type { SimulatorState } from '../state.ts';
import { choice } from './fields.ts';
import { asReader } from './delegated.ts';
import { asMember } from './member.ts';
import { pageOf } from './pages.ts';
import { arnOf, policyTypes, presentOrganization } from './present.ts';
import { organizationsOf, type StoredOrganization } from './store.ts';

/** The caller's account becomes the management account. */
export const createOrganization: Operation = (input, call) => {
  const features = choice(input, 'FeatureSet', ['ALL', 'CONSOLIDATED_BILLING']) ?? 'ALL';
  const all = organizationsOf(call.state);
  if (Object.hasOwn(all.accounts, call.account)) {
    throw new AwsFault('AlreadyInOrganizationException', 'The AWS account is already a member of an organization.');
  }
  if (all.organization !== null) {
    throw new AwsFault('NotImplemented', 'the simulator has room for one organization, and there is one', 501);
  }
  addOrganization(call.state, { management: call.account, features, now: call.now });
  return { Organization: presentOrganization(asMember(call), call.state) };
};

/** The one call that members may make too. */
export const describeOrganization: Operation = (_input, call) => ({
  Organization: presentOrganization(asMember(call), call.state),
});

export const listRoots: Operation = (input, call) => {
  const member = asReader(call);
  const { items, NextToken } = pageOf([{ id: member.organization.root }], input);
  const Roots = items.map(({ id }) => ({
    Id: id,
    Arn: arnOf(member, 'root', id),
    Name: 'Root',
    PolicyTypes: policyTypes(member, call.state),
  }));
  return { Roots, NextToken };
};

/** Makes the organization with its root and its management account. */
export function addOrganization(
  state: SimulatorState,
  { management, features, now }: { management: string; features: StoredOrganization['features']; now: number },
): StoredOrganization {
  const all = organizationsOf(state);
  const email = 'management@example.com';
  const organization = { id: lowerId(state, 'o-', 10), features, root: lowerId(state, 'r-', 4), management, email };
  all.organization = organization;
  all.emails[email] = true;
  all.accounts[management] = {
    id: management,
    email,
    name: 'management',
    state: 'ACTIVE',
    closing: false,
    method: 'INVITED',
    joined: now,
    parent: organization.root,
  };
  return organization;
}
