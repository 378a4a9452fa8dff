import { TAG } from '../model/names.ts';
import { IN_PLACE, MISSING, type BaselineContext, type BaselineItem, type Finding } from './item.ts';
import { audienceOf, hostOf } from './oidc-provider.ts';

/**
 * The identity provider by which CI gets in; who may is in the deploy role's trust. One that is there already is used as
 * it is: an account has only one for an issuer, and others may rely on it.
 */
export const oidc: BaselineItem = {
  name: 'oidc',
  after: [],
  scope: 'account',
  wanted: ({ baseline }) => baseline.oidc !== null,
  inspect,
  apply: async (context) => {
    const { environment, gateways } = context;
    const wanted = environment.baseline.oidc;
    if (wanted === null || (await inspect(context)).action === 'none') return;
    await gateways.iam().createOidcProvider({
      url: `https://${hostOf(wanted.provider)}`,
      audiences: [audienceOf(wanted.provider)],
      tags: { ...environment.tags, [TAG.project]: environment.project },
    });
  },
};

async function inspect({ environment, gateways }: BaselineContext): Promise<Finding> {
  const wanted = environment.baseline.oidc;
  if (wanted === null) return IN_PLACE;
  const providers = await gateways.iam().oidcProviders();
  const host = hostOf(wanted.provider);
  return providers.some(({ url }) => url.replace(/^https:\/\//, '') === host) ? IN_PLACE : MISSING;
}
