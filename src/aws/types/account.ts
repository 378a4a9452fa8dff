import type { AccountManagementGateway } from './account-management.ts';
import type { BudgetsGateway } from './budgets.ts';
import type { CloudFormationGateway } from './cloudformation.ts';
import type { LogsGateway } from './logs.ts';
import type { ServiceQuotasGateway } from './service-quotas.ts';
import type { StackSetsGateway } from './stack-sets.ts';
import type { SessionCredentials, SigninRequest } from './session.ts';

/** Everything that envctl does inside one account, with the credentials of one role. Gateways are made once and kept. */
export interface AccountGateways {
  /** The account that these credentials really are for, as GetCallerIdentity said. */
  readonly account: string;
  /** ARN of the session. */
  readonly arn: string;
  /** Those that everything here is signed with, for other programs; good for some minutes at least. */
  credentials(): Promise<SessionCredentials>;
  /** A token that signs a browser in to the console, as secret as the credentials. Throws AccessDenied. */
  signinToken(request: SigninRequest): Promise<string>;
  logs(region: string): LogsGateway;
  cloudformation(region: string): CloudFormationGateway;
  /** As the organization's management account, or as the delegated administrator that it has made. */
  stackSets(region: string, delegated: boolean): StackSetsGateway;
  ssm(region: string): SsmGateway;
  s3(region: string): S3Gateway;
  iam(): IamGateway;
  s3control(region: string): S3ControlGateway;
  ec2(region: string): Ec2Gateway;
  serviceQuotas(region: string): ServiceQuotasGateway;
  budgets(): BudgetsGateway;
  /** Of this account; or of a member of the organization, which only its management account may ask for. */
  accountManagement(member?: string): AccountManagementGateway;
}

/** Parameter Store in one account and region. */
export interface SsmGateway {
  /** Every parameter below a path, recursively, by GetParametersByPath. SecureStrings are left encrypted unless `decrypt`. */
  below(path: string, options?: { decrypt?: boolean }): Promise<SsmParameter[]>;
  /** By name; null when it does not exist. Never asks for decryption. */
  get(name: string): Promise<SsmParameter | null>;
  /** Every version that AWS still has (100 at most), newest first; null when there is no such parameter. */
  history(name: string, options?: { decrypt?: boolean }): Promise<SsmVersion[] | null>;
  /** Creates or overwrites; tags are given on creation only. Standard tier up to 4,096 bytes, advanced above. Answers the new version. */
  put(parameter: SsmPut): Promise<number>;
  /** Creates it, with the same tiers. Answers its version; null where there is one already, whose value stays. */
  create(parameter: Omit<SsmPut, 'exists'>): Promise<number | null>;
  /** In tens; what does not exist is passed over. */
  remove(names: readonly string[]): Promise<void>;
}

export interface SsmParameter {
  readonly name: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly value: string;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** One version of a parameter. */
export interface SsmVersion extends SsmParameter {
  /** ARN of who wrote it; empty where AWS does not say. */
  readonly by: string;
}

export interface SsmPut {
  readonly name: string;
  readonly value: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly kmsKey?: string | null;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** True: the parameter is known to exist. */
  readonly exists: boolean;
}

/** S3 in one account and region. Bodies here are small: zips of a service, records, locks. */
export interface S3Gateway {
  /** Null when there is no such bucket; `foreign` when somebody else's account owns the name. */
  bucket(name: string): Promise<{ readonly tags: Readonly<Record<string, string>> } | 'foreign' | null>;
  /** Names of all buckets of the account, in every region. */
  buckets(): Promise<string[]>;
  createBucket(name: string): Promise<void>;
  /** What the baseline sets, read back; a part that is not set is null or false. */
  bucketSettings(name: string): Promise<BucketSettings>;
  putBucketSettings(name: string, settings: BucketSettings, tags: Readonly<Record<string, string>>): Promise<void>;
  /** Null when absent. `date` is AWS's clock at the answer (the Date header), ms since 1970. */
  getObject(bucket: string, key: string): Promise<S3Object | null>;
  /** Size and ETag without the body; null when absent. */
  headObject(bucket: string, key: string): Promise<{ readonly etag: string; readonly size: number } | null>;
  /**
   * `ifMatch`: only over the object with this ETag; `ifAbsent`: only when there is none. A condition that does not hold
   * answers null, everything else that goes wrong throws.
   */
  putObject(request: S3Put): Promise<{ readonly etag: string; readonly date: number } | null>;
  /** Only the object with this ETag when `ifMatch` is given; answers whether it was deleted. */
  deleteObject(bucket: string, key: string, ifMatch?: string): Promise<boolean>;
  /** Keys below a prefix in ascending order, at most `limit`. */
  list(
    bucket: string,
    prefix: string,
    limit?: number,
  ): Promise<{ readonly key: string; readonly size: number; readonly modified: number }[]>;
  /** Deletes every version of every object. */
  emptyBucket(name: string): Promise<number>;
  /** The https URL by which CloudFormation finds an object as a template (the endpoint's URL under a custom endpoint). */
  url(bucket: string, key: string): string;
}

export interface S3Put {
  readonly bucket: string;
  readonly key: string;
  readonly body: Uint8Array | string;
  readonly contentType?: string;
  readonly ifMatch?: string;
  readonly ifAbsent?: boolean;
}

export interface S3Object {
  readonly body: Uint8Array;
  readonly etag: string;
  /** LastModified, ms since 1970. */
  readonly modified: number;
  readonly date: number;
}

export interface BucketSettings {
  readonly encryption: boolean;
  readonly versioning: boolean;
  readonly publicAccessBlock: boolean;
  /** Keys below this prefix lose their noncurrent versions after a day; null: no such rule of ours. */
  readonly expiringVersions: string | null;
  /** Parsed policy document; null when there is none. */
  readonly policy: object | null;
}

export interface IamGateway {
  role(name: string): Promise<Role | null>;
  createRole(request: RoleRequest): Promise<Role>;
  /** Replaces trust policy, boundary, attached and inline policies with what is asked, and nothing else. */
  updateRole(request: RoleRequest): Promise<void>;
  /** A customer managed policy of the account, by its name; null when there is none. */
  policy(name: string): Promise<ManagedPolicy | null>;
  /** Makes it, or gives it a new document that counts from now on; the tags of one that exists stay. */
  putPolicy(policy: ManagedPolicy): Promise<void>;
  passwordPolicy(): Promise<{ readonly minimumLength: number } | null>;
  putPasswordPolicy(policy: { readonly minimumLength: number }): Promise<void>;
  alias(): Promise<string | null>;
  /** Throws NotOwned when the alias belongs to another account. */
  putAlias(alias: string): Promise<void>;
  /** Those of the actions that a user or role, by its ARN, may not do on all resources; one entered by a session is a role. */
  denied(principal: string, actions: readonly string[]): Promise<string[]>;
  oidcProviders(): Promise<{ readonly arn: string; readonly url: string }[]>;
  createOidcProvider(request: {
    url: string;
    audiences: readonly string[];
    tags: Readonly<Record<string, string>>;
  }): Promise<string>;
  /** Whom tokens of a provider, by its ARN, may be meant for. */
  audiences(provider: string): Promise<readonly string[]>;
  addAudience(provider: string, audience: string): Promise<void>;
}

export interface ManagedPolicy {
  readonly name: string;
  /** What it allows, as data. */
  readonly document: object;
  readonly tags: Readonly<Record<string, string>>;
}

export interface RoleRequest {
  readonly name: string;
  readonly description: string;
  /** Policy documents as data. */
  readonly trust: object;
  readonly inline: Readonly<Record<string, object>>;
  readonly managed: readonly string[];
  readonly boundary: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly maxSession: number;
}

export interface Role extends RoleRequest {
  readonly arn: string;
}

export interface S3ControlGateway {
  /** True when all four parts of the account's block are on. */
  publicAccessBlocked(): Promise<boolean>;
  blockPublicAccess(): Promise<void>;
}

export interface Ec2Gateway {
  ebsEncryptedByDefault(): Promise<boolean>;
  encryptEbsByDefault(): Promise<void>;
  /** Names of the regions that the account has enabled. */
  enabledRegions(): Promise<string[]>;
  /** Id of the default VPC; null when there is none. */
  defaultVpc(): Promise<string | null>;
  /** Internet gateway, subnets, then the VPC itself. Refused with NotOwned when a network interface is in use there. */
  deleteVpc(id: string): Promise<void>;
}
