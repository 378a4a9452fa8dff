import { Organizations } from '@aws-sdk/client-organizations';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { createAws } from '../../../src/aws/aws.ts';
import type { CallRecord } from '../../../src/aws/options.ts';
import { realClock, type Clock } from '../../../src/model/clock.ts';
import { deskAt, type DeskRun, type Ended } from '../cli.ts';
import type { Left } from '../faults/judgement.ts';
import { settleOthers, THEIRS } from '../faults/others.ts';
import { isHeldLock, ordered, steadyKeys, withoutGenerated } from '../faults/snapshot.ts';
import { REGION } from '../project.ts';
import { insider, type Credentials, type Insider } from '../scenario/witness.ts';

/** An account of its own at the other endpoint: nobody else's requests come from there, and nobody else's trouble strikes there. */
export interface Lane {
  readonly account: string;
  /** Two access keys: when one is over, somebody comes with the other. */
  readonly keys: readonly [string, string];
  /** Runs a command line in a project. */
  run(root: string, line: string, options: LaneRun): Promise<Ended>;
  /** What there is now, asked by the SDK alone. */
  look(): Promise<Left>;
  /** Makes an organization of which it is the management account, and somebody else's things. */
  prepare(): Promise<void>;
}

export interface LaneRun {
  readonly clock: Clock;
  /** Runs by the second key, as another process. */
  readonly again?: boolean;
  readonly onCall?: (call: CallRecord) => void;
}

export function laneAt(url: string, account: string): Lane {
  const keys = [`AKIALANE${account}`, `AKIANEXT${account}`] as const;
  const config = { endpoint: url, region: REGION, credentials: signer(keys[1]), maxAttempts: 10, forcePathStyle: true };
  const inside = insider(url, config.credentials);
  return {
    account,
    keys,
    run: (root, line, { again = false, ...more }) => {
      const credentials = signer(keys[again ? 1 : 0]);
      const given: DeskRun = {
        clock: more.clock,
        readStdin: async () => 'a new secret',
        ...(again ? { pid: 4712 } : {}),
      };
      return deskAt(root, { run: runsAt(url, { credentials, ...more }) }).run(`${line} --output json`, given);
    },
    look: () => look(inside, new Organizations(config), account),
    prepare: async () => {
      await new Organizations(config).createOrganization({ FeatureSet: 'ALL' });
      await settleOthers(config, account);
      while (!(await isSettled(inside))) await realClock.sleep(200);
    },
  };
}

/** Whatever happens to somebody's stacks later is no longer their making. */
async function isSettled(inside: Insider): Promise<boolean> {
  return Object.values(await inside.stacks()).every(({ StackStatus }) => StackStatus === 'CREATE_COMPLETE');
}

function signer(accessKeyId: string): Credentials {
  return { accessKeyId, secretAccessKey: 'x' };
}

type Runner = Parameters<typeof deskAt>[1]['run'];

function runsAt(
  url: string,
  { credentials, clock, onCall }: { credentials: Credentials } & Pick<LaneRun, 'clock' | 'onCall'>,
): Runner {
  return ({ signal = new AbortController().signal } = {}) => {
    const env = { AWS_ENDPOINT_URL: url };
    const options = { clock, region: REGION, profile: null, env, credentials, signal, ...(onCall ? { onCall } : {}) };
    return {
      aws: createAws(options),
      clock,
      signal,
      emit: () => undefined,
      ask: null,
      probe: () => Promise.resolve('unknown'),
    };
  };
}

/** Entries of one kind, told apart by whose they are. */
interface Entry {
  readonly name: string;
  readonly ours: unknown;
  /** Times and versions too. */
  readonly whole: unknown;
}

async function look(inside: Insider, organizations: Organizations, account: string): Promise<Left> {
  const { Buckets = [] } = await inside.s3().send(new ListBucketsCommand({}));
  const objects = await Promise.all(
    Buckets.map(async ({ Name = '' }) => ({ name: Name, content: await inside.objects(Name) })),
  );
  const [stacks, parameters, accounts] = await Promise.all([
    stacksOf(inside),
    parametersOf(inside),
    accountsOf(organizations),
  ]);
  const buckets = objects.map(({ name, content }) => ({
    name,
    ours: { name, keys: steadyKeys(Object.keys(content)) },
    whole: Object.entries(content).map(([key, body]) => [key, Buffer.from(body).toString('base64')]),
  }));
  const all: readonly Entry[] = [...stacks, ...parameters, ...buckets];
  const ours = all.filter(({ name }) => !THEIRS.test(name)).map((one) => one.ours);
  const text = JSON.stringify(ordered({ ours, accounts })).replaceAll(account, 'ACCOUNT');
  return {
    ours: JSON.parse(withoutGenerated(text)) as unknown,
    theirs: JSON.stringify(ordered(all.filter(({ name }) => THEIRS.test(name)).map(({ whole }) => whole))),
    locks: objects.flatMap(({ name, content }) =>
      Object.entries(content)
        .filter(([key, body]) => isHeldLock(key, body))
        .map(([key]) => `${name}/${key}`),
    ),
  };
}

/** A stack that has been updated is as good as one that was created so. */
async function stacksOf(inside: Insider): Promise<Entry[]> {
  return Object.values(await inside.stacks()).map((stack) => {
    const { StackName: name = '', StackStatus: status = '', Tags: tags, Parameters: parameters, Outputs } = stack;
    const settled = /^(CREATE|UPDATE)_COMPLETE$/.test(status) ? 'complete' : status;
    const outputs = Outputs?.map(({ OutputKey, ExportName }) => ({ OutputKey, ExportName }));
    return {
      name,
      ours: { name, settled, tags, parameters, outputs },
      whole: JSON.parse(JSON.stringify(stack)) as unknown,
    };
  });
}

async function parametersOf(inside: Insider): Promise<Entry[]> {
  const values = await inside.parameters('/');
  return Object.entries(values).map(([name, value]) => ({ name, ours: { name, value }, whole: [name, value] }));
}

async function accountsOf(organizations: Organizations): Promise<unknown> {
  const { Accounts = [] } = await organizations.listAccounts({});
  const { CreateAccountStatuses = [] } = await organizations.listCreateAccountStatus({});
  return {
    all: Accounts.map(({ Name, Email }) => [Name, Email]),
    made: CreateAccountStatuses.filter(({ State }) => State !== 'FAILED').map(({ AccountName }) => AccountName),
  };
}
