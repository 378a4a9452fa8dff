import type { Caller } from './credentials.ts';
import { enqueue } from './queue.ts';
import type { Call, CheckedTemplates, TaskCall } from './service.ts';
import type { SimulatorSettings } from './settings.ts';
import type { SimulatorState } from './state.ts';

/** What every request and task works with. */
export interface World {
  readonly state: SimulatorState;
  readonly settings: SimulatorSettings;
  readonly templates: CheckedTemplates;
}

/** What a task is handed at the world's present moment. */
export function taskCall({ state, settings, templates }: World): TaskCall {
  const { now } = state;
  const schedule: Call['schedule'] = (ms, service, kind, data) => {
    enqueue(state, { due: now + ms, service, kind, data });
  };
  return { state, settings, templates, now, schedule };
}

/** What an operation is handed. */
export function operationCall(world: World, caller: Caller, region: string): Call {
  return { ...taskCall(world), account: caller.account, principal: caller.principal, region };
}
