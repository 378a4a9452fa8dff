import { readFile } from 'node:fs/promises';
import { fail } from '../../diagnostics/error.ts';
import { digestOf } from '../../model/digest.ts';
import { isObject, type Json } from '../../model/json.ts';
import type { Plan } from '../../model/plan.ts';

interface PlanFile {
  readonly version: 1;
  /** Of `plans`: a file that somebody edited is not what was reviewed. */
  readonly digest: string;
  readonly plans: readonly Plan[];
}

/** Plans as they are saved by `plan --out`. They hold no secret, but they do hold names and addresses: keep them private. */
export function serializePlans(planned: readonly { readonly plan: Plan }[]): string {
  const plans = planned.map(({ plan }) => plan);
  const file: PlanFile = { version: 1, digest: digestOf(plans as unknown as Json), plans };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads a saved plan. Throws UsageInvalid for what is none, PlanStale for one that this version cannot execute as it was reviewed. */
export async function readPlans(file: string): Promise<readonly Plan[]> {
  const content = await readFile(file, 'utf8').catch((error: unknown) =>
    fail('UsageInvalid', `the plan ${file} cannot be read`, { hint: 'make it with envctl plan --out', cause: error }),
  );
  const plans = contentOf(content);
  if (!plans) fail('UsageInvalid', `${file} is not a plan`, { hint: 'make one with envctl plan --out' });
  if (plans.version !== 1)
    fail('PlanStale', `${file} was made by another version of envctl`, { hint: 'make the plan again' });
  if (digestOf(plans.plans as unknown as Json) !== plans.digest) {
    fail('PlanStale', `${file} was changed after it was made`, { hint: 'make the plan again' });
  }
  return plans.plans;
}

function contentOf(text: string): PlanFile | null {
  try {
    const content: unknown = JSON.parse(text);
    if (!isObject(content) || !Array.isArray(content['plans']) || typeof content['digest'] !== 'string') return null;
    return content as unknown as PlanFile;
  } catch {
    return null;
  }
}
