import { policyState } from '../../../src/simulator/organizations/policy-store.ts';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { deskAt, type DeskRun, type Ended } from '../cli.ts';
import { TASKS } from '../faults/campaign.ts';
import { dev, type Scratch, type Stage, type Stages } from '../faults/stages.ts';
import { REGION, service, stackFile } from '../project.ts';
import { createWorld } from '../world.ts';
import type { WireRequest, WireResponse } from '../../../src/simulator/service.ts';
import type { Permissions } from '../../../src/simulator/settings.ts';

/** A command line that has to work, and where it starts. */
export interface Line {
  readonly command: string;
  readonly line: string;
  readonly stage: Stage;
}

const THEIRS = '888888888888';

/** Command lines that together ask for everything that each command may ask for. */
export async function linesOf(stages: Stages): Promise<Line[]> {
  const { deployed, lender, changed, baseline } = stages;
  const tasks = TASKS.map(({ line, stage }) => [line, stages[stage]] as const);
  const more: readonly (readonly [string, Stage])[] = [
    ['logs dev c', deployed],
    ['exec dev -- true', deployed],
    ['console dev', deployed],
    [`import ${THEIRS} theirs --yes`, await stranger(deployed, stages.scratch)],
    ['status dev --drift', deployed],
    ['bootstrap dev', await farAway(baseline, stages.scratch)],
    ['bootstrap dev', outdated(baseline)],
    ['bootstrap dev', deployed],
    ['deploy dev --create --yes', await whole(stages.empty, stages.scratch)],
    ['quotas dev --request', await scarce(deployed, stages.scratch)],
    ['config copy dev emma --yes', lender],
    ['plan dev --read-only', changed],
    ['init --from-organization --email aws@example.com', { ...deployed, root: await stages.scratch({}) }],
    ['rehearse dev', changed],
    ['rehearse dev', stages.empty],
    ['rehearse emma', lender],
    ...(await spread(baseline, stages.scratch)),
  ];
  return [...tasks, ...more].map(([line, stage]) => ({ command: line.split(' ')[0] ?? '', line, stage }));
}

/** A member account that nobody of ours has made. */
async function stranger({ state: from }: Stage, folder: Scratch): Promise<Stage> {
  const state = structuredClone(from);
  seedAccount(state, { id: THEIRS, member: { email: 'theirs@example.org', name: 'somebody' } });
  const root = await folder({
    'environments/theirs.yaml': { project: 'notes', region: REGION, account: { id: THEIRS } },
  });
  return { root, state };
}

/** A definition that needs more than is granted. */
async function scarce({ state }: Stage, folder: Scratch): Promise<Stage> {
  const root = await folder({
    'environments/dev.yaml': {
      project: 'notes',
      region: REGION,
      account: { email: 'dev@example.com' },
      quotas: [{ service: 'lambda', quota: 'L-B99A9384', atLeast: 5000 }],
    },
  });
  return { root, state };
}

/** One service in an account with everything that there is to set. */
async function whole({ state }: Stage, folder: Scratch): Promise<Stage> {
  const root = await folder({ 'environments/dev.yaml': dev({ a: service('a') }), ...stackFile('a') });
  return { root, state };
}

/** Lines for a service that StackSets deploy: before it is there, and after. */
async function spread({ state: from }: Stage, folder: Scratch): Promise<(readonly [string, Stage])[]> {
  const files = (Value: string) => ({
    'environments/dev.yaml': dev({
      guard: { template: '../stack/guard.yaml', engine: 'stacksets', parameters: { Value } },
    }),
    'stack/guard.yaml': {
      Parameters: { Value: { Type: 'String' } },
      Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Value' } } } },
    },
  });
  const [root, changed] = await Promise.all([folder(files('a')), folder(files('b'))]);
  const state = structuredClone(from);
  const world = createWorld({ accountQuota: 20 }, { state });
  const { exit, stdout } = await deskAt(root, world).run('deploy dev --yes --only guard');
  if (exit !== 0) throw new Error(stdout);
  const there = { root: changed, state };
  return [
    ['plan dev', { root, state: from }],
    ['rehearse dev', { root, state: from }],
    ['deploy dev --yes --only guard', { root, state: from }],
    ['plan dev', there],
    ['rehearse dev', there],
    ['deploy dev --yes --only guard', there],
    ['status dev', there],
    ['destroy dev --yes', there],
    ['close-account dev --confirm dev', there],
  ];
}

/** A definition that wants a region which an account has to opt in to. */
async function farAway({ state }: Stage, folder: Scratch): Promise<Stage> {
  const root = await folder({
    'environments/dev.yaml': {
      project: 'notes',
      region: REGION,
      account: { email: 'dev@example.com' },
      baseline: { regions: [REGION, 'af-south-1'] },
    },
  });
  return { root, state };
}

/** The guardrails have been changed since. */
function outdated({ root, state: from }: Stage): Stage {
  const state = structuredClone(from);
  for (const policy of Object.values(policyState(state).policies)) policy.content = policyOf(['*']);
  return { root, state };
}

/** Told of every request and its answer. */
type OnAnswer = (request: WireRequest, response: WireResponse) => void;

/** Runs a line in a copy of its stage, in which permissions are enforced. */
export async function runLine(
  { line, stage }: Line,
  permissions: Permissions,
  onAnswer: OnAnswer = () => undefined,
): Promise<Ended> {
  const world = createWorld({ permissions, accountQuota: 20 }, { state: structuredClone(stage.state) });
  const { simulator } = world;
  const handle = async (request: WireRequest): Promise<WireResponse> => {
    const response = await simulator.handle(request);
    onAnswer(request, response);
    return response;
  };
  const aws = { wrap: () => simulatorHandler({ ...simulator, handle }) };
  const surroundings: DeskRun = { readStdin: async () => 'x', foreground: async () => 0 };
  const [own = '', rest] = line.split(' -- ');
  const words = [...own.split(' '), '--output', 'json', ...(rest === undefined ? [] : ['--', ...rest.split(' ')])];
  return deskAt(stage.root, world).run(words, { ...surroundings, aws });
}

/** A policy that allows these actions on everything. */
export function policyOf(actions: readonly string[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
}
