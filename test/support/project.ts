import type { AccountGateways } from '../../src/aws/types/account.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Files } from './folder.ts';
import { small, type Parts } from './templates.ts';
import { MANAGEMENT, type World } from './world.ts';

export const REGION = 'eu-west-1';

/** A definition that lives in the caller's own account, with nothing but an artifact bucket, so that little else happens. */
export function definition(services: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    project: 'notes',
    region: REGION,
    account: { id: MANAGEMENT },
    baseline: { deployRole: false },
    services,
    ...more,
  };
}

/** A service with the template `stack/<name>.json`. */
export function service(name: string, more: JsonObject = {}): JsonObject {
  return { template: `../stack/${name}.json`, ...more };
}

/** `stack/<name>.json`. */
export function stackFile(name: string, parts: Parts = {}): Files {
  return { [`stack/${name}.json`]: small(parts) };
}

/** A way into the account that definitions here live in, beside the program. */
export function enter(world: World, account = MANAGEMENT, role: string | null = null): Promise<AccountGateways> {
  return world.run().aws.enter({ account, role, externalId: null, profile: null, young: false, region: REGION });
}
