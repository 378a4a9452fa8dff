import type { PublicAccessBlock } from './store.ts';
import { parseXml, textAt } from './xml.ts';

/** The block that a Put sends, of a bucket or of an account: replaced wholesale, what is left out is off. */
export function publicAccessBlockIn(body: Uint8Array): PublicAccessBlock {
  const tree = parseXml(body, 'PublicAccessBlockConfiguration');
  const isOn = (name: keyof PublicAccessBlock): boolean => textAt(tree, name)?.toLowerCase() === 'true';
  return {
    BlockPublicAcls: isOn('BlockPublicAcls'),
    IgnorePublicAcls: isOn('IgnorePublicAcls'),
    BlockPublicPolicy: isOn('BlockPublicPolicy'),
    RestrictPublicBuckets: isOn('RestrictPublicBuckets'),
  };
}
