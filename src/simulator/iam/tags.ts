import { AwsFault } from '../service.ts';
import { quotaExceeded } from './faults.ts';

const MAX_TAGS = 50;

/** Throws for more than 50 tags, or one out of bounds. Source: Tag, IAM API reference. */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  const entries = Object.entries(tags);
  if (entries.length > MAX_TAGS) throw quotaExceeded('TagsPerResource', MAX_TAGS);
  for (const [key, value] of entries) {
    if (key === '' || key.length > 128 || value.length > 256)
      throw new AwsFault('InvalidInput', `The tag ${key} is out of bounds.`);
    if (/^aws:/i.test(key)) throw new AwsFault('InvalidInput', `Tag keys that begin with aws: are reserved: ${key}`);
  }
}
