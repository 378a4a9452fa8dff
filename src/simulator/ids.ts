import { createHash } from 'node:crypto';
import { next, type SimulatorState } from './state.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz';
const HEX = '0123456789abcdef';

/** `prefix` and `length` upper-case characters, as IAM and STS make ids: `AROA` + 17, `ASIA` + 16. */
export function upperId(state: SimulatorState, prefix: string, length: number): string {
  return prefix + characters(`${prefix}${next(state)}`, BASE32, length);
}

/** `prefix` and `length` lower-case letters and digits, as Organizations and EC2 make ids: `o-`, `ou-…-`, `vpc-`. */
export function lowerId(state: SimulatorState, prefix: string, length: number): string {
  return prefix + characters(`${prefix}${next(state)}`, BASE36, length);
}

/** A UUID, as CloudFormation puts it at the end of its ARNs. */
export function uuid(state: SimulatorState): string {
  const hex = characters(`uuid${next(state)}`, HEX, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * Twelve digits. The step has no factor in common with the number of ids, so no two are alike until all were used; they
 * begin at 2, apart from the ids that people like to write in examples (1111…, 1234…).
 */
export function accountId(state: SimulatorState): string {
  const ids = 700_000_000_000n;
  const step = 618_033_988_749n;
  return String(200_000_000_000n + ((BigInt(next(state)) * step) % ids));
}

/**
 * Text that looks random and depends on `seed` alone; every character carries five bits or more of its digest. Joined at the
 * end, as ids are kept: a text to which something is added keeps all its parts in memory.
 */
function characters(seed: string, alphabet: string, length: number): string {
  const result: string[] = [];
  for (let block = 0; result.length < length; block += 1) {
    for (const byte of createHash('sha256').update(`${seed}/${block}`).digest()) {
      result.push(alphabet[byte % alphabet.length] ?? '');
    }
  }
  return result.slice(0, length).join('');
}
