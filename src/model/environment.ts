import type { Position, Warning } from '../diagnostics/diagnostic.ts';
import type { Expression, Located } from './expression.ts';
import type { JsonObject } from './json.ts';
import type { BaselineSet, StackSetService } from './stack-set.ts';

/** One definition after reading, merging, validating and resolving: everything about one environment, no file needed any more. */
export interface Environment {
  readonly project: string;
  readonly name: string;
  /** Absolute path of the definition. */
  readonly file: string;
  /** Absolute path of the project: the git root, else the folder above `environments/`. */
  readonly root: string;
  /** Home region: the lock, the deployment records and services without `regions` live there. */
  readonly region: string;
  readonly tags: Tags;
  readonly protected: boolean;
  /** Where `protected` has its value, in the file that gives it; null: nowhere. */
  readonly protectedAt: Position | null;
  /** As written: `14d`, or an ISO date. */
  readonly expires: string | null;
  /** Where `expires` has its value; null: nowhere. */
  readonly expiresAt: Position | null;
  /** The account that it really lives in, also when the definition names another environment's. */
  readonly account: Account;
  /** The environment whose account and baseline are used (form 4); null when the account is its own. */
  readonly accountOf: string | null;
  readonly baseline: Baseline;
  /** The stack set that brings a part of the baseline to the account; null: envctl makes all of it. */
  readonly baselineSet: BaselineSet | null;
  readonly quotas: readonly QuotaNeed[];
  readonly config: JsonObject;
  /** Deployed here, by name. */
  readonly services: readonly Service[];
  /** Handed to CloudFormation StackSets, by name. */
  readonly stackSets: readonly StackSetService[];
  /** `from:` services, by name. */
  readonly borrowed: readonly Borrowed[];
  /** What in the definition is worth a second look. */
  readonly warnings: readonly Warning[];
}

export type Tags = Readonly<Record<string, string>>;

export type Account = MemberAccount | ExistingAccount | ExternalAccount;

/** Form 1: made by `create-account`. */
export interface MemberAccount {
  readonly form: 'member';
  readonly email: string;
  /** Where the address has its value. */
  readonly emailAt: Position;
  /** When given, only create-account and close-account ask Organizations. */
  readonly id: string | null;
  readonly name: string;
  /** Path below the root, e.g. `Workloads/Staging`; null: stays where it is (the root for a new account). */
  readonly organizationalUnit: string | null;
  /** Name of the role that Organizations makes in a new account. */
  readonly role: string;
  readonly alias: string | null;
  /** On the account only; the environment's tags come on top of these. */
  readonly tags: Tags;
  readonly contacts: Readonly<Partial<Record<ContactType, Contact>>>;
  readonly at: Position;
}

export type ContactType = 'billing' | 'operations' | 'security';

export interface Contact {
  readonly name: string;
  readonly title: string;
  readonly email: string;
  readonly phone: string;
}

/** Form 2: a member account that exists. */
export interface ExistingAccount {
  readonly form: 'existing';
  readonly id: string;
  readonly role: string;
  readonly at: Position;
}

/** Form 3: a customer's account; no Organizations call is made for it. Exactly one of roleArn and profile is given. */
export interface ExternalAccount {
  readonly form: 'external';
  /** Null only with a profile: the caller's account is what counts then. */
  readonly id: string | null;
  readonly roleArn: string | null;
  readonly externalId: string | null;
  readonly profile: string | null;
  readonly at: Position;
}

/** What an account gets before anything is deployed; an item that is off is false or null. Defaults depend on the form of the account. */
export interface Baseline {
  readonly artifacts: boolean;
  readonly deployRole: DeployRole | null;
  readonly s3PublicAccessBlock: boolean;
  readonly ebsEncryption: boolean;
  readonly passwordPolicy: { readonly minimumLength: number } | null;
  readonly oidc: { readonly provider: 'github' | 'gitlab'; readonly subjects: readonly string[] } | null;
  readonly defaultVpc: 'delete' | null;
  readonly budget: { readonly monthly: number; readonly currency: string; readonly notify: readonly string[] } | null;
  readonly regions: readonly string[] | null;
  /** Names of built-in policies, or absolute paths of policy files. Empty: those that are ours are taken off; null: left as they are. */
  readonly guardrails: readonly string[] | null;
}

export interface DeployRole {
  /** ARNs or account ids that may assume it, beside the management account and the account itself. */
  readonly trust: readonly string[];
  /** ARN of a permissions boundary for both roles. */
  readonly boundary: string | null;
  /** Managed policies of the CloudFormation service role; AdministratorAccess when empty. */
  readonly policies: readonly string[];
}

export interface QuotaNeed {
  readonly service: string;
  /** A code (`L-…`) or a name. */
  readonly quota: string;
  readonly atLeast: number;
  readonly at: Position;
}

/** One CloudFormation stack per region. Paths are absolute. */
export interface Service {
  readonly name: string;
  readonly at: Position;
  readonly template: Located<string>;
  readonly build: { readonly command: string; readonly directory: string } | null;
  readonly buildConfig: Located<string> | null;
  readonly parameters: Readonly<Record<string, Located<Expression>>>;
  /** True: `parameters` is misspelt or invalid, which has been told, so that nothing is known to be missing. */
  readonly parametersLost?: true;
  readonly runtime: readonly RuntimeValue[];
  readonly dependsOn: readonly Located<string>[];
  /** At least one; the home region unless listed. */
  readonly regions: readonly string[];
  /** True: a change waits for a person. */
  readonly manualApproval: boolean;
  readonly protected: boolean;
  readonly paths: readonly string[];
  readonly emptyBuckets: boolean;
  /** True: resources that are there already under the names of the template become the stack's. */
  readonly importExisting: boolean;
  readonly after: { readonly command: string; readonly directory: string } | null;
  readonly health: Located<Expression> | null;
}

/** One run-time parameter that the definition names. */
export interface RuntimeValue {
  readonly key: string;
  /** owned: the definition's value; default: until `config set` gives another; secret: only ever set by `config set`. */
  readonly kind: 'owned' | 'default' | 'secret';
  /** Null for a secret. */
  readonly value: Expression | null;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly kmsKey: string | null;
  readonly apply: 'deploy' | 'live';
  readonly at: Position;
}

/** A service that is not deployed here: the outputs of another environment's are used. */
export interface Borrowed {
  /** What this environment calls it. */
  readonly name: string;
  /** What the lender calls it. */
  readonly service: string;
  readonly environment: string;
  /** The lender, when it is of this project; null for another repository's. */
  readonly lender: Environment | null;
  /**
   * The lender's service as it would be had this environment deployed it: its template and the parameters that this
   * environment's name gives. Export names of it are what unchanged templates here import. Null for another repository's.
   */
  readonly here: Service | null;
  readonly project: string;
  /** Account id; null: the lender's own, or this environment's for another repository without one. */
  readonly account: string | null;
  readonly at: Position;
}
