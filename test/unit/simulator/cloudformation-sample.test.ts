import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DeleteStackCommand, ListImportsCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { outputs, StackWorld } from './cloudformation-world.ts';

const SERVICES = ['database', 'uploads', 'notes', 'users', 'auth'];

const VALUES: Readonly<Record<string, string>> = {
  Project: 'notes',
  Stage: 'dev',
  WebOrigins: 'https://notes.example.com',
};

/** A template of the sample with its local folders packed. */
function packed(service: string): string {
  const text = readFileSync(`environments/services/${service}/template.yaml`, 'utf8');
  return text.replaceAll(/^(\s+)(Code|Content): (?:\.\.\/)?[a-z]+$/gm, '$1$2: { S3Bucket: code, S3Key: code.zip }');
}

async function sample(): Promise<{ world: StackWorld; deploy: (service: string) => Promise<Stack> }> {
  const world = new StackWorld();
  const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
  await world.s3().send(new CreateBucketCommand({ Bucket: 'code', CreateBucketConfiguration }));
  await world.s3().send(new PutObjectCommand({ Bucket: 'code', Key: 'code.zip', Body: 'zip' }));
  // What the baseline of an account makes.
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' }],
  });
  await world.iam().send(new CreatePolicyCommand({ PolicyName: 'envctl-notes-config', PolicyDocument }));
  const deploy = (service: string) => {
    const body = packed(service);
    const Parameters = Object.entries(VALUES)
      .filter(([name]) => body.includes(`\n  ${name}:\n    Type:`))
      .map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
    return world.deploy(`notes-dev-${service}`, body, { Parameters, Capabilities: ['CAPABILITY_NAMED_IAM'] });
  };
  return { world, deploy };
}

describe('the sample', () => {
  it('comes up service by service, and its exports lead from one to the next', async () => {
    const { world, deploy } = await sample();
    for (const service of SERVICES) {
      const stack = await deploy(service);
      expect({ service, status: stack.StackStatus, reasons: stack.StackStatusReason }).toEqual({
        service,
        status: 'CREATE_COMPLETE',
        reasons: undefined,
      });
    }
    const { UserPoolId } = outputs(await world.stack('notes-dev-auth'));
    expect(UserPoolId).toMatch(/^eu-west-1_[a-zA-Z0-9]{9}$/);
    const { Imports } = await world.cloudformation().send(new ListImportsCommand({ ExportName: 'dev-NotesTableArn' }));
    expect(Imports).toEqual(['notes-dev-notes', 'notes-dev-users']);
    for (const service of [...SERVICES].reverse()) {
      await world.cloudformation().send(new DeleteStackCommand({ StackName: `notes-dev-${service}` }));
      await world.settle();
    }
    expect(await world.stacks()).toEqual([]);
  });
});
