import { fail } from '../../diagnostics/error.ts';
import { awsCode, unless } from '../codes.ts';
import { IAM, type IamService } from './client.ts';
import { connect } from '../connect.ts';
import { policies } from './policies.ts';
import { createRole, readRole, updateRole } from './roles.ts';
import { deniedActions } from './simulate.ts';
import type { Target } from '../service.ts';
import type { Transport } from '../transport.ts';
import type { IamGateway } from '../types/account.ts';

export function iamGateway(transport: Transport, target: Target): IamGateway {
  const service = connect(transport, target, IAM);
  return {
    ...roles(service),
    ...policies(service, target),
    ...account(service),
    ...oidc(service),
    denied: (principal, actions) => deniedActions(service, principal, actions),
  };
}

function roles(service: IamService): Pick<IamGateway, 'role' | 'createRole' | 'updateRole'> {
  return {
    role: (name) => readRole(service, name),
    createRole: (request) => createRole(service, request),
    async updateRole(request) {
      await updateRole(service, request);
    },
  };
}

type Account = 'passwordPolicy' | 'putPasswordPolicy' | 'alias' | 'putAlias';

function account(service: IamService): Pick<IamGateway, Account> {
  const policy = async () =>
    (await unless(service.call('GetAccountPasswordPolicy', {}), ['NoSuchEntityException'], null))?.PasswordPolicy ??
    null;
  const alias = async () => (await service.call('ListAccountAliases', {})).AccountAliases?.[0] ?? null;
  return {
    async passwordPolicy() {
      const current = await policy();
      return current && { minimumLength: current.MinimumPasswordLength ?? 0 };
    },
    async putPasswordPolicy({ minimumLength }) {
      // What is left out goes back to AWS's default, so that the rest of the policy has to be sent along.
      const { ExpirePasswords: _, ...current } = (await policy()) ?? {};
      await service.call('UpdateAccountPasswordPolicy', { ...current, MinimumPasswordLength: minimumLength });
    },
    alias,
    async putAlias(name) {
      try {
        await service.call('CreateAccountAlias', { AccountAlias: name });
      } catch (error) {
        if (awsCode(error) !== 'EntityAlreadyExistsException') throw error;
        if ((await alias()) === name) return;
        const hint = 'aliases are unique in all of AWS: choose another';
        fail('NotOwned', `the account alias ${name} belongs to another account`, { hint, cause: error });
      }
    },
  };
}

type Oidc = 'oidcProviders' | 'createOidcProvider' | 'audiences' | 'addAudience';

function oidc(service: IamService): Pick<IamGateway, Oidc> {
  const oidcProviders: IamGateway['oidcProviders'] = async () => {
    const { OpenIDConnectProviderList = [] } = await service.call('ListOpenIDConnectProviders', {});
    return OpenIDConnectProviderList.map(({ Arn = '' }) => ({ arn: Arn, url: urlOf(Arn) }));
  };
  return {
    oidcProviders,
    async createOidcProvider({ url, audiences, tags }) {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      try {
        const request = { Url: url, ClientIDList: [...audiences], Tags };
        const { OpenIDConnectProviderArn = '' } = await service.call('CreateOpenIDConnectProvider', request);
        return OpenIDConnectProviderArn;
      } catch (error) {
        const existing = awsCode(error) === 'EntityAlreadyExistsException' ? await oidcProviders() : [];
        const provider = existing.find((each) => each.url === url);
        if (provider) return provider.arn;
        throw error;
      }
    },
    async audiences(OpenIDConnectProviderArn) {
      return (await service.call('GetOpenIDConnectProvider', { OpenIDConnectProviderArn })).ClientIDList ?? [];
    },
    async addAudience(OpenIDConnectProviderArn, ClientID) {
      await service.call('AddClientIDToOpenIDConnectProvider', { OpenIDConnectProviderArn, ClientID });
    },
  };
}

/** The provider's ARN ends in its URL without the scheme. */
function urlOf(arn: string): string {
  return `https://${arn.slice(arn.indexOf('/') + 1)}`;
}
