import type { Json } from '../../../model/json.ts';
import { validationError } from '../faults.ts';
import { plain } from '../text.ts';

/** `Fn::Cidr` for IPv4: `[block, count, host bits]` to that many subnets of it, in order. */
export function cidr([block, count, hostBits]: readonly Json[]): string[] {
  const [address = '', mask = ''] = plain(block).split('/');
  const bits = Number(hostBits ?? 8);
  const wanted = Number(count);
  const size = 2 ** bits;
  if (!/^\d+$/.test(mask) || wanted * size > 2 ** (32 - Number(mask))) {
    throw validationError(
      `Template error: Fn::Cidr ipBlock ${plain(block)} cannot hold ${plain(count)} blocks with ${String(bits)} bits each`,
    );
  }
  const first = numberOf(address);
  return Array.from({ length: wanted }, (_, index) => `${addressOf(first + index * size)}/${String(32 - bits)}`);
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}
