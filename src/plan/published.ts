import type { Stack } from '../aws/types/cloudformation.ts';
import { canonical } from '../model/json.ts';
import { outputsPath } from '../model/names.ts';

/**
 * Parameters by which a stack's outputs are found: `_all` holds every one of them as JSON, exported ones have one of their
 * own. They stand apart from run-time values, so that a grant to read them opens no secret.
 */
export function publishedOutputs(
  environment: { readonly project: string; readonly name: string },
  service: string,
  { outputs }: Pick<Stack, 'outputs'>,
): { readonly name: string; readonly value: string }[] {
  if (outputs.length === 0) return [];
  const path = outputsPath(environment, service);
  const all = canonical(Object.fromEntries(outputs.map(({ key, value }) => [key, value])));
  const exported = outputs.filter(({ exportName, value }) => exportName !== null && value !== '');
  return [
    { name: `${path}/_all`, value: all },
    ...exported.map(({ key, value }) => ({ name: `${path}/${key}`, value })),
  ];
}
