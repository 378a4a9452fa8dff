import type { Baseline } from '../model/environment.ts';

type Provider = NonNullable<Baseline['oidc']>['provider'];

/** Issuers and audiences as the two document them for AWS: GitHub's action asks for STS, GitLab for its own address. */
const PROVIDERS: Readonly<Record<Provider, { readonly host: string; readonly audience: string }>> = {
  github: { host: 'token.actions.githubusercontent.com', audience: 'sts.amazonaws.com' },
  gitlab: { host: 'gitlab.com', audience: 'https://gitlab.com' },
};

/** The issuer without `https://`: the prefix of its condition keys. */
export function hostOf(provider: Provider): string {
  return PROVIDERS[provider].host;
}

/** What a token must be meant for. */
export function audienceOf(provider: Provider): string {
  return PROVIDERS[provider].audience;
}

/** IAM names a provider by its issuer, so that an account has each one once. */
export function providerArn(provider: Provider, account: string, partition: string): string {
  return `arn:${partition}:iam::${account}:oidc-provider/${hostOf(provider)}`;
}
