import {
  CloudFormationClient,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import {
  CreateOrganizationCommand,
  DescribeOrganizationCommand,
  OrganizationsClient,
  paginateListAccounts,
  type Account,
} from '@aws-sdk/client-organizations';
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

import type { Json } from '../../../src/model/json.ts';
import { accountIn } from './verdict.ts';

/** What AWS itself says, asked by somebody else than the program and by the SDK alone. */
export interface Witness {
  readonly organizations: OrganizationsClient;
  /** Makes the organization where there is none. */
  ensureOrganization(): Promise<void>;
  accounts(): Promise<Account[]>;
  /** Somebody in a member account, through a role of it. Takes the id as a document has it; fails when it is none. */
  inside(account: Json | undefined, role?: string): Promise<Insider>;
}

export interface Insider {
  readonly credentials: Credentials;
  readonly iam: IAMClient;
  cloudformation(region?: string): CloudFormationClient;
  ssm(region?: string): SSMClient;
  s3(region?: string): S3Client;
  /** Living stacks by name. */
  stacks(region?: string): Promise<Record<string, Stack>>;
  events(stack: string, region?: string): Promise<StackEvent[]>;
  /** Values below a path by full name, secrets in clear. */
  parameters(path: string, region?: string): Promise<Record<string, string>>;
  roles(): Promise<string[]>;
  /** Every object of a bucket by key. */
  objects(bucket: string, region?: string): Promise<Record<string, Uint8Array>>;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where definitions of the scenarios live unless they say otherwise. */
export const HOME = 'eu-west-1';

export function witness(endpoint: string, credentials: Credentials): Witness {
  const config = { endpoint, credentials, region: HOME, maxAttempts: 10 };
  const organizations = new OrganizationsClient(config);
  const sts = new STSClient(config);
  return {
    organizations,
    ensureOrganization: () => ensureOrganization(organizations),
    accounts: () => collect(paginateListAccounts({ client: organizations }, {}), ({ Accounts }) => Accounts),
    inside: async (account, role = 'OrganizationAccountAccessRole') => {
      const RoleArn = `arn:aws:iam::${accountIn({ accountId: account })}:role/${role}`;
      const assume = { RoleArn, RoleSessionName: 'witness' };
      const { Credentials: given } = await sts.send(new AssumeRoleCommand(assume));
      return insider(endpoint, {
        accessKeyId: given?.AccessKeyId ?? '',
        secretAccessKey: given?.SecretAccessKey ?? '',
        sessionToken: given?.SessionToken ?? '',
      });
    },
  };
}

/** What somebody with these keys sees of their account. */
export function insider(endpoint: string, credentials: Credentials): Insider {
  const config = (region: string) => ({ endpoint, credentials, region, maxAttempts: 10, forcePathStyle: true });
  const iam = new IAMClient(config(HOME));
  const cloudformation = (region = HOME): CloudFormationClient => new CloudFormationClient(config(region));
  const ssm = (region = HOME): SSMClient => new SSMClient(config(region));
  const s3 = (region = HOME): S3Client => new S3Client(config(region));
  return {
    credentials,
    iam,
    cloudformation,
    ssm,
    s3,
    stacks: async (region) => {
      const pages = paginateDescribeStacks({ client: cloudformation(region) }, {});
      const stacks = await collect(pages, ({ Stacks }) => Stacks);
      const living = stacks.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
      return Object.fromEntries(living.map((stack) => [stack.StackName ?? '', stack]));
    },
    events: (StackName, region) =>
      collect(
        paginateDescribeStackEvents({ client: cloudformation(region) }, { StackName }),
        ({ StackEvents }) => StackEvents,
      ),
    parameters: async (Path, region) => {
      const pages = paginateGetParametersByPath(
        { client: ssm(region) },
        { Path, Recursive: true, WithDecryption: true },
      );
      const parameters = await collect(pages, ({ Parameters }) => Parameters);
      return Object.fromEntries(parameters.map(({ Name, Value }) => [Name ?? '', Value ?? '']));
    },
    roles: async () =>
      (await collect(paginateListRoles({ client: iam }, {}), ({ Roles }) => Roles)).map(
        ({ RoleName }) => RoleName ?? '',
      ),
    objects: (bucket, region) => readAll(s3(region), bucket),
  };
}

async function collect<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}

async function readAll(client: S3Client, Bucket: string): Promise<Record<string, Uint8Array>> {
  const listed = await collect(paginateListObjectsV2({ client }, { Bucket }), ({ Contents }) => Contents);
  const entries = listed.map(async ({ Key = '' }) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return [Key, (await Body?.transformToByteArray()) ?? new Uint8Array()] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function ensureOrganization(client: OrganizationsClient): Promise<void> {
  try {
    await client.send(new DescribeOrganizationCommand({}));
  } catch (error) {
    if (!isNamed(error, 'AWSOrganizationsNotInUseException')) throw error;
    await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' })).catch((failure: unknown) => {
      if (!isNamed(failure, 'AlreadyInOrganizationException')) throw failure;
    });
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
