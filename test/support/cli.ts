import { join } from 'node:path';
import { runProgram } from '../../src/cli/run.ts';
import { answered } from '../../src/cli/stages/answered.ts';
import { definitionCheck as makeCheck } from '../../src/definition/definition-check.ts';
import { openSandbox } from '../../src/main.ts';
import type { Prompter } from '../../src/host.ts';
import { isObject, type JsonObject } from '../../src/model/json.ts';
import type { Run } from '../../src/model/run.ts';
import { folder, writeFiles, type Files } from './folder.ts';
import { testHost, type HostOptions } from './host.ts';
import { createWorld, type RunOptions, type World } from './world.ts';

/** How one command line ended. */
export interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The one JSON document on stdout; fails the test when there is none, or anything beside it. */
  json(): JsonObject;
}

/** An AWS, as far as a command line asks for it. */
export type Runs = Pick<World, 'run'>;

/** A project on disk and an AWS in memory, with the command line between them, all in one process and in virtual time. */
export interface Desk<W extends Runs = World> {
  readonly root: string;
  readonly world: W;
  /** What `connect` was asked for: the number of commands that could have reached AWS. */
  connections(): number;
  write(files: Files): Promise<void>;
  run(argv: readonly string[] | string, more?: DeskRun): Promise<Ended>;
}

export interface DeskRun extends Omit<HostOptions, 'cwd'> {
  readonly aws?: RunOptions;
  readonly probe?: Run['probe'];
  /** What each definition is checked with. */
  readonly definitionCheck?: ReturnType<typeof makeCheck>;
}

export const VERSION = '1.2.3';

/** Takes longer to make than most commands take to run. */
const ownCheck = makeCheck();

/** Short keys, `dev.yaml`, are definitions below `environments/`. */
export async function desk(files: Files, world: World = createWorld()): Promise<Desk> {
  return deskAt(await folder(placed(files)), world);
}

/** The same over a folder that is there already. */
export function deskAt<W extends Runs>(root: string, world: W): Desk<W> {
  let connections = 0;
  const run = async (
    argv: readonly string[] | string,
    { aws, probe = () => Promise.resolve('unknown'), definitionCheck = ownCheck, ...given }: DeskRun = {},
  ): Promise<Ended> => {
    const host = testHost({ cwd: root, ...given });
    const exit = await runProgram(typeof argv === 'string' ? argv.split(' ') : argv, {
      host,
      version: VERSION,
      openSandbox,
      definitionCheck,
      serve: () => Promise.reject(new Error('nothing is served here')),
      connect: async ({ context }) => {
        connections += 1;
        const { prompter } = host;
        const ask = prompter && context.options.output === 'text' ? asking(prompter) : null;
        return { run: { ...world.run({ signal: host.signal, ...aws }), ask, probe }, close: () => Promise.resolve() };
      },
    });
    return ended(exit, host.stdout.text(), host.stderr.text());
  };
  return { root, world, connections: () => connections, write: (more) => writeFiles(root, placed(more)), run };
}

function asking({ confirm }: Prompter): NonNullable<Run['ask']> {
  return async (question) => answered(await confirm(question));
}

function placed(files: Files): Files {
  const below = (path: string): string => (path.includes('/') ? path : join('environments', path));
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [below(path), content]));
}

export function ended(exit: number, stdout: string, stderr: string): Ended {
  const json = (): JsonObject => {
    const document: unknown = JSON.parse(stdout);
    if (isObject(document)) return document;
    throw new Error(`no JSON object: ${stdout}`);
  };
  return { exit, stdout, stderr, json };
}
