import type { Tags } from '../model/environment.ts';
import type { View } from './view.ts';

/** Tags as text. Numbers stay as they were written. */
export function readTags(view: View<Record<string, string | number | boolean | null>> | null): Tags {
  return Object.fromEntries((view?.entries() ?? []).map(([key, value]) => [key, value.text ?? '']));
}
