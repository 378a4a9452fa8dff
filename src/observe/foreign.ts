import type { Environment } from '../model/environment.ts';
import { stackName } from '../model/names.ts';
import { siteKey, type Observation } from '../model/observation.ts';
import { foreignOffers, type Offer } from '../plan/offers.ts';
import { lenderId } from '../plan/sources.ts';

/** What lenders of other repositories export, as their stacks say. */
export function observeForeign(environment: Environment, { lenders }: Observation): Map<string, Offer> {
  const offers = environment.borrowed.flatMap((borrowed) => {
    if (borrowed.lender) return [];
    const owner = { project: borrowed.project, name: borrowed.environment };
    const name = stackName(owner, borrowed.service);
    const stack = lenders[siteKey(lenderId(borrowed), environment.region)]?.find(
      (candidate) => candidate.name === name,
    );
    return stack ? [...foreignOffers(environment, borrowed, stack)] : [];
  });
  return new Map(offers);
}
