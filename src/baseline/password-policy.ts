import { IN_PLACE, MISSING, type BaselineItem } from './item.ts';

/** For IAM users with a password. AWS replaces the policy as a whole: what is not given goes back to AWS's default. */
export const passwordPolicy: BaselineItem = {
  name: 'passwordPolicy',
  after: [],
  scope: 'account',
  wanted: ({ baseline }) => baseline.passwordPolicy !== null,
  inspect: async ({ environment, gateways }) => {
    const actual = await gateways.iam().passwordPolicy();
    if (actual === null) return MISSING;
    const length = environment.baseline.passwordPolicy?.minimumLength ?? actual.minimumLength;
    if (length === actual.minimumLength) return IN_PLACE;
    return { action: 'update', reason: `minimum length ${actual.minimumLength} becomes ${length}` };
  },
  apply: async ({ environment, gateways }) => {
    const wanted = environment.baseline.passwordPolicy;
    if (wanted !== null) await gateways.iam().putPasswordPolicy(wanted);
  },
};
