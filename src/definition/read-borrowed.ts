import type { Position } from '../diagnostics/diagnostic.ts';
import type { ServiceDefinition } from './definition.generated.ts';
import { report, reportMissing, type Scope } from './scope.ts';
import type { View } from './view.ts';

/** A service with `from:`, as written; the lender is not looked up yet. */
export interface BorrowRequest {
  /** What this environment calls it. */
  readonly name: string;
  readonly environment: string;
  /** What the lender calls it. */
  readonly service: string;
  readonly project: string;
  readonly account: string | null;
  /** Where `from` names the lender. */
  readonly at: Position;
}

/** Reads `from`, in its short form or its long one; null when it does not say from where. */
export function readBorrowed(
  name: string,
  view: View<NonNullable<ServiceDefinition>>,
  scope: Scope,
): BorrowRequest | null {
  for (const [key] of view.entries()) {
    if (key === 'from') continue;
    const message = `services.${name} has both from and ${key}`;
    report(scope, message, view.keyAt(key), `remove ${key}: a service of another environment is used as it is there`);
  }
  const from = view.get('from');
  if (!from) return null;
  const request = { name, service: name, project: scope.project, account: null, at: from.at };
  if (from.tree.kind !== 'map') return { ...request, environment: from.text ?? '' };
  const environment = from.get('environment');
  if (!environment) {
    if (!from.has('environment')) reportMissing(scope, 'environment', `services.${name}.from`, from.at);
    return null;
  }
  return {
    name,
    environment: environment.text ?? '',
    service: from.get('service')?.text ?? name,
    project: from.get('project')?.text ?? scope.project,
    account: from.get('account')?.text ?? null,
    at: environment.at,
  };
}
