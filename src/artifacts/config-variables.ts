import type { JsonObject } from '../model/json.ts';
import { leafText, leavesOf } from '../model/leaves.ts';

/**
 * Build-time configuration for a build command: `performance.memorySize` as `ENVCTL_BUILD_CONFIG_PERFORMANCE_MEMORY_SIZE`,
 * lists as JSON. Where two paths come to one name, the later one in order of the alphabet is there.
 */
export function configVariables(config: JsonObject): Record<string, string> {
  return Object.fromEntries(leavesOf(config).map(([path, value]) => [nameOf(path), leafText(value)]));
}

function nameOf(path: string): string {
  const words = path.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/[^A-Za-z0-9]+/g, '_');
  return `ENVCTL_BUILD_CONFIG_${words.toUpperCase()}`;
}
