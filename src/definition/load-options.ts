import type { Result } from '../diagnostics/diagnostic.ts';
import type { ConfigSchemas } from './config-schema.ts';
import type { KnownPaths } from './project-paths.ts';
import type { Tree } from './tree.ts';

/** By path, and the place that names it: environments share what is common to them. */
export type ConfigFiles = Map<string, Promise<Result<Tree>>>;

/** What loading definitions needs from outside of the files. */
export interface LoadOptions {
  /** Absolute path of the folder of definitions. */
  readonly dir: string;
  /** What paths on the command line are relative to. */
  readonly cwd: string;
  /** Home region of definitions that name none: `--region`, else `AWS_REGION`. */
  readonly region: string | null;
  /** For `${env:NAME}`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** When that is, ms since 1970: what has expired by then is worth a warning. Left out: nothing is said about it. */
  readonly now?: number;
  /** `--as`: the name to take the one definition under. */
  readonly as: string | null;
  /** Schemas of build-time configuration that are compiled already, for all environments of a run. */
  readonly configSchemas?: ConfigSchemas;
  /** The same for files of build-time configuration that are read already. */
  readonly configFiles?: ConfigFiles;
  /** What has been found at paths that definitions name. */
  readonly paths?: KnownPaths;
  /** Commit of a folder, null outside git; only called when a reference asks. */
  readonly gitSha: (root: string) => Promise<string | null>;
}
