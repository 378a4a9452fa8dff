import { tagsOf, textsOf, type Input } from '../input.ts';
import { drop, own, put } from '../record.ts';
import type { Call, Operation } from '../service.ts';
import { alreadyExists, quotaExceeded, validation } from './faults.ts';
import { required } from './fields.ts';
import { providerIn } from './lookup.ts';
import { pageOf } from './pages.ts';
import { presentTags } from './present.ts';
import { iamOf } from './store.ts';
import { checkTags } from './tags.ts';

const MAX_AUDIENCES = 100;
const MAX_THUMBPRINTS = 5;

/** The URL's host and path are the provider's identity: one of each in an account. */
function create(input: Input, call: Call): Record<string, unknown> {
  const address = required(input, 'Url');
  if (!/^https:\/\/[^/?#\s]+(\/[^?#\s]*)?$/.test(address)) throw validation('Invalid Open ID Connect Provider URL');
  const url = address.slice('https://'.length).replace(/\/$/, '');
  const arn = `arn:aws:iam::${call.account}:oidc-provider/${url}`;
  const { oidcProviders } = iamOf(call.state, call.account);
  if (own(oidcProviders, arn) !== undefined) throw alreadyExists(`Provider with url ${address} already exists.`);
  const thumbprints = thumbprintsIn(input);
  const audiences = textsOf(input, 'ClientIDList');
  checkAudiences(audiences);
  const tags = tagsOf(input, 'Tags');
  checkTags(tags);
  put(oidcProviders, arn, { arn, url, audiences, thumbprints, tags, created: call.now });
  return { OpenIDConnectProviderArn: arn, Tags: presentTags(tags) };
}

/** May be left out: IAM then takes the certificate's own. */
function thumbprintsIn(input: Input): string[] {
  const thumbprints = textsOf(input, 'ThumbprintList');
  if (thumbprints.length > MAX_THUMBPRINTS) throw validation('Thumbprint list must contain fewer than 5 entries.');
  if (!thumbprints.every((one) => /^[0-9a-fA-F]{40}$/.test(one)))
    throw validation('Thumbprint must be exactly 40 hexadecimal characters.');
  return thumbprints;
}

function checkAudiences(audiences: readonly string[]): void {
  if (audiences.length > MAX_AUDIENCES) throw quotaExceeded('ClientIdsPerOpenIdConnectProvider', MAX_AUDIENCES);
}

function get(input: Input, call: Call): Record<string, unknown> {
  const provider = providerIn(input, call);
  return {
    Url: provider.url,
    ClientIDList: provider.audiences,
    ThumbprintList: provider.thumbprints,
    CreateDate: new Date(provider.created),
    Tags: presentTags(provider.tags),
  };
}

function list(_input: Input, call: Call): Record<string, unknown> {
  const arns = Object.keys(iamOf(call.state, call.account).oidcProviders).sort();
  return { OpenIDConnectProviderList: arns.map((Arn) => ({ Arn })) };
}

/** Done also when there is no such provider. Source: DeleteOpenIDConnectProvider, IAM API reference. */
function remove(input: Input, call: Call): Record<string, unknown> {
  drop(iamOf(call.state, call.account).oidcProviders, required(input, 'OpenIDConnectProviderArn'));
  return {};
}

function addAudience(input: Input, call: Call): Record<string, unknown> {
  const provider = providerIn(input, call);
  const audiences = [...new Set([...provider.audiences, required(input, 'ClientID')])];
  checkAudiences(audiences);
  provider.audiences = audiences;
  return {};
}

function removeAudience(input: Input, call: Call): Record<string, unknown> {
  const provider = providerIn(input, call);
  const gone = required(input, 'ClientID');
  provider.audiences = provider.audiences.filter((one) => one !== gone);
  return {};
}

function updateThumbprints(input: Input, call: Call): Record<string, unknown> {
  providerIn(input, call).thumbprints = thumbprintsIn(input);
  return {};
}

function tag(input: Input, call: Call): Record<string, unknown> {
  const provider = providerIn(input, call);
  const tags = { ...provider.tags, ...tagsOf(input, 'Tags') };
  checkTags(tags);
  provider.tags = tags;
  return {};
}

function untag(input: Input, call: Call): Record<string, unknown> {
  const provider = providerIn(input, call);
  for (const key of textsOf(input, 'TagKeys')) drop(provider.tags, key);
  return {};
}

function listTags(input: Input, call: Call): Record<string, unknown> {
  const { items, ...rest } = pageOf(presentTags(providerIn(input, call).tags), input);
  return { Tags: items, ...rest };
}

/** OpenID Connect providers, by which CI systems come in. */
export const oidcOperations: Readonly<Record<string, Operation>> = {
  CreateOpenIDConnectProvider: create,
  GetOpenIDConnectProvider: get,
  ListOpenIDConnectProviders: list,
  DeleteOpenIDConnectProvider: remove,
  AddClientIDToOpenIDConnectProvider: addAudience,
  RemoveClientIDFromOpenIDConnectProvider: removeAudience,
  UpdateOpenIDConnectProviderThumbprint: updateThumbprints,
  TagOpenIDConnectProvider: tag,
  UntagOpenIDConnectProvider: untag,
  ListOpenIDConnectProviderTags: listTags,
};
