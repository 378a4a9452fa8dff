import { describe, expect, it } from 'vitest';
import type { RemovalPlan, RemovalStep } from '../../../src/model/removal.ts';
import { removalText } from '../../../src/report/removal.ts';
import { styleOf } from '../../../src/report/style.ts';

function step(service: string, more: Partial<RemovalStep> = {}): RemovalStep {
  const region = 'eu-west-1';
  const named = { key: `dev/${service}@${region}`, service, region, stack: `notes-dev-${service}`, stackId: 'x' };
  const going = {
    action: 'delete',
    reason: null,
    edges: [],
    orphan: false,
    emptyBuckets: false,
    retained: [],
  } as const;
  return { ...named, ...going, ...more };
}

function plan(services: readonly RemovalStep[], more: Partial<RemovalPlan> = {}): RemovalPlan {
  const place = { project: 'notes', environment: 'dev', region: 'eu-west-1', accountId: '123456789012' };
  return { ...place, services, parameters: [], kept: [], ...more };
}

describe('what goes and what stays', () => {
  it('is a line for each service, what stays beside them, and a count', () => {
    const services = [
      step('database', { action: 'kept', reason: 'it is protected' }),
      step('uploads', { emptyBuckets: true, retained: ['Key'] }),
      step('old', { orphan: true }),
      step('users', { region: 'us-east-1' }),
      step('auth', { action: 'absent' }),
    ];
    const parameters = [{ region: 'eu-west-1', name: '/notes/dev/uploads/SIZE' }];
    const kept = ['notes-dev-database', 'notes-dev-uploads/Key'];
    expect(removalText(plan(services, { parameters, kept }), styleOf(false))).toMatchInlineSnapshot(`
      "notes/dev in account 123456789012, eu-west-1

          auth                is not there
        - users in us-east-1
        - old                 the definition no longer names it
        - uploads             its buckets are emptied
        = database            is kept: it is protected
        - 1 parameter
        kept: notes-dev-uploads/Key

      4 changes: 3 services to delete, 1 parameter to delete.
      "
    `);
  });

  it('says so where there is nothing', () => {
    const text = removalText(plan([step('auth', { action: 'absent' })]), styleOf(false));
    expect(text.split('\n').at(-2)).toBe('Nothing to do: there is nothing to delete.');
  });
});
