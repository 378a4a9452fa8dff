import { seedAccount } from '../../../src/simulator/seed.ts';
import { deskAt, type DeskRun, type Ended } from '../cli.ts';
import { TASKS } from '../faults/campaign.ts';
import type { Stage, Stages } from '../faults/stages.ts';
import { folder } from '../folder.ts';
import { REGION } from '../project.ts';
import { createWorld } from '../world.ts';
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
  const { deployed, lender, changed, account } = stages;
  const tasks = TASKS.map(({ line, stage }) => [line, stages[stage]] as const);
  const more: readonly (readonly [string, Stage])[] = [
    ['logs dev c', deployed],
    ['exec dev -- true', deployed],
    ['console dev', deployed],
    [`import ${THEIRS} theirs --yes`, await stranger(deployed)],
    ['status dev --drift', deployed],
    ['quotas dev --request', await scarce(deployed)],
    ['config copy dev emma --yes', lender],
    ['plan dev --read-only', changed],
    ['deploy dev --yes --only a', account],
  ];
  return [...tasks, ...more].map(([line, stage]) => ({ command: line.split(' ')[0] ?? '', line, stage }));
}

/** A member account that nobody of ours has made. */
async function stranger({ state: from }: Stage): Promise<Stage> {
  const state = structuredClone(from);
  seedAccount(state, { id: THEIRS, member: { email: 'theirs@example.org', name: 'somebody' } });
  const root = await folder({
    'environments/theirs.yaml': { project: 'notes', region: REGION, account: { id: THEIRS } },
  });
  return { root, state };
}

/** A definition that needs more than is granted. */
async function scarce({ state }: Stage): Promise<Stage> {
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

/** Runs a line in a copy of its stage, in which permissions are enforced. */
export async function runLine({ line, stage }: Line, permissions: Permissions): Promise<Ended> {
  const world = createWorld({ permissions, accountQuota: 20 }, { state: structuredClone(stage.state) });
  const surroundings: DeskRun = { readStdin: async () => 'x', foreground: async () => 0 };
  const [own = '', rest] = line.split(' -- ');
  const words = [...own.split(' '), '--output', 'json', ...(rest === undefined ? [] : ['--', ...rest.split(' ')])];
  return deskAt(stage.root, world).run(words, surroundings);
}

/** A policy that allows these actions on everything. */
export function policyOf(actions: readonly string[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
}
