import { canonical, type Json } from '../../model/json.ts';
import { section } from '../../template/tree.ts';
import type { Change } from './change-record.ts';
import { changesTo } from './changes.ts';
import { included, wantedResources } from './engine/definitions.ts';
import { planScope } from './engine/scopes.ts';
import { evaluate } from './intrinsics/evaluate.ts';
import type { StackConfig } from './records.ts';
import type { Site } from './site.ts';
import type { StackRecord } from './stack-record.ts';

/** What updating a stack would do; `none` when it would do nothing at all: outputs and tags count, too. */
export function differences(stack: StackRecord, config: StackConfig, site: Site): { changes: Change[]; none: boolean } {
  const changes = changesTo(stack, wantedResources(planScope(stack, config, site), config.tags), config);
  const same =
    changes.length === 0 &&
    canonical(stack.config.tags) === canonical(config.tags) &&
    canonical(plannedOutputs(stack, stack.config, site)) === canonical(plannedOutputs(stack, config, site));
  return { changes, none: same };
}

/** The outputs with everything but references to resources evaluated. */
function plannedOutputs(stack: StackRecord, config: StackConfig, site: Site): Json {
  const scope = planScope(stack, config, site);
  const outputs = Object.entries(section(config.template, 'Outputs')).filter(([, output]) => included(output, scope));
  return Object.fromEntries(outputs.map(([key, output]) => [key, evaluate(output, scope) ?? null]));
}
