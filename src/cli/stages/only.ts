import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import { nameHint } from '../../model/nearest.ts';
import type { Prepared } from './prepare.ts';

/** `--only a,b` as names; null when it was not given. A name that no environment of the run has is UsageInvalid. */
export function onlyNames(
  given: string | readonly string[] | undefined,
  prepared: readonly Prepared[],
): readonly string[] | null {
  if (given === undefined) return null;
  const names = [given]
    .flat()
    .flatMap((value) => value.split(','))
    .map((name) => name.trim())
    .filter(Boolean);
  const known = [...new Set(prepared.flatMap(({ environment }) => environment.services.map(({ name }) => name)))];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return names;
  throw new EnvctlError(
    unknown.map((name) =>
      diagnostic('UsageInvalid', `there is no service "${name}" to deploy`, { hint: nameHint(name, known) }),
    ),
  );
}
