import { canonical, type Json } from './json.ts';

/** SHA-256 in hexadecimal of bytes or text. Cryptography is loaded when it is needed: that takes as long as a fifth of a start. */
export function sha256(content: Uint8Array | string): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 in hexadecimal of a value, independent of the order of its keys. */
export function digestOf(value: Json): string {
  return sha256(canonical(value));
}
