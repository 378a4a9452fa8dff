import { partitionOf } from '../../../model/names.ts';
import type { Json } from '../../../model/json.ts';
import { member } from '../../../template/tree.ts';
import { iamOf } from '../../iam/store.ts';
import { lowerId } from '../../ids.ts';
import { own } from '../../record.ts';
import { currentObject } from '../../s3/objects.ts';
import { findBucket } from '../../s3/store.ts';
import { regionOf } from '../site.ts';
import type { Made, ResourceHandler, ResourceRequest } from './handler.ts';
import { handlerFailure } from './messages.ts';
import { generatedName } from './names.ts';
import { shaped } from './shape.ts';
import { plain } from '../text.ts';

const named = shaped({
  id: '{name}',
  name: 'FunctionName',
  longest: 64,
  attributes: { Arn: 'arn:{partition}:lambda:{region}:{account}:function:{id}' },
});

/** AWS::Lambda::Function. Its code must be in S3 and its role in IAM, as for Lambda itself. */
export const lambdaFunction: ResourceHandler = {
  create: (request) => {
    check(request);
    return named.create(request);
  },
  update: (request, current) => {
    check(request);
    return named.update(request, current);
  },
  remove: named.remove,
};

function check(request: ResourceRequest): void {
  checkCode(request, request.properties['Code']);
  checkRole(request, plain(request.properties['Role']));
}

/** Throws Lambda's answer when the object that `S3Bucket` and `S3Key` name is not there. */
function checkCode({ site }: ResourceRequest, code: Json | undefined): void {
  const key = member(code, 'S3Key');
  if (key === undefined) return;
  const bucket = findBucket(site.state, plain(member(code, 'S3Bucket')));
  const problem =
    bucket === undefined ? 'NoSuchBucket' : currentObject(bucket, plain(key)) === undefined ? 'NoSuchKey' : null;
  if (problem === null) return;
  const text = problem === 'NoSuchKey' ? 'The specified key does not exist.' : 'The specified bucket does not exist';
  throw handlerFailure(
    site,
    `Error occurred while GetObject. S3 Error Code: ${problem}. S3 Error Message: ${text} (Service: Lambda, Status Code: 400)`,
    'InvalidRequest',
  );
}

/** Roles of other accounts are refused; a role of this one must exist. */
function checkRole({ site }: ResourceRequest, arn: string): void {
  const [, , , , account] = arn.split(':');
  if (account !== site.account) {
    throw handlerFailure(
      site,
      'Cross-account pass role is not allowed. (Service: Lambda, Status Code: 403)',
      'AccessDenied',
    );
  }
  if (own(iamOf(site.state, site.account).roles, arn.split('/').at(-1) ?? '') !== undefined) return;
  throw handlerFailure(
    site,
    'The role defined for the function cannot be assumed by Lambda. (Service: Lambda, Status Code: 400)',
    'InvalidRequest',
  );
}

/** AWS::Lambda::Version: numbered from 1 for each function. */
export const lambdaVersion: ResourceHandler = numbered((request) => functionArn(request));

/** AWS::Lambda::LayerVersion: numbered from 1 for each layer. */
export const lambdaLayerVersion: ResourceHandler = numbered((request) => {
  const name = plain(request.properties['LayerName'] ?? generatedName(request, { longest: 64 }));
  return arnOf(request, `layer:${name}`);
});

/** AWS::Lambda::Alias. */
export const lambdaAlias: ResourceHandler = {
  create: (request) => {
    const arn = `${functionArn(request)}:${plain(request.properties['Name'])}`;
    return { physicalId: arn, attributes: { AliasArn: arn } };
  },
  update: (_, current) => ({ physicalId: current.physicalId ?? '', attributes: current.attributes }),
  remove: () => undefined,
};

/** AWS::Lambda::Url. */
export const lambdaUrl: ResourceHandler = {
  create: (request) => {
    const arn = functionArn(request, 'TargetFunctionArn');
    const { region, state } = request.site;
    const url = `https://${lowerId(state, '', 32)}.lambda-url.${region}.on.aws/`;
    return { physicalId: arn, attributes: { FunctionArn: arn, FunctionUrl: url } };
  },
  update: (_, current) => ({ physicalId: current.physicalId ?? '', attributes: current.attributes }),
  remove: () => undefined,
};

function numbered(base: (request: ResourceRequest) => string): ResourceHandler {
  return {
    create: (request) => numberedUnder(request, base(request)),
    update: (_, current) => ({ physicalId: current.physicalId ?? '', attributes: current.attributes }),
    remove: () => undefined,
  };
}

function numberedUnder(request: ResourceRequest, base: string): Made {
  const { site, type } = request;
  const region = regionOf(site);
  const records = Object.values(region.stacks).flatMap((stack) => [
    ...Object.values(stack.resources),
    ...(stack.operation?.leftovers ?? []),
  ]);
  const ids = [...records, ...region.kept]
    .filter((record) => record.type === type)
    .map((record) => record.physicalId ?? '');
  const numbers = ids.filter((id) => id.startsWith(`${base}:`)).map((id) => Number(id.slice(base.length + 1)));
  const number = Math.max(0, ...numbers) + 1;
  const arn = `${base}:${String(number)}`;
  return { physicalId: arn, attributes: { Version: String(number), FunctionArn: arn, LayerVersionArn: arn } };
}

/** Functions are named by name or by ARN. */
function functionArn(request: ResourceRequest, property = 'FunctionName'): string {
  const name = plain(request.properties[property]);
  return name.startsWith('arn:') ? name : arnOf(request, `function:${name}`);
}

function arnOf({ site }: ResourceRequest, resource: string): string {
  return `arn:${partitionOf(site.region)}:lambda:${site.region}:${site.account}:${resource}`;
}
