import { awsCode } from '../aws/codes.ts';
import type { AccountGateways } from '../aws/types/account.ts';
import type { Environment } from '../model/environment.ts';
import { isObject } from '../model/json.ts';
import { bucketName, deployedKey } from '../model/names.ts';
import type { RecordedService } from '../model/observation.ts';
import type { NodeKey } from '../model/plan.ts';

/** What the last deployment of each service left, by node key. */
export type DeployedServices = Readonly<Record<NodeKey, RecordedService>>;

/**
 * What deployments left of an environment's stacks, with the time of change that it is good for: a stack that was changed
 * since is not what it was, whoever changed it. Only a hint: without it CloudFormation itself is asked.
 */
export async function readDeployed(environment: Environment, gateways: AccountGateways): Promise<DeployedServices> {
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  try {
    const object = await gateways.s3(environment.region).getObject(bucket, deployedKey(environment.name));
    return object ? servicesIn(JSON.parse(new TextDecoder().decode(object.body)) as unknown) : {};
  } catch (error) {
    if (awsCode(error) === 'NoSuchBucket' || error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Keeps what is deployed now; services that this run did not touch are given as they were read. */
export async function writeDeployed(
  place: { readonly project: string; readonly environment: string; readonly region: string },
  gateways: AccountGateways,
  services: DeployedServices,
): Promise<void> {
  const { project, environment, region } = place;
  const bucket = bucketName(project, gateways.account, region);
  const body = JSON.stringify({ version: 1, services });
  await gateways.s3(region).putObject({ bucket, key: deployedKey(environment), body, contentType: 'application/json' });
}

/** How long turns took; nothing where it was not written, or is not what we write. */
function tookIn(found: unknown): Pick<RecordedService, 'took'> {
  if (!isObject(found)) return {};
  const turns = Object.entries(found).map(
    ([outcome, list]) => [outcome, Array.isArray(list) ? list.filter((one) => typeof one === 'number') : []] as const,
  );
  return { took: Object.fromEntries(turns) };
}

function servicesIn(content: unknown): DeployedServices {
  if (!isObject(content) || !isObject(content['services'])) return {};
  return Object.fromEntries(
    Object.entries(content['services']).flatMap(([key, service]): [NodeKey, RecordedService][] => {
      if (!isObject(service)) return [];
      const { digest, updated, template } = service;
      if (typeof digest !== 'string' || typeof updated !== 'number') return [];
      return [
        [
          key,
          {
            digest,
            updated,
            template: typeof template === 'string' ? template : null,
            protected: service['protected'] === true,
            ...(typeof service['submission'] === 'string' ? { submission: service['submission'] } : {}),
            ...tookIn(service['took']),
          },
        ],
      ];
    }),
  );
}
