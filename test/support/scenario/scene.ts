import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Host } from '../../../src/host.ts';
import { main } from '../../../src/main.ts';
import type { Clock } from '../../../src/model/clock.ts';
import { isObject } from '../../../src/model/json.ts';
import { ended, type Ended } from '../cli.ts';
import { folder, writeFiles, type Files } from '../folder.ts';
import { testHost } from '../host.ts';
import { openEndpoint, type EndpointOptions } from './endpoint.ts';
import { openGate, type Gate } from './gate.ts';
import { witness, type Witness } from './witness.ts';

/** A project on disk, an AWS, and the program between them. */
export interface Scene {
  /** A name that no other test has. */
  readonly project: string;
  readonly root: string;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly witness: Witness;
  write(files: Files): Promise<void>;
  /** Runs one command line as a script does: the result is JSON, and nobody can be asked. */
  run(line: Line, more?: RunOptions): Promise<Ended>;
  /** Runs one command line as a person does: the result is text. `prompter` answers the questions. */
  show(line: Line, more?: RunOptions): Promise<Ended>;
  /** Waits until AWS shows that an account is closed. */
  closed(account: string): Promise<void>;
}

export type RunOptions = Partial<
  Pick<Host, 'env' | 'prompter' | 'readStdin' | 'signal' | 'foreground' | 'user' | 'hostname' | 'pid'>
>;

/** A command line; a list where a word holds a space or a line end. */
type Line = string | readonly string[];

/** Whose keys the program finds in its environment: somebody's in the management account. */
const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
const MANAGER = {
  accessKeyId: AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
  ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
};

/**
 * Sets a scene. Short names, `staging.yaml`, are definitions below `environments/`; those without `extends` get the scene's
 * own project name, so that scenarios which share an AWS do not meet.
 */
export async function scene(files: Files, options: EndpointOptions = {}): Promise<Scene> {
  const project = `t${randomBytes(4).toString('hex')}`;
  const root = await folder(placed(files, project));
  const endpoint = await openEndpoint(options);
  onTestFinished(endpoint.close);
  const gate = await openGate(endpoint.url);
  onTestFinished(gate.close);
  const { clock } = endpoint;
  const aws = witness(endpoint.url, MANAGER);
  if (options.organization !== false) await aws.ensureOrganization();
  const run = async (line: Line, more: RunOptions = {}): Promise<Ended> => {
    const host = testHost({ cwd: root, clock, ...more, env: { AWS_ENDPOINT_URL: gate.url, ...more.env } });
    const exit = await main(wordsOf(line), host);
    return ended(exit, host.stdout.text(), host.stderr.text());
  };
  return {
    project,
    root,
    gate,
    clock,
    witness: aws,
    write: (more) => writeFiles(root, placed(more, project)),
    run: (line, more) => run([...wordsOf(line), '--output', 'json'], more),
    show: run,
    closed: (account) => waitForClosure(account, aws, clock),
  };
}

function wordsOf(line: Line): readonly string[] {
  return typeof line === 'string' ? line.split(' ') : line;
}

async function waitForClosure(account: string, { accounts }: Witness, clock: Clock): Promise<void> {
  const isOpen = async (): Promise<boolean> =>
    (await accounts()).some(({ Id, State }) => Id === account && (State === 'ACTIVE' || State === 'PENDING_CLOSURE'));
  while (await isOpen()) await clock.sleep(1_000);
}

function placed(files: Files, project: string): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => {
      if (path.includes('/')) return [path, content];
      const lacks = isObject(content) && !('extends' in content) && !('project' in content);
      return [`environments/${path}`, lacks ? { project, ...content } : content];
    }),
  );
}
