import { randomBytes } from 'node:crypto';
import { Organizations } from '@aws-sdk/client-organizations';
import { STS } from '@aws-sdk/client-sts';
import type { Clock } from '../../../src/model/clock.ts';
import { openEndpoint, SHARED } from '../scenario/endpoint.ts';
import { HOME, type Credentials } from '../scenario/witness.ts';

/** An AWS as its clients see it: the embedded one, or the one of AWS_ENDPOINT_URL. The same has to hold of both. */
export interface Contract {
  readonly clock: Clock;
  /** Settings of any client of the SDK; somebody in the management account unless told otherwise. */
  client(options?: ClientOptions): ClientSettings;
  /** A name that nobody else has, in small letters and digits. */
  name(): string;
  /** A new account of the organization, which can be used. */
  member(): Promise<Member>;
  /** Asks again and again, until `isDone`; answers what it was told at last. */
  until<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean): Promise<T>;
  close(): Promise<void>;
}

export interface Member {
  readonly id: string;
  readonly email: string;
  readonly credentials: Credentials;
}

interface ClientOptions {
  readonly credentials?: Credentials;
  readonly region?: string;
  /** Sendings of one request. Many unless told otherwise: an endpoint that others use as well has its rates. */
  readonly attempts?: number;
}

export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly maxAttempts: number;
  readonly forcePathStyle: true;
}

const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN } = process.env;
const MANAGER: Credentials = {
  accessKeyId: AWS_ACCESS_KEY_ID,
  secretAccessKey: AWS_SECRET_ACCESS_KEY,
  ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
};

/** Where time is real, things take seconds; elsewhere they take as long as in AWS, but nobody waits. */
const EVERY_MS = SHARED === null ? 10_000 : 250;
const TIMES = 400;

/**
 * `rates`: the embedded AWS keeps to AWS's rates. Clients wait by the machine's clock when they are refused, on which no time
 * passes there: other contracts are about it without rates.
 */
export async function openContract({ rates = false } = {}): Promise<Contract> {
  return contractOf(await openEndpoint({ settings: { rates } }));
}

/** The same over an endpoint that is there already. */
export function contractOf({ url, clock, close }: { url: string; clock: Clock; close: () => Promise<void> }): Contract {
  const client = ({ credentials = MANAGER, region = HOME, attempts = 12 }: ClientOptions = {}): ClientSettings => ({
    endpoint: url,
    region,
    credentials,
    maxAttempts: attempts,
    forcePathStyle: true,
  });
  const name = (): string => `c${randomBytes(4).toString('hex')}`;
  const until: Contract['until'] = async (ask, isDone) => {
    for (let time = 0; time < TIMES; time += 1) {
      const answer = await ask();
      if (isDone(answer)) return answer;
      await clock.sleep(EVERY_MS);
    }
    throw new Error('it does not come to an end');
  };
  return { clock, client, name, member: () => newMember({ client, name, until }), until, close };
}

async function newMember({ client, name, until }: Pick<Contract, 'client' | 'name' | 'until'>): Promise<Member> {
  const organizations = new Organizations(client());
  const AccountName = name();
  const email = `${AccountName}@example.com`;
  await ensureOrganization(organizations);
  const begun = await organizations.createAccount({ AccountName, Email: email });
  const CreateAccountRequestId = begun.CreateAccountStatus?.Id ?? '';
  const { CreateAccountStatus: ended } = await until(
    () => organizations.describeCreateAccountStatus({ CreateAccountRequestId }),
    ({ CreateAccountStatus }) => CreateAccountStatus?.State !== 'IN_PROGRESS',
  );
  const id = ended?.AccountId ?? '';
  const RoleArn = `arn:aws:iam::${id}:role/OrganizationAccountAccessRole`;
  const sts = new STS(client());
  const { Credentials: given } = await until(
    () => sts.assumeRole({ RoleArn, RoleSessionName: 'contract' }).catch(unlessDenied),
    ({ Credentials: issued }) => issued !== undefined,
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = given ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { id, email, credentials };
}

/** The role of a new account is not there at once. */
function unlessDenied(error: unknown): { Credentials: undefined } {
  if (error instanceof Error && error.name === 'AccessDenied') return { Credentials: undefined };
  throw error;
}

async function ensureOrganization(client: Organizations): Promise<void> {
  const tolerated = ['AlreadyInOrganizationException'];
  await client.createOrganization({ FeatureSet: 'ALL' }).catch((error: unknown) => {
    if (!(error instanceof Error) || !tolerated.includes(error.name)) throw error;
  });
}
