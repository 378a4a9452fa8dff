import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { NodeKey } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import type { LinkedEnvironment } from '../../plan/linked.ts';
import { namesPlace, placedIn } from '../../plan/refused-template.ts';

/** What failed of a service, if anything: what AWS says of its template at the place in the file that it names. */
export async function placedProblems(
  problem: Diagnostic | undefined,
  key: NodeKey,
  { services }: LinkedEnvironment,
  { resourceTypes }: Run,
): Promise<Diagnostic[]> {
  const template = services.find((service) => service.key === key)?.template;
  if (!problem) return [];
  if (!template || !namesPlace(problem)) return [problem];
  return placedIn(template, problem, (await resourceTypes?.()) ?? []);
}
