import { REGIONS } from '../ec2/regions.ts';
import type { SimulatorState } from '../state.ts';
import { optStatus } from './store.ts';

/** Whether an account can work in a region. One that the simulator does not know is taken for enabled. */
export function isEnabled(state: SimulatorState, account: string, region: string): boolean {
  const known = REGIONS.find(({ name }) => name === region);
  return known?.optIn !== true || optStatus(state, account, region) === 'ENABLED';
}
