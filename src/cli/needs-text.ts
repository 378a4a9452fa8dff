import { flow, listed } from '../report/layout.ts';

/**
 * The IAM actions of a command for its help, each once, a paragraph for each service of AWS. They are long: what is looked for more
 * often stands below them, where it stays in sight.
 */
export function needsText(actions: readonly string[], columns: number): string {
  if (actions.length === 0) return 'Makes no call to AWS.';
  const services = new Map<string, string[]>();
  for (const action of [...new Set(actions)].sort()) {
    const [service = '', operation = ''] = action.split(':');
    services.set(service, [...(services.get(service) ?? []), operation]);
  }
  const lines = [...services].flatMap(([service, operations]) =>
    flow('', [`${service}:`, ...listed(operations)], columns),
  );
  return ['Needs:', ...lines].join('\n');
}
