import { isCustom } from '../spec.ts';
import { fallback } from './fallback.ts';
import { customResource, waitCondition } from './signalled.ts';
import type { ResourceHandler } from './handler.ts';
import { iamManagedPolicy, iamPolicy } from './iam-policies.ts';
import { iamRole } from './iam-role.ts';
import { lambdaAlias, lambdaFunction, lambdaLayerVersion, lambdaUrl, lambdaVersion } from './lambda.ts';
import { s3Bucket, s3BucketPolicy } from './s3.ts';
import { shaped } from './shape.ts';
import { API_SHAPES } from './shapes-api.ts';
import { IDENTITY_SHAPES } from './shapes-identity.ts';
import { NETWORK_SHAPES } from './shapes-network.ts';
import { SERVICE_SHAPES } from './shapes-services.ts';
import { ssmParameter } from './ssm-parameter.ts';

const HANDLERS: ReadonlyMap<string, ResourceHandler> = new Map([
  ['AWS::CloudFormation::WaitCondition', waitCondition],
  ['AWS::IAM::ManagedPolicy', iamManagedPolicy],
  ['AWS::IAM::Policy', iamPolicy],
  ['AWS::IAM::Role', iamRole],
  ['AWS::Lambda::Alias', lambdaAlias],
  ['AWS::Lambda::Function', lambdaFunction],
  ['AWS::Lambda::LayerVersion', lambdaLayerVersion],
  ['AWS::Lambda::Url', lambdaUrl],
  ['AWS::Lambda::Version', lambdaVersion],
  ['AWS::S3::Bucket', s3Bucket],
  ['AWS::S3::BucketPolicy', s3BucketPolicy],
  ['AWS::SSM::Parameter', ssmParameter],
  ...Object.entries({ ...API_SHAPES, ...IDENTITY_SHAPES, ...NETWORK_SHAPES, ...SERVICE_SHAPES }).map(
    ([type, shape]) => [type, shaped(shape)] as const,
  ),
]);

/** How resources of a type come into being. */
export function handlerFor(type: string): ResourceHandler {
  return isCustom(type) ? customResource : (HANDLERS.get(type) ?? fallback);
}
