import { TAG } from '../model/names.ts';
import { IN_PLACE, MISSING, type BaselineContext, type BaselineItem } from './item.ts';
import { audienceOf, hostOf } from './oidc-provider.ts';

/**
 * The identity provider by which CI gets in; who may is in the deploy role's trust. One that is there already is used as
 * it is, since an account has only one for an issuer and others may rely on it; it only learns the audience that CI's tokens are
 * meant for, without which AWS refuses them.
 */
export const oidc: BaselineItem = {
  name: 'oidc',
  after: [],
  scope: 'account',
  wanted: ({ baseline }) => baseline.oidc !== null,
  inspect: async (context) => {
    const { provider, lacks } = await look(context);
    if (provider === null) return MISSING;
    return lacks === null ? IN_PLACE : { action: 'update', reason: `audience ${lacks} of ${provider}` };
  },
  apply: async (context) => {
    const { environment, gateways } = context;
    const { provider, lacks } = await look(context);
    if (lacks === null) return;
    if (provider !== null) return gateways.iam().addAudience(provider, lacks);
    await gateways.iam().createOidcProvider({
      url: urlOf(context),
      audiences: [lacks],
      tags: { ...environment.tags, [TAG.project]: environment.project },
    });
  },
};

interface Found {
  /** ARN; null: there is none for the issuer. */
  readonly provider: string | null;
  /** The audience, where it is still to be added. */
  readonly lacks: string | null;
}

async function look(context: BaselineContext): Promise<Found> {
  const wanted = context.environment.baseline.oidc;
  if (wanted === null) return { provider: null, lacks: null };
  const audience = audienceOf(wanted.provider);
  const iam = context.gateways.iam();
  const found = (await iam.oidcProviders()).find(({ url }) => url === urlOf(context));
  if (found === undefined) return { provider: null, lacks: audience };
  return { provider: found.arn, lacks: (await iam.audiences(found.arn)).includes(audience) ? null : audience };
}

function urlOf({ environment: { baseline } }: BaselineContext): string {
  return `https://${hostOf(baseline.oidc?.provider ?? 'github')}`;
}
