import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/model/json.ts';
import { REGIONS } from '../../../src/simulator/ec2/regions.ts';
import { networkOf } from '../../../src/simulator/ec2/store.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import type { SimulatorState } from '../../../src/simulator/state.ts';
import { SSMClient, PutParameterCommand } from '@aws-sdk/client-ssm';
import { deskAt } from '../cli.ts';
import { writeFiles, type Files } from '../folder.ts';
import { REGION, service, stackFile } from '../project.ts';
import { createWorld, credentialsFor, members, type World } from '../world.ts';
import { settleOthers, THEIRS } from './others.ts';

/** A world to start from, and the project that is worked with in it. */
export interface Stage {
  readonly root: string;
  readonly state: SimulatorState;
}

/** A folder with these files, gone once the stages are closed. */
export type Scratch = (files: Files) => Promise<string>;

/** By name: where a command of the campaign starts. */
export interface Stages extends Readonly<Record<StageName, Stage>> {
  readonly scratch: Scratch;
  close(): Promise<void>;
}

export type StageName =
  'empty' | 'account' | 'baseline' | 'ready' | 'lender' | 'deployed' | 'changed' | 'alone' | 'expired';

const FOREIGN = '999999999999';
const DAY_MS = 86_400_000;

const BASELINE: JsonObject = {
  budget: { monthly: 100, currency: 'USD', notify: ['ops@example.com'] },
  oidc: { provider: 'github', subjects: ['repo:acme/notes:*'] },
  defaultVpc: 'delete',
  guardrails: ['deny-leaving-organization', 'protect-baseline'],
};

const EMMA = { name: 'Emma', title: 'Security', email: 'emma@example.com', phone: '+44 20 7946 0000' };

/** The environment `dev`: an account of its own, with everything that there is to set, and a whole baseline. */
export function dev(services: JsonObject): JsonObject {
  return {
    project: 'notes',
    region: REGION,
    account: {
      email: 'dev@example.com',
      organizationalUnit: 'Work/Dev',
      alias: 'acme-dev',
      tags: { tier: 'test' },
      contacts: { security: EMMA },
    },
    baseline: BASELINE,
    services,
  };
}

const RUNTIME: JsonObject = { PAGE_SIZE: '20', LIMIT: { default: '1' }, TOKEN: { secret: true } };

/** A function with its code, and a bucket that is emptied. */
const FILES: JsonObject = {
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
    Code: {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Runtime: 'nodejs22.x', Handler: 'a.b', Code: '../code' },
    },
    Files: { Type: 'AWS::S3::Bucket' },
  },
};

const PROJECT: Files = {
  'environments/dev.yaml': dev({
    a: service('a', { runtime: RUNTIME, protected: false }),
    b: service('b'),
    c: service('c', { emptyBuckets: true }),
  }),
  'environments/emma.yaml': {
    project: 'notes',
    region: REGION,
    account: { environment: 'dev' },
    services: { a: { from: 'dev' }, b: service('b') },
  },
  'environments/pr.yaml': {
    project: 'notes',
    region: REGION,
    account: { email: 'pr@example.com' },
    expires: '1d',
    services: { a: service('a') },
  },
  ...stackFile('a', { exports: { 'Fn::Sub': '${AWS::StackName}-Name' } }),
  ...stackFile('b', { value: { 'Fn::ImportValue': 'notes-dev-a-Name' } }),
  'stack/c.json': FILES,
  'code/index.js': 'exports.handler = () => 1;\n',
};

/** One service has changed, one is no longer named, a value too. */
const CHANGED: Files = {
  ...PROJECT,
  'environments/dev.yaml': dev({ a: service('a', { runtime: { ...RUNTIME, PAGE_SIZE: '50' } }), c: service('c') }),
  ...stackFile('a', { value: 'changed', exports: { 'Fn::Sub': '${AWS::StackName}-Name' } }),
};

/** Makes every stage, each from the one before it. */
export async function prepareStages(): Promise<Stages> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'envctl-stages-')));
  const scratch: Scratch = async (files) => {
    const root = await mkdtemp(join(base, 'project-'));
    await writeFiles(root, files);
    return root;
  };
  const root = await scratch(PROJECT);
  const changed = await scratch(CHANGED);
  const world = createWorld({ accountQuota: 20 });
  const { state } = world.simulator;
  seedAccount(state, { id: FOREIGN, member: { email: 'other@example.com', name: 'other' } });
  await settle(world, FOREIGN);
  const at = (where = root): Stage => ({ root: where, state: structuredClone(state) });
  const { run } = deskAt(root, world);
  const go = async (line: string, readStdin = async () => 'x'): Promise<void> => {
    const { exit, stdout, stderr } = await run(line, { readStdin });
    if (exit !== 0) throw new Error(`${line} ended with ${String(exit)}: ${stdout}${stderr}`);
  };
  const empty = at();
  await go('create-account dev');
  const member = members(world).find(({ email }) => email === 'dev@example.com')?.id ?? '';
  await settle(world, member);
  leaveTwoVpcs(state, member);
  const account = at();
  await go('bootstrap dev');
  // From here on nobody takes a refusal for one of an account that is too new.
  await world.simulator.settings.clock.sleep(DAY_MS);
  const baseline = at();
  await go('config set dev a/TOKEN');
  const ready = at();
  await go('deploy dev --yes');
  const lender = at();
  const moved = at(changed);
  await go('deploy emma --yes');
  const deployed = at();
  await go('deploy pr --create --yes');
  // A copy begins at its state's own time, which no request has moved yet.
  const expired = at();
  expired.state.now += 2 * DAY_MS;
  return {
    empty,
    account,
    baseline,
    ready,
    lender,
    deployed,
    changed: moved,
    alone: lender,
    expired,
    scratch,
    close: () => rm(base, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Somebody else's things in an account of the world. */
async function settle(world: World, account: string): Promise<void> {
  const config = {
    region: REGION,
    requestHandler: simulatorHandler(world.simulator),
    credentials: credentialsFor(world, account, 'OrganizationAccountAccessRole'),
  };
  await settleOthers(config, account);
  await world.simulator.settings.clock.sleep(60_000);
  await new SSMClient(config).send(new PutParameterCommand({ Name: '/theirs/KEY', Value: 'theirs', Type: 'String' }));
}

/** In most regions somebody has deleted the default VPC already: what befalls that of one region befalls that of seventeen. */
function leaveTwoVpcs(state: SimulatorState, account: string): void {
  for (const { name: region } of REGIONS) {
    if (region === REGION || region === 'us-east-1') continue;
    Object.assign(networkOf({ state, account, region }), {
      vpcs: {},
      subnets: {},
      gateways: {},
      securityGroups: {},
      routeTables: {},
    });
  }
}

/** Everything of somebody else, to the last time stamp. */
export function foreign(state: SimulatorState): string {
  const all = state.services as Record<string, Record<string, unknown>>;
  const theirs = Object.entries(all).flatMap(([name, part]) => walk(part, [name]));
  return theirs.sort().join('\n');
}

/** Lines for every value below something that is theirs. */
function walk(value: unknown, path: readonly string[]): string[] {
  if (path[0] === 'credentials') return [];
  if (path.some((part) => THEIRS.test(part))) return [`${path.join(' ')} ${JSON.stringify(value)}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => walk(item, [...path, key]));
}
