import type { QuotaNeed } from '../model/environment.ts';
import type { QuotaDefinition } from './definition.generated.ts';
import { reportMissing, type Scope } from './scope.ts';
import type { View } from './view.ts';

/** Reads the quotas that a deployment needs. */
export function readQuotas(view: View<QuotaDefinition[]> | null, scope: Scope): QuotaNeed[] {
  return (view?.items() ?? []).map((item) => {
    for (const key of ['service', 'quota', 'atLeast'] as const) {
      if (!item.has(key)) reportMissing(scope, key, 'quotas', item.at);
    }
    return {
      service: item.get('service')?.text ?? '',
      quota: item.get('quota')?.text ?? '',
      atLeast: Number(item.get('atLeast')?.json ?? 0),
      at: item.at,
    };
  });
}
