import type {
  Account,
  Baseline,
  Environment,
  ExistingAccount,
  ExternalAccount,
  MemberAccount,
  Service,
} from '../../src/model/environment.ts';

const at = { file: '/project/environments/staging.yaml', line: 4, column: 3 };

const OFF: Baseline = {
  artifacts: false,
  deployRole: null,
  s3PublicAccessBlock: false,
  ebsEncryption: false,
  passwordPolicy: null,
  oidc: null,
  defaultVpc: null,
  budget: null,
  regions: null,
  guardrails: null,
};

/** The baseline that an account of form 1 has without a word about it. */
export const MEMBER_BASELINE: Baseline = {
  ...OFF,
  artifacts: true,
  deployRole: { trust: [], boundary: null, policies: [] },
  s3PublicAccessBlock: true,
  ebsEncryption: true,
  passwordPolicy: { minimumLength: 14 },
};

export function baseline(given: Partial<Baseline> = {}): Baseline {
  return { ...OFF, ...given };
}

export function member(given: Partial<MemberAccount> = {}): MemberAccount {
  return {
    form: 'member',
    email: 'aws+staging@example.com',
    emailAt: at,
    id: null,
    name: 'notes-staging',
    organizationalUnit: null,
    role: 'OrganizationAccountAccessRole',
    alias: null,
    tags: {},
    contacts: {},
    at,
    ...given,
  };
}

export function existing(id: string): ExistingAccount {
  return { form: 'existing', id, role: 'OrganizationAccountAccessRole', at };
}

export function external(given: Partial<ExternalAccount>): ExternalAccount {
  return { form: 'external', id: null, roleArn: null, externalId: null, profile: null, at, ...given };
}

/** An environment with nothing in it but what a test is about. */
export function environment(account: Account = member(), given: Partial<Environment> = {}): Environment {
  return {
    project: 'notes',
    name: 'staging',
    file: at.file,
    root: '/project',
    region: 'eu-west-1',
    tags: {},
    protected: false,
    protectedAt: null,
    expires: null,
    expiresAt: null,
    account,
    accountOf: null,
    baseline: baseline(),
    baselineSet: null,
    quotas: [],
    warnings: [],
    config: {},
    services: [],
    stackSets: [],
    borrowed: [],
    ...given,
  };
}

/** A service that is only there for its regions. */
export function service(name: string, regions: readonly string[]): Service {
  return {
    name,
    at,
    template: { value: `/project/${name}.yaml`, at },
    build: null,
    buildConfig: null,
    parameters: {},
    runtime: [],
    dependsOn: [],
    regions,
    manualApproval: false,
    protected: false,
    paths: [],
    emptyBuckets: false,
    importExisting: false,
    after: null,
    health: null,
  };
}
