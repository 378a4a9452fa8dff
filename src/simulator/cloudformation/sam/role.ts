import { isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { functionOf, isList, member } from '../../../template/tree.ts';
import { notExpanded } from './faults.ts';
import { policyTemplate } from './policy-templates.ts';

function assumedBy(service: string): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: [service] } }],
  };
}

/** The role of a function: Lambda's basic rights, those of its events, and its `Policies`. Source: SAM developer guide, "AWS::Serverless::Function". */
export function functionRole(logicalId: string, properties: JsonObject, extra: readonly string[]): JsonObject {
  return samRole(logicalId, properties, 'lambda.amazonaws.com', ['service-role/AWSLambdaBasicExecutionRole', ...extra]);
}

/** The role that a service assumes: managed policies of AWS, by path and name, and the `Policies` of the resource. */
export function samRole(
  logicalId: string,
  properties: JsonObject,
  service: string,
  names: readonly string[],
): JsonObject {
  const boundary = properties['PermissionsBoundary'];
  const asked = properties['Policies'] ?? [];
  const policies = (isList(asked) ? asked : [asked]).map((policy, index) => policyOf(logicalId, policy, index));
  const managed = names.map(managedArn);
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: properties['AssumeRolePolicyDocument'] ?? assumedBy(service),
      ManagedPolicyArns: [...managed, ...policies.flatMap(({ arn }) => arn ?? [])],
      Policies: policies.flatMap(({ inline }) => inline ?? []),
      ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
    },
  };
}

/** A policy is an ARN, the name of one of AWS's, a document, or one of SAM's policy templates. */
function policyOf(logicalId: string, policy: Json, index: number): { arn?: Json; inline?: Json } {
  if (typeof policy === 'string') return { arn: policy.startsWith('arn:') ? policy : managedArn(policy) };
  if (!isObject(policy)) throw notExpanded(logicalId, 'a policy');
  if (functionOf(policy) !== null) return { arn: policy };
  const name = `${logicalId}RolePolicy${String(index)}`;
  if (member(policy, 'Statement') !== undefined) return { inline: { PolicyName: name, PolicyDocument: policy } };
  const [template = '', ...others] = Object.keys(policy);
  const statements = others.length === 0 ? policyTemplate(template, policy[template] ?? {}) : null;
  if (statements === null) throw notExpanded(logicalId, `policy template ${template}`);
  return { inline: { PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: statements } } };
}

function managedArn(name: string): Json {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}` };
}
