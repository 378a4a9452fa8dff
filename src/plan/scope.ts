import type { Environment, Service } from '../model/environment.ts';
import { evaluateExpression } from '../model/expression.ts';
import { stackName } from '../model/names.ts';
import { accountOwner } from '../model/ownership.ts';
import type { Scope } from '../template/scope.ts';

/** What a template's intrinsics can be evaluated with before anything is deployed; null is what only AWS knows. */
export function scopeOf(environment: Environment, service: Service, region: string): Scope {
  const account = accountIdOrStandIn(environment);
  const parameters = Object.fromEntries(
    Object.entries(service.parameters).map(([name, { value }]) => [
      name,
      evaluateExpression(value, (part) => (part.kind === 'region' ? region : part.kind === 'account' ? account : null)),
    ]),
  );
  return { parameters, account, region, stackName: stackName(environment, service.name) };
}

/**
 * The account's id or, while it is unknown, a text that is the same for all who live there: names that contain it still
 * meet, and nothing that is submitted contains it, because nothing is submitted before the account exists.
 */
function accountIdOrStandIn(environment: Environment): string {
  return environment.account.id ?? `account-of-${accountOwner(environment)}`;
}

/** True when both environments live in the same account, as far as definitions can tell. */
export function sameAccount(a: Environment, b: Environment): boolean {
  return accountIdOrStandIn(a) === accountIdOrStandIn(b);
}
