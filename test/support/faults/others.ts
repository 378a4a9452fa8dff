import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { SimulatorHandler } from '../../../src/simulator/handler.ts';
import { REGION } from '../project.ts';
import { small } from '../templates.ts';

/** Settings of a client of any service. */
interface Settings {
  readonly region: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly endpoint?: string;
  readonly requestHandler?: SimulatorHandler;
}

/** Makes somebody else's things: of the same account and of names like ours, but without our tags. */
export async function settleOthers(config: Settings, account: string): Promise<void> {
  await new SSMClient(config).send(
    new PutParameterCommand({ Name: '/notes/dev-other/KEY', Value: 'theirs', Type: 'String' }),
  );
  const Bucket = `theirs-${account}`;
  const s3 = new S3Client(config);
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'locks/dev.json', Body: '{"released":true}' }));
  await new CloudFormationClient(config).send(
    new CreateStackCommand({ StackName: 'notes-dev-legacy', TemplateBody: JSON.stringify(small({ value: 'theirs' })) }),
  );
}

/** Names of what is theirs. */
export const THEIRS = /theirs|dev-other|notes-dev-legacy|999999999999/;
