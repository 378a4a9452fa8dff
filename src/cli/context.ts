import type { Project } from '../definition/load.ts';
import type { Host } from '../host.ts';
import type { Environment } from '../model/environment.ts';
import type { Run } from '../model/run.ts';
import type { Sandbox, SandboxStart } from '../model/sandbox.ts';
import type { Style } from '../report/style.ts';
import type { GlobalOptions } from './options.ts';

/** What a command is handed. */
export interface Context {
  readonly host: Host;
  readonly options: GlobalOptions;
  readonly style: Style;
  /** Of envctl. */
  readonly version: string;
  readonly connect: Connect;
  readonly serve: Serve;
  readonly openSandbox: OpenSandbox;
  /** Made anew for each run where there is none: who runs many commands in one process makes it once. */
  readonly definitionCheck?: Project['validate'] | undefined;
}

/** What a command needs so that it can talk to AWS. */
export interface ConnectRequest {
  readonly context: Context;
  /** Those that the command is about: they name the regions and the accounts. */
  readonly environments: readonly Environment[];
}

/** A way to AWS that has to be closed when the command is over. */
export interface Connection {
  readonly run: Run;
  close(): Promise<void>;
}

/** Given by the composition root: only it knows whether AWS is the real one. */
export type Connect = (request: ConnectRequest) => Promise<Connection>;

/** Makes an AWS to rehearse on. */
export type OpenSandbox = (context: Context, start: SandboxStart) => Promise<Sandbox>;

/** Serves the embedded AWS. */
export type Serve = (request: ServeRequest) => Promise<Served>;

export interface ServeRequest {
  readonly context: Context;
  readonly port: number;
  /** Simulated seconds per second. */
  readonly speed: number;
  /** False: it begins without an organization. */
  readonly organization: boolean;
}

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}
