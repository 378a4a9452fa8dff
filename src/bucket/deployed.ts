import { awsCode } from '../aws/codes.ts';
import type { AccountGateways } from '../aws/types/account.ts';
import type { Environment } from '../model/environment.ts';
import { isObject } from '../model/json.ts';
import { bucketName, deployedKey } from '../model/names.ts';
import type { RecordedService } from '../model/observation.ts';
import type { NodeKey } from '../model/plan.ts';

/** What the last deployment of each service left, by node key. */
export type DeployedServices = Readonly<Record<NodeKey, RecordedService>>;

/** The object as it was read. */
export interface Deployed {
  readonly services: DeployedServices;
  /** False: no note of the environment's end is kept in this bucket. Null: an older version has not said. */
  readonly expires: boolean | null;
}

/** The note is written after this object: where there is none of these, there is none of those. */
const NONE: Deployed = { services: {}, expires: false };
const UNREADABLE: Deployed = { services: {}, expires: null };

/**
 * What deployments left of an environment's stacks, with the time of change that it is good for: a stack that was changed
 * since is not what it was, whoever changed it. Only a hint: without it CloudFormation itself is asked. Null where there is no bucket.
 */
export async function readDeployed(environment: Environment, gateways: AccountGateways): Promise<Deployed | null> {
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  try {
    const object = await gateways.s3(environment.region).getObject(bucket, deployedKey(environment.name));
    return object ? deployedIn(JSON.parse(new TextDecoder().decode(object.body)) as unknown) : NONE;
  } catch (error) {
    if (awsCode(error) === 'NoSuchBucket') return null;
    if (error instanceof SyntaxError) return UNREADABLE;
    throw error;
  }
}

/** Keeps what is deployed now; services that this run did not touch are given as they were read. */
export async function writeDeployed(
  place: { readonly project: string; readonly environment: string; readonly region: string },
  gateways: AccountGateways,
  { services, expires }: Deployed,
): Promise<void> {
  const { project, environment, region } = place;
  const bucket = bucketName(project, gateways.account, region);
  const body = JSON.stringify({ version: 1, ...(expires === null ? {} : { expires }), services });
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

function deployedIn(content: unknown): Deployed {
  if (!isObject(content)) return UNREADABLE;
  const { expires } = content;
  return { services: servicesIn(content['services']), expires: typeof expires === 'boolean' ? expires : null };
}

function servicesIn(services: unknown): DeployedServices {
  if (!isObject(services)) return {};
  return Object.fromEntries(
    Object.entries(services).flatMap(([key, service]): [NodeKey, RecordedService][] => {
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
            ...(typeof service['stackSet'] === 'string' ? { stackSet: service['stackSet'] } : {}),
            ...tookIn(service['took']),
          },
        ],
      ];
    }),
  );
}
