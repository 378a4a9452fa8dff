import { EnvctlError, fail } from '../../diagnostics/error.ts';
import { readText } from '../../files/text-file.ts';
import { digestOf } from '../../model/digest.ts';
import { isObject, type Json } from '../../model/json.ts';
import type { Plan } from '../../model/plan.ts';

interface PlanFile {
  readonly version: 1;
  /** Of `plans`: a file that somebody edited is not what was reviewed. */
  readonly digest: string;
  readonly plans: readonly Plan[];
}

/** Far above the plan of any project: it holds whole templates. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Plans as they are saved by `plan --out`. They hold no secret, but they do hold names and addresses: keep them private. */
export function serializePlans(planned: readonly { readonly plan: Plan }[]): string {
  const plans = planned.map(({ plan }) => plan);
  const file: PlanFile = { version: 1, digest: digestOf(plans as unknown as Json), plans };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads a saved plan. Throws UsageInvalid for what is none, PlanStale for one that this version cannot execute as it was reviewed. */
export async function readPlans(file: string): Promise<readonly Plan[]> {
  const { value, diagnostics } = await readText({ file, code: 'UsageInvalid', namedAt: null, maxBytes: MAX_BYTES });
  if (value === null) {
    throw new EnvctlError(diagnostics.map((one) => ({ ...one, hint: one.hint ?? 'make it with envctl plan --out' })));
  }
  const content = contentOf(value);
  if (!content) noPlan(file);
  if (content.version !== 1)
    fail('PlanStale', `${file} was made by another version of envctl`, { hint: 'make the plan again' });
  if (digestIn(content, file) !== content.digest) {
    fail('PlanStale', `${file} was changed after it was made`, { hint: 'make the plan again' });
  }
  const { planCheck } = await import('./plan-shape.ts');
  return planCheck()(content.plans) ? content.plans : noPlan(file);
}

function noPlan(file: string): never {
  fail('UsageInvalid', `${file} is not a plan`, { hint: 'make one with envctl plan --out' });
}

/** No plan is so deep that it cannot be walked through. */
function digestIn({ plans }: PlanFile, file: string): string {
  try {
    return digestOf(plans as unknown as Json);
  } catch (error) {
    if (error instanceof RangeError) noPlan(file);
    throw error;
  }
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
