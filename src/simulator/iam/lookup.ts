import type { Input } from '../input.ts';
import { own } from '../record.ts';
import type { Call } from '../service.ts';
import { noSuchEntity } from './faults.ts';
import { required } from './fields.ts';
import { iamOf, type StoredOidcProvider, type StoredPolicy, type StoredRole } from './store.ts';

type Place = Pick<Call, 'state' | 'account'>;

/** The role that RoleName names; throws NoSuchEntity. */
export function roleIn(input: Input, place: Place): StoredRole {
  const name = required(input, 'RoleName');
  const role = own(iamOf(place.state, place.account).roles, name);
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** The customer managed policy of the account that PolicyArn names; throws NoSuchEntity. */
export function policyIn(input: Input, place: Place): StoredPolicy {
  const arn = required(input, 'PolicyArn');
  const policy = own(iamOf(place.state, place.account).policies, arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** The provider that OpenIDConnectProviderArn names; throws NoSuchEntity. */
export function providerIn(input: Input, place: Place): StoredOidcProvider {
  const arn = required(input, 'OpenIDConnectProviderArn');
  const provider = own(iamOf(place.state, place.account).oidcProviders, arn);
  if (provider === undefined) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return provider;
}
