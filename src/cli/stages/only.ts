import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import type { Environment } from '../../model/environment.ts';
import { nameHint } from '../../model/nearest.ts';
import type { Prepared } from './prepare.ts';
import { servicesSince } from './since.ts';

/** `a,b` as names; a name that no environment of the run has is UsageInvalid. */
function serviceNames(given: string, prepared: readonly Prepared[], also: readonly string[] = []): readonly string[] {
  const names = given
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const known = [...new Set(prepared.flatMap(({ environment }) => namesIn(environment))), ...also];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return names;
  throw new EnvctlError(
    unknown.map((name) =>
      diagnostic('UsageInvalid', `there is no service "${name}" to deploy`, { hint: nameHint(name, known) }),
    ),
  );
}

function namesIn({ services, stackSets }: Environment): string[] {
  return [...services, ...stackSets].map(({ name }) => name);
}

/** The services that `--approve` names; `all` stands for every one. */
export function approvedNames(given: string | undefined, prepared: readonly Prepared[]): readonly string[] {
  return given === undefined ? [] : serviceNames(given, prepared, ['all']);
}

/** The services that a run is limited to by `--only` and `--since`, both when both are given; null: all. */
export async function selectedNames(
  given: { readonly only?: string; readonly since?: string },
  prepared: readonly Prepared[],
): Promise<readonly string[] | null> {
  const only = given.only === undefined ? null : serviceNames(given.only, prepared);
  if (given.since === undefined) return only;
  const since = await servicesSince(prepared, given.since);
  return only ? since.filter((name) => only.includes(name)) : since;
}
