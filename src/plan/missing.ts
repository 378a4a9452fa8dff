import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nodeKey, type NodeKey } from '../model/plan.ts';
import type { LinkedService } from './linked.ts';
import type { PlanInput } from './input.ts';
import { needsOf } from './sites.ts';

/**
 * Outputs that the service takes and that are not there, nor will be once this run has deployed what it deploys:
 * OutputMissing.
 */
export function missingOutputs(
  service: LinkedService,
  input: PlanInput,
  { unsettled, changing }: { readonly unsettled: ReadonlySet<NodeKey>; readonly changing: ReadonlySet<NodeKey> },
): Diagnostic[] {
  const { environment } = input.linked;
  const known = input.known(unsettled);
  return needsOf(service).flatMap(({ source, at }) => {
    const own = source.environment === environment.name;
    const key = nodeKey(source.environment, source.service, source.region);
    if (unsettled.has(key) || changing.has(key)) return [];
    if (!own && input.running.has(source.environment)) return [];
    if (own && source.service === service.service.name) return [];
    if (known.output(source) !== null) return [];
    const message = `service "${service.service.name}" needs output ${source.output} of ${source.environment}'s "${source.service}" in ${source.region}, which is not deployed`;
    const first = own ? `deploy "${source.service}" too` : `deploy it first: envctl deploy ${source.environment}`;
    return [diagnostic('OutputMissing', message, { at, hint: first })];
  });
}
