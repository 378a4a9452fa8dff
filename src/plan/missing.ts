import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nodeKey, type NodeKey } from '../model/plan.ts';
import type { LinkedService } from './linked.ts';
import type { PlanInput } from './input.ts';
import { sourcesOf } from './sites.ts';

/** Outputs that the service takes from what this run does not deploy, and that are not there: OutputMissing. */
export function missingOutputs(
  service: LinkedService,
  input: PlanInput,
  unsettled: ReadonlySet<NodeKey>,
): Diagnostic[] {
  const { environment } = input.linked;
  const known = input.known(unsettled);
  return sourcesOf(service).flatMap((source) => {
    const own = source.environment === environment.name;
    if (unsettled.has(nodeKey(source.environment, source.service, source.region))) return [];
    if (!own && input.running.has(source.environment)) return [];
    if (own && source.service === service.service.name) return [];
    if (known.output(source) !== null) return [];
    const message = `service "${service.service.name}" needs output ${source.output} of ${source.environment}'s "${source.service}" in ${source.region}, which is not deployed`;
    const first = own ? `deploy "${source.service}" too` : `deploy it first: envctl deploy ${source.environment}`;
    return [diagnostic('OutputMissing', message, { at: service.service.at, hint: first })];
  });
}
