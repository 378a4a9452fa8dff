import { describe, expect, it } from 'vitest';
import { withTurn } from '../../../src/model/forecast.ts';
import type { Deployment, ServicePlan } from '../../../src/model/plan.ts';
import { forecastOf } from '../../../src/plan/forecast.ts';

const deployment = { digest: null } as unknown as Deployment;

function service(key: string, action: ServicePlan['action'], ...needs: string[]): ServicePlan {
  const edges = needs.map((to) => ({ to, why: 'dependsOn' }));
  const base = { service: key, stack: key, region: 'eu-west-1', approval: null, reasons: [], resources: [] } as const;
  return { ...base, key, action, edges, deployment: action === 'orphan' ? null : deployment };
}

describe('how long a plan is expected to take', () => {
  const past = {
    database: { took: { created: [300], updated: [20, 60, 30] } },
    notes: { took: { created: [40], updated: [10, 14] } },
    old: { took: { updated: [999] } },
    unseen: {},
  };

  it('is the median of turns of the same kind, along the longest chain', () => {
    const services = [service('database', 'update'), service('notes', 'update', 'database')];
    expect(forecastOf({ services }, past)).toEqual({
      services: new Map([
        ['database', 30],
        ['notes', 12],
      ]),
      seconds: 42,
      criticalPath: ['database', 'notes'],
      isWhole: true,
    });
  });

  it('leaves out what is not touched', () => {
    const services = [service('database', 'none'), service('notes', 'create', 'database'), service('old', 'orphan')];
    expect(forecastOf({ services }, past)).toMatchObject({ seconds: 40, criticalPath: ['notes'], isWhole: true });
  });

  it('is not whole when a service was never deployed in this way', () => {
    const services = [service('unseen', 'update'), service('notes', 'update', 'unseen')];
    expect(forecastOf({ services }, past)).toMatchObject({ seconds: 12, isWhole: false });
  });

  it('is nothing when earlier deployments say nothing', () => {
    expect(forecastOf({ services: [service('unseen', 'create')] }, past)).toBeNull();
    expect(forecastOf({ services: [service('database', 'none')] }, past)).toBeNull();
  });
});

it('keeps the last three turns of each kind, the newest first', () => {
  const turns = [4.26, 3, 2, 1].reduceRight(
    (past, seconds) => withTurn(past, 'updated', seconds),
    withTurn({}, 'created', 9),
  );
  expect(turns).toEqual({ created: [9], updated: [4.3, 3, 2] });
});
