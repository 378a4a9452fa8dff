import type * as sdk from '@aws-sdk/client-ssm';
import { unless } from './codes.ts';
import { connect } from './connect.ts';
import { allPages } from './pages.ts';
import type { Definition, Service, Target } from './service.ts';
import type { Transport } from './transport.ts';
import type { SsmGateway, SsmParameter, SsmPut, SsmVersion } from './types/account.ts';
import type { Parameter, ParameterHistory } from '@aws-sdk/client-ssm';

type SsmSdk = typeof sdk;

const SSM: Definition<SsmSdk> = {
  name: 'ssm',
  serviceId: 'SSM',
  load: () => import('@aws-sdk/client-ssm'),
  client: (loaded, config) => new loaded.SSMClient(config),
};

/** GetParametersByPath and DeleteParameters take ten at a time. */
const PAGE = 10;
/** Bytes of a value in the standard tier, which costs nothing. */
const STANDARD_BYTES = 4_096;

export function ssmGateway(transport: Transport, target: Target): SsmGateway {
  const service = connect(transport, target, SSM);
  return {
    async below(path, { decrypt = false } = {}) {
      const fetch = (NextToken?: string) =>
        service.call('GetParametersByPath', {
          Path: path,
          Recursive: true,
          WithDecryption: decrypt,
          MaxResults: PAGE,
          NextToken,
        });
      const found = await allPages(
        fetch,
        (page) => page.Parameters,
        (page) => page.NextToken,
      );
      return found.map(parameterOf);
    },
    async get(name) {
      const request = service.call('GetParameter', { Name: name, WithDecryption: false });
      const answer = await unless(request, ['ParameterNotFound'], null);
      return answer?.Parameter ? parameterOf(answer.Parameter) : null;
    },
    history: (name, { decrypt = false } = {}) => history(service, name, decrypt),
    put: (parameter) => put(service, parameter),
    create: (parameter) => create(service, parameter),
    async remove(names) {
      for (let start = 0; start < names.length; start += PAGE) {
        await service.call('DeleteParameters', { Names: names.slice(start, start + PAGE) });
      }
    },
  };
}

/** GetParameterHistory gives fifty at a time, oldest first. */
async function history(service: Service<SsmSdk>, name: string, decrypt: boolean): Promise<SsmVersion[] | null> {
  const fetch = (NextToken?: string) =>
    service.call('GetParameterHistory', { Name: name, WithDecryption: decrypt, NextToken });
  const pages = allPages(
    fetch,
    (page) => page.Parameters,
    (page) => page.NextToken,
  );
  const found = await unless(pages, ['ParameterNotFound'], null);
  return found?.map(versionOf).sort((one, other) => other.version - one.version) ?? null;
}

async function put(service: Service<SsmSdk>, parameter: SsmPut): Promise<number> {
  if (parameter.exists) return overwrite(service, parameter);
  const made = await create(service, parameter);
  if (made !== null) return made;
  // It came up since it was looked for; most likely by a request of ours whose answer was lost.
  const version = await overwrite(service, parameter);
  const Tags = tagsOf(parameter);
  if (Tags.length > 0) {
    await service.call('AddTagsToResource', { ResourceType: 'Parameter', ResourceId: parameter.name, Tags });
  }
  return version;
}

function create(service: Service<SsmSdk>, parameter: Omit<SsmPut, 'exists'>): Promise<number | null> {
  const request = send(service, parameter, { Tags: tagsOf(parameter), Overwrite: false });
  return unless(request, ['ParameterAlreadyExists'], null);
}

function tagsOf({ tags = {} }: Pick<SsmPut, 'tags'>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags cannot be given with `Overwrite`: they stay as they are. */
function overwrite(service: Service<SsmSdk>, parameter: Omit<SsmPut, 'exists'>): Promise<number> {
  return send(service, parameter, { Overwrite: true });
}

async function send(
  service: Service<SsmSdk>,
  parameter: Omit<SsmPut, 'exists'>,
  more: { Overwrite: boolean; Tags?: { Key: string; Value: string }[] },
): Promise<number> {
  const { name, value, type, kmsKey, description } = parameter;
  const answer = await service.call(
    'PutParameter',
    {
      Name: name,
      Value: value,
      Type: type,
      Tier: tierFor(value, more.Overwrite),
      ...(kmsKey ? { KeyId: kmsKey } : {}),
      ...(description ? { Description: description } : {}),
      ...more,
    },
    { secrets: type === 'SecureString' ? [value] : [] },
  );
  return answer.Version ?? 0;
}

/** AWS refuses to take an advanced parameter back to standard; with Intelligent-Tiering it stays what it is. */
function tierFor(value: string, exists: boolean): 'Standard' | 'Advanced' | 'Intelligent-Tiering' {
  if (Buffer.byteLength(value) > STANDARD_BYTES) return 'Advanced';
  return exists ? 'Intelligent-Tiering' : 'Standard';
}

function versionOf(version: ParameterHistory): SsmVersion {
  return { ...parameterOf(version), by: version.LastModifiedUser ?? '' };
}

function parameterOf(parameter: Parameter | ParameterHistory): SsmParameter {
  return {
    name: parameter.Name ?? '',
    type: parameter.Type ?? 'String',
    value: parameter.Value ?? '',
    version: parameter.Version ?? 0,
    modified: parameter.LastModifiedDate?.getTime() ?? 0,
  };
}
