import type { IamService } from './client.ts';
import { allPages } from '../pages.ts';

/** Actions that one request asks about: its answer has a result for each, and pages begin at 100. */
const AT_ONCE = 50;

/**
 * Those of the actions that the policies of a user or role do not allow on all resources, in the order given; policies of
 * the organization count, too (SimulatePrincipalPolicy).
 */
export async function deniedActions(
  service: IamService,
  principal: string,
  actions: readonly string[],
): Promise<string[]> {
  const denied: string[] = [];
  for (let start = 0; start < actions.length; start += AT_ONCE) {
    const ActionNames = actions.slice(start, start + AT_ONCE);
    const results = await allPages(
      (Marker?: string) => service.call('SimulatePrincipalPolicy', { PolicySourceArn: principal, ActionNames, Marker }),
      (page) => page.EvaluationResults,
      (page) => page.Marker,
    );
    const refused = new Set(
      results.filter(({ EvalDecision }) => EvalDecision !== 'allowed').map(({ EvalActionName }) => EvalActionName),
    );
    denied.push(...ActionNames.filter((action) => refused.has(action)));
  }
  return denied;
}
