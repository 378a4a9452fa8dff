/**
 * Why somebody may not register, or undefined when they may. Whom an administrator invites is always welcome.
 *
 * @param {object} event of Cognito's trigger before a sign-up
 * @param {object} rules
 * @param {string} [rules.mode] the run-time parameter SIGN_UP: `closed`, or anything else
 * @param {string[]} rules.domains of e-mail addresses; none means all
 * @returns {string | undefined}
 */
export function objectionTo({ triggerSource, request }, { mode, domains }) {
  if (triggerSource === 'PreSignUp_AdminCreateUser') return undefined;
  if (mode === 'closed') return 'registration is closed';
  if (domains.length === 0) return undefined;
  const domain = request.userAttributes.email?.split('@').at(-1).toLowerCase();
  return domains.includes(domain) ? undefined : `only addresses at ${domains.join(', ')} may register here`;
}
