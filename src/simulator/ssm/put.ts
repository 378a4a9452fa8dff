import { put } from '../record.ts';
import { AwsFault } from '../service.ts';
import { checkName, checkValue, invalid, notOneOf, tierFor } from './rules.ts';
import { findParameter, latest, parametersOf } from './store.ts';
import type { Actor, Parameter, ParameterType, ParameterVersion } from './store.ts';

/** PutParameter's input. CloudFormation's AWS::SSM::Parameter has the same members. */
interface PutRequest {
  readonly name: string;
  readonly value: string;
  /** Null: the type that the parameter has; it must exist then. */
  readonly type: string | null;
  readonly overwrite: boolean;
  readonly description?: string | null;
  readonly keyId?: string | null;
  readonly tier?: string | null;
  readonly allowedPattern?: string | null;
  readonly dataType?: string | null;
  readonly tags?: Readonly<Record<string, string>>;
}

const MAX_VERSIONS = 100;
const MAX_STANDARD_PARAMETERS = 10_000;
const TYPES = ['String', 'StringList', 'SecureString'];

/** Writes a version after every check that PutParameter makes; throws its faults. Answers the version written. */
export function putParameter(actor: Actor, request: PutRequest): ParameterVersion {
  checkName(actor, request.name);
  const existing = findParameter(actor, request.name);
  if (request.overwrite && request.tags !== undefined && Object.keys(request.tags).length > 0) throw tagsAndOverwrite();
  if (existing !== undefined && !request.overwrite) throw alreadyExists();
  const version = versionFor(actor, request, existing);
  checkValue(version.value, version.tier, version.allowedPattern);
  if (existing === undefined) create(actor, request, version);
  else append(existing, version);
  return version;
}

function versionFor(actor: Actor, request: PutRequest, existing: Parameter | undefined): ParameterVersion {
  const before = existing === undefined ? null : latest(existing);
  const type = typeOf(request.type, before);
  return {
    version: (before?.version ?? 0) + 1,
    type,
    value: request.value,
    modified: actor.now,
    user: actor.principal,
    description: request.description ?? before?.description ?? null,
    keyId: type === 'SecureString' ? keyOf(request.keyId ?? null, before) : null,
    tier: tierFor(request.tier ?? null, request.value, existing),
    allowedPattern: request.allowedPattern ?? before?.allowedPattern ?? null,
    dataType: request.dataType ?? before?.dataType ?? 'text',
    labels: [],
  };
}

function typeOf(asked: string | null, before: ParameterVersion | null): ParameterType {
  const type = asked ?? before?.type;
  if (type === undefined) throw invalid('A parameter type is required when you create a parameter.');
  if (type === 'String' || type === 'StringList' || type === 'SecureString') return type;
  throw notOneOf('type', type, TYPES);
}

/** Ids, ARNs and aliases are taken as they come: the simulator has no KMS. */
function keyOf(asked: string | null, before: ParameterVersion | null): string {
  if (asked === null) return before?.keyId ?? 'alias/aws/ssm';
  if (!/^[\w:/-]{1,256}$/.test(asked)) throw new AwsFault('InvalidKeyId', `Invalid keyId ${asked}`);
  return asked;
}

function create(actor: Actor, request: PutRequest, version: ParameterVersion): void {
  const parameters = parametersOf(actor);
  if (Object.keys(parameters).length >= MAX_STANDARD_PARAMETERS && version.tier === 'Standard') {
    const message =
      'You have exceeded the number of parameters for this AWS account. Delete one or more parameters and try again.';
    throw new AwsFault('ParameterLimitExceeded', message);
  }
  put(parameters, request.name, { name: request.name, versions: [version], tags: { ...request.tags } });
}

function append(parameter: Parameter, version: ParameterVersion): void {
  const oldest = parameter.versions[0];
  if (parameter.versions.length >= MAX_VERSIONS && oldest !== undefined) {
    if (oldest.labels.length > 0) throw oldestIsLabelled(parameter.name, oldest.version);
    parameter.versions.shift();
  }
  parameter.versions.push(version);
}

function alreadyExists(): AwsFault {
  const message =
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.';
  return new AwsFault('ParameterAlreadyExists', message);
}

function tagsAndOverwrite(): AwsFault {
  return invalid(
    "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. " +
      'To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.',
  );
}

function oldestIsLabelled(name: string, version: number): AwsFault {
  const message =
    `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. ` +
    `Version ${String(version)}, the oldest version, can't be deleted because it has a label associated with it. ` +
    'Move the label to another version of the parameter, and try again.';
  return new AwsFault('ParameterMaxVersionLimitExceeded', message);
}
