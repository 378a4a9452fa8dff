import { isObject, type JsonObject } from '../../../model/json.ts';
import { putParameter } from '../../ssm/put.ts';
import { deleteParameter, findParameter, latest, type Actor } from '../../ssm/store.ts';
import { ResourceFailure } from '../faults.ts';
import type { Made, ResourceHandler, ResourceRequest } from './handler.ts';
import { handlerFailure } from './messages.ts';
import { generatedName } from './names.ts';
import { plain } from '../text.ts';

/** AWS::SSM::Parameter, in Parameter Store itself. SecureString cannot be made by CloudFormation. */
export const ssmParameter: ResourceHandler = {
  create: (request) => {
    const name = textOf(request.properties, 'Name') ?? `CFN-${generatedName(request)}`;
    if (findParameter(request.site, name) !== undefined) throw new ResourceFailure(`${name} already exists`);
    return write(request, name, false);
  },
  update: (request, current) => write(request, current.physicalId ?? '', true),
  remove: (request, current) => {
    deleteParameter(request.site, current.physicalId ?? '');
  },
};

function write(request: ResourceRequest, name: string, exists: boolean): Made {
  const { properties, site } = request;
  const type = textOf(properties, 'Type');
  if (type === 'SecureString') {
    throw handlerFailure(site, 'Parameters of type SecureString cannot be created by CloudFormation', 'InvalidRequest');
  }
  const parameter = findParameter(site, name);
  if (parameter === undefined || !same(request, latest(parameter))) {
    putParameter(actorOf(request), {
      name,
      value: textOf(properties, 'Value') ?? '',
      type,
      overwrite: exists && parameter !== undefined,
      description: textOf(properties, 'Description'),
      tier: textOf(properties, 'Tier'),
      allowedPattern: textOf(properties, 'AllowedPattern'),
      dataType: textOf(properties, 'DataType'),
    });
  }
  const stored = findParameter(site, name);
  if (stored !== undefined) stored.tags = { ...request.tags };
  return { physicalId: name, attributes: { Type: type ?? '', Value: textOf(properties, 'Value') ?? '' } };
}

/** A change of tags alone makes no new version. */
function same(
  { properties }: ResourceRequest,
  now: { value: string; description: string | null; type: string },
): boolean {
  const wanted = [textOf(properties, 'Value'), textOf(properties, 'Description'), textOf(properties, 'Type')];
  return wanted[0] === now.value && wanted[1] === now.description && wanted[2] === now.type;
}

function actorOf({ site, principal }: ResourceRequest): Actor {
  return { state: site.state, account: site.account, region: site.region, now: site.now, principal };
}

function textOf(properties: JsonObject, name: string): string | null {
  const value = properties[name];
  return value === undefined || isObject(value) ? null : plain(value);
}
