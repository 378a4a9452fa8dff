import type { Stack } from '../../../src/aws/types/cloudformation.ts';
import type { Service } from '../../../src/model/environment.ts';
import type { Observation } from '../../../src/model/observation.ts';
import type { PlanInput } from '../../../src/plan/input.ts';
import type { Planned } from '../../../src/plan/plan.ts';
import {
  deployed,
  env,
  HOME,
  linked,
  observation,
  output,
  planned,
  published,
  service,
  stack,
  type Given,
} from '../../support/plan.ts';
import { small } from '../../support/templates.ts';

export const templates = {
  database: small({ exports: 'table' }),
  notes: small({ value: { 'Fn::ImportValue': 'table' }, parameters: ['Size', 'Arn'] }),
  users: small(),
};

/** `database`, `notes` that imports from it and takes its output, and `users`, which needs nobody. */
export function services(given: { database?: Given; notes?: Given; users?: Given } = {}): Service[] {
  const parameters = { Size: '128', Arn: output('database', 'Name') };
  return [
    service('users', given.users),
    service('notes', { parameters, ...given.notes }),
    service('database', given.database),
  ];
}

export const all = linked(env(services()), templates);
const OUTPUTS = { 'staging/database@eu-west-1': { Name: 'arn' } };

/** What is there once everything is deployed as it is defined. */
function afterwards(now = all): Observation['stacks'] {
  // What depends on an output has a digest only once the output is there: plan until nothing is open any more.
  const first = observation({ stacks: deployed(planned(now, observation()).plan, OUTPUTS) });
  return deployed(planned(now, { ...first, stacks: withUpstream(first.stacks) }).plan, OUTPUTS);
}

function withUpstream(stacks: Observation['stacks']): Observation['stacks'] {
  const there = (stacks[HOME] ?? []).map((one) => one.name);
  const missing = ['database', 'notes', 'users']
    .filter((name) => !there.includes(`notes-staging-${name}`))
    .map((name) => stack(name, { parameters: { Size: '128', Arn: 'arn' } }));
  return { [HOME]: [...(stacks[HOME] ?? []), ...missing] };
}

/** Stacks that are up and as they should be, except for what is changed here. */
export function up(change: (one: Stack) => Stack = (one) => one): Observation['stacks'] {
  const stacks = afterwards()[HOME] ?? [];
  return {
    [HOME]: stacks.map((one) =>
      change({ ...one, parameters: one.name.endsWith('notes') ? { Size: '128', Arn: 'arn' } : {} }),
    ),
  };
}

export function plan(
  stacks: Observation['stacks'],
  more: Partial<PlanInput> = {},
  observed: Partial<Observation> = {},
): Planned {
  return planned(more.linked ?? all, observation({ stacks, parameters: published(stacks), ...observed }), more);
}
