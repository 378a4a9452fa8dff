import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { diagnostic, type Diagnostic, type Position } from '../diagnostics/diagnostic.ts';
import { digestOf } from '../model/digest.ts';
import type { JsonObject } from '../model/json.ts';
import { configText } from './config-text.ts';
import { configVariables } from './config-variables.ts';

/** A build command, and what it may know of the environment that it builds for. */
export interface BuildInput {
  readonly command: string;
  /** Absolute. */
  readonly directory: string;
  readonly project: string;
  readonly environment: string;
  readonly service: string;
  /** Home region. */
  readonly region: string;
  /** Resolved build-time configuration; null when the service has none. */
  readonly config: JsonObject | null;
  /** Where the definition names the service: what goes wrong is reported there. */
  readonly at: Position;
}

/** Lines of output that a failed build is shown with. */
const LAST_LINES = 20;

/** Builds with the same identity make the same thing, whichever service asks. */
export function buildIdentity({ command, directory, project, environment, region, config }: BuildInput): string {
  return digestOf({ command, directory, project, environment, region, config });
}

/**
 * Runs a build command through the shell of the system. Null when it went well, else `BuildFailed` with the end of what it
 * printed. `line` is called with each line of its output. Rejects with the signal's reason when it is aborted.
 *
 * The command sees what the environment is in `ENVCTL_BUILD_PROJECT`, `ENVCTL_BUILD_ENVIRONMENT`, `ENVCTL_BUILD_SERVICE`
 * (the first that needs this build), `ENVCTL_BUILD_REGION`, and the build-time configuration as a file, whose path is in
 * `ENVCTL_BUILD_CONFIG` (`{}` when there is none; gone afterwards), and value by value: see `configVariables`.
 */
export async function runBuild(
  build: BuildInput,
  line: (text: string) => void,
  signal: AbortSignal,
): Promise<Diagnostic | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'envctl-build-'));
  const last: string[] = [];
  try {
    const config = path.join(folder, 'config.json');
    await writeFile(config, configText(build.config ?? {}));
    const shell = { command: build.command, directory: build.directory, variables: variables(build, config) };
    const { runInShell } = await import('./shell.ts');
    const ending = await runInShell(
      shell,
      (text) => {
        last.push(text);
        if (last.length > LAST_LINES) last.shift();
        line(text);
      },
      signal,
    );
    return ending === null ? null : failure(build, ending, last);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function variables(build: BuildInput, config: string): Record<string, string> {
  return {
    ...configVariables(build.config ?? {}),
    ENVCTL_BUILD_PROJECT: build.project,
    ENVCTL_BUILD_ENVIRONMENT: build.environment,
    ENVCTL_BUILD_SERVICE: build.service,
    ENVCTL_BUILD_REGION: build.region,
    ENVCTL_BUILD_CONFIG: config,
  };
}

function failure({ command, directory, service, at }: BuildInput, ending: string, last: readonly string[]): Diagnostic {
  return diagnostic('BuildFailed', `the build of service "${service}" ${ending}`, {
    at,
    hint: `run it by itself: cd ${directory} && ${command}`,
    cause: last.length > 0 ? last.join('\n') : null,
  });
}
