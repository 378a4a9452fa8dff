import type { PublicAccessBlock } from '../s3/store.ts';
import { slice, type SimulatorState } from '../state.ts';

/** The account-wide public access blocks, by account. An account has none until it puts one. */
export function accountBlocks(state: SimulatorState): Record<string, PublicAccessBlock> {
  return slice<Record<string, PublicAccessBlock>>(state, 's3control', () => ({}));
}
