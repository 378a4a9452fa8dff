import { respond } from './dispatch.ts';
import { carryOutDue } from './queue.ts';
import type { WireRequest, WireResponse } from './service.ts';
import { SERVICES } from './services.ts';
import { DEFAULT_SETTINGS, type SimulatorSettings } from './settings.ts';
import { emptyState, type QueuedTask, type SimulatorState } from './state.ts';
import { taskCall, type World } from './calls.ts';

/** The embedded AWS: one world, reached by requests as they stand on the wire. */
export interface Simulator {
  /** Never rejects for what a request says: that is an answer. Requests take effect one after the other. */
  handle(request: WireRequest): Promise<WireResponse>;
  readonly state: SimulatorState;
  readonly settings: SimulatorSettings;
}

export interface SimulatorOptions {
  readonly settings?: Partial<SimulatorSettings>;
  /** A world to go on with, e.g. a saved one; an empty one when left out. It is changed in place. */
  readonly state?: SimulatorState;
  /** Called after each request that may have changed the state, before it is answered. */
  readonly onChange?: (state: SimulatorState) => void;
}

/** Makes a simulator. Before each request everything that is due by the clock is carried out. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const state = options.state ?? emptyState();
  const world: World = { state, settings, templates: new Map() };
  let requests = 0;
  const handle = async (request: WireRequest): Promise<WireResponse> => {
    requests += 1;
    const happened = advance(world);
    const { response, reads } = respond(world, request, requests);
    if (happened || !reads) options.onChange?.(state);
    return response;
  };
  return { handle, state, settings };
}

/** Brings the world to the present, which never lies before its last request; answers whether anything happened on the way. */
function advance(world: World): boolean {
  return passTime(world, Math.max(world.settings.clock.now(), world.state.now));
}

/** Carries out everything that is due until then, each at its own moment; answers whether there was anything. */
export function passTime(world: World, present: number): boolean {
  const { state } = world;
  const happened = carryOutDue(state, present, (task) => {
    state.now = Math.max(state.now, task.due);
    carryOut(world, task);
  });
  state.now = present;
  return happened;
}

function carryOut(world: World, task: QueuedTask): void {
  const carry = SERVICES.find(({ name }) => name === task.service)?.tasks?.[task.kind];
  if (carry === undefined) throw new Error(`the simulator has no task ${task.service}:${task.kind}`);
  carry(task.data, taskCall(world));
}
