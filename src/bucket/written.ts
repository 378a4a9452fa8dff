import type { AccountGateways, SsmParameter } from '../aws/types/account.ts';
import type { Environment } from '../model/environment.ts';
import { isObject } from '../model/json.ts';
import { bucketName, outputsPath, parameterName, writtenKey } from '../model/names.ts';
import type { WrittenVersions } from '../model/observation.ts';

/**
 * Versions that the last deployment left of the run-time parameters. Read only when it matters: some value is a default,
 * or something is there that the definition does not name.
 */
export async function readWritten(
  environment: Environment,
  gateways: AccountGateways,
  parameters: Readonly<Record<string, readonly SsmParameter[]>>,
): Promise<WrittenVersions> {
  if (!environment.baseline.artifacts || !matters(environment, parameters)) return {};
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  const object = await gateways.s3(environment.region).getObject(bucket, writtenKey(environment.name));
  return object ? versionsIn(JSON.parse(new TextDecoder().decode(object.body)) as unknown) : {};
}

function matters(environment: Environment, parameters: Readonly<Record<string, readonly SsmParameter[]>>): boolean {
  const owned = new Set(
    environment.services.flatMap(({ name, runtime }) =>
      runtime.filter(({ kind }) => kind !== 'default').map(({ key }) => parameterName(environment, name, key)),
    ),
  );
  const outputs = outputsPath(environment, '');
  return Object.values(parameters).some((list) =>
    list.some(({ name }) => !owned.has(name) && !name.startsWith(outputs)),
  );
}

function versionsIn(content: unknown): WrittenVersions {
  if (!isObject(content) || !isObject(content['versions'])) return {};
  return Object.fromEntries(
    Object.entries(content['versions']).filter(([, version]) => typeof version === 'number'),
  ) as WrittenVersions;
}
