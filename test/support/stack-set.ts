import type { StackSetService } from '../../src/model/stack-set.ts';

const AT = { file: '/project/environments/fleet.yaml', line: 4, column: 3 };

/** A service `guard` of which the accounts below `Workloads` are to have a stack, as a definition gives it. */
export function stackSetService(given: Partial<StackSetService> = {}): StackSetService {
  return {
    name: 'guard',
    at: AT,
    template: { value: '/project/guard.yaml', at: AT },
    parameters: {},
    dependsOn: [],
    regions: ['eu-west-1'],
    manualApproval: false,
    protected: false,
    paths: [],
    unit: { value: 'Workloads', at: AT },
    autoDeploy: true,
    maxConcurrent: { count: 1 },
    failureTolerance: { count: 0 },
    baseline: null,
    ...given,
  };
}
