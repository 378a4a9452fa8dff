import type { SeedRegion } from '../../model/sandbox.ts';
import { parametersOf, type Place } from './store.ts';

/** What a SecureString of another AWS, of which nobody has read the value, holds here. */
const UNREAD = 'unread';

/** Puts parameters into an account and region as they are in another AWS: the last version of each. */
export function seedParameters(parameters: SeedRegion['parameters'], place: Place): void {
  const all = parametersOf(place);
  for (const { name, type, value, version, modified } of parameters) {
    const isSecret = type === 'SecureString';
    const written = { version, type, value: isSecret ? UNREAD : value, modified };
    const tier = Buffer.byteLength(value) > 4096 ? 'Advanced' : 'Standard';
    const rest = {
      user: `arn:aws:iam::${place.account}:root`,
      description: null,
      allowedPattern: null,
      dataType: 'text',
    };
    const keyId = isSecret ? 'alias/aws/ssm' : null;
    all[name] = { name, versions: [{ ...written, ...rest, keyId, tier, labels: [] }], tags: {} };
  }
}
