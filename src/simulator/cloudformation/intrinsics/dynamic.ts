import { findParameter, latest } from '../../ssm/store.ts';
import { validationError } from '../faults.ts';
import type { Site } from '../site.ts';

/**
 * Replaces `{{resolve:ssm:name}}` and `{{resolve:ssm:name:version}}` by the parameter's value, the latest unless a version
 * is given. References to secrets stay: only the resource's own service resolves them.
 * Source: user guide, "Get values stored in other services using dynamic references".
 */
export function resolveDynamic(text: string, site: Pick<Site, 'state' | 'account' | 'region'>): string {
  return text.replaceAll(/\{\{resolve:ssm:([\w./-]+)(?::(\d+))?\}\}/g, (_, name: string, version?: string) => {
    const parameter = findParameter(site, name);
    if (parameter === undefined) {
      throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
    }
    const found =
      version === undefined ? latest(parameter) : parameter.versions.find((item) => item.version === Number(version));
    if (found === undefined) {
      throw validationError(
        `Unable to fetch parameters [${name}:${String(version)}] from parameter store for this account.`,
      );
    }
    if (found.type === 'SecureString') {
      throw validationError(
        `Non-secure reference was used for secure parameter ${name}. Consider specifying ssm-secure in the dynamic reference.`,
      );
    }
    return found.value;
  });
}
