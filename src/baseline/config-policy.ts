import type { ManagedPolicy } from '../aws/types/account.ts';
import { fail } from '../diagnostics/error.ts';
import { configPolicyName, partitionOf, TAG } from '../model/names.ts';
import { accountOwner } from '../model/ownership.ts';
import { IN_PLACE, MISSING, type BaselineContext, type Finding } from './item.ts';
import { samePolicy } from './policy.ts';

/**
 * One policy for all services of a project in an account: whoever has it reads the parameters of its own service and the
 * outputs of its own environment, and nothing else. Whose those are is said by the tags of the role that has it, which
 * CloudFormation takes over from the stack (`aws:PrincipalTag`, "IAM policy elements: Variables and tags"). A role without
 * these tags reads nothing.
 */
export function configPolicy({ environment, gateways }: BaselineContext): ManagedPolicy {
  const { project, tags } = environment;
  const name = configPolicyName(project);
  const document = documentFor(project, gateways.account, partitionOf(environment.region));
  return {
    name,
    document,
    tags: { ...tags, [TAG.project]: project, [TAG.environment]: accountOwner(environment) },
  };
}

function documentFor(project: string, account: string, partition: string): object {
  const environment = `arn:${partition}:ssm:*:${account}:parameter/${project}/${tagOf(TAG.environment)}`;
  const own = `${environment}/${tagOf(TAG.service)}`;
  const outputs = `${environment}/outputs`;
  const isOfProject = { [`aws:PrincipalTag/${TAG.project}`]: project };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Parameters',
        Effect: 'Allow',
        Action: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
        // GetParametersByPath is authorized against the path that is asked for.
        Resource: [own, `${own}/*`, outputs, `${outputs}/*`],
        Condition: { StringEquals: isOfProject },
      },
      {
        Sid: 'Secrets',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: '*',
        // SSM encrypts with the ARN of the parameter as context.
        Condition: {
          StringEquals: isOfProject,
          StringLike: { 'kms:ViaService': 'ssm.*', 'kms:EncryptionContext:PARAMETER_ARN': `${own}/*` },
        },
      },
    ],
  };
}

/** A policy variable: the value of a tag of whoever asks. */
function tagOf(tag: string): string {
  return `\${aws:PrincipalTag/${tag}}`;
}

/** What is not as it should be with the policy of the account. Throws NotOwned for somebody else's. */
export async function inspectConfigPolicy(context: BaselineContext): Promise<Finding> {
  const wanted = configPolicy(context);
  const actual = await context.gateways.iam().policy(wanted.name);
  if (actual === null) return MISSING;
  if (actual.tags[TAG.project] !== context.environment.project) {
    fail('NotOwned', `policy ${wanted.name} does not carry the tag ${TAG.project}=${context.environment.project}`, {
      hint: 'remove the policy, or give the project another name',
      at: context.environment.account.at,
    });
  }
  return samePolicy(wanted.document, actual.document) ? IN_PLACE : { action: 'update', reason: wanted.name };
}
