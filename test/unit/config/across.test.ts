import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { missingAcross, type ConfiguredEnvironment } from '../../../src/plan/config-across.ts';
import { AT, env, runtime, service } from '../../support/plan.ts';

function environment(
  name: string,
  keys: readonly string[] | null,
  build: JsonObject | null = null,
  project = 'notes',
): ConfiguredEnvironment {
  const services = keys ? [service('app', { runtime: keys.map((key) => runtime(key, 'x')) })] : [];
  return { environment: { ...env(services), name, project }, builds: new Map(build ? [['app', build]] : []) };
}

describe('what one environment has and another lacks', () => {
  it('is told once for each name, run time and build time', () => {
    const warnings = missingAcross([
      environment('dev', ['A'], { memory: { size: 1 }, list: [1] }),
      environment('prod', ['A', 'B'], { memory: { size: 2, limit: 3 }, list: [] }),
      environment('staging', ['A', 'B'], { memory: { size: 3, limit: 3 }, list: [2, 3] }),
    ]);
    expect(warnings).toEqual([
      { message: 'run-time value B of service "app" is in prod, staging, but not in dev', at: AT },
      { message: 'build-time value memory.limit of service "app" is in prod, staging, but not in dev', at: AT },
    ]);
  });

  it.each<[string, ConfiguredEnvironment[]]>([
    ['the same names', [environment('dev', ['A']), environment('prod', ['A'])]],
    ['a service that only one deploys', [environment('dev', null), environment('prod', ['A'])]],
    ['a service without build-time configuration', [environment('dev', []), environment('prod', [], { a: 1 })]],
    ['environments of two projects', [environment('dev', ['A']), environment('prod', ['B'], null, 'other')]],
    ['one environment', [environment('dev', ['A'])]],
  ])('is nothing with %s', (_, environments) => {
    expect(missingAcross(environments)).toEqual([]);
  });
});
