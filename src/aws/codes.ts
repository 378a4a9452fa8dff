import { EnvctlError } from '../diagnostics/error.ts';

/**
 * AWS's name for what went wrong, e.g. `AlreadyExistsException`, also of an error that a gateway has already turned into
 * an EnvctlError. Null for what is no error at all.
 */
export function awsCode(error: unknown): string | null {
  const source = sourceOf(error);
  return source instanceof Error ? source.name : null;
}

/** `Reason`, by which Organizations tells the many kinds of ConstraintViolationException apart. */
export function awsReason(error: unknown): string | null {
  return textOf(sourceOf(error), 'Reason');
}

/** AWS's own words; empty when it sent none. */
export function awsMessage(error: unknown): string {
  const source = sourceOf(error);
  return source instanceof Error ? source.message : '';
}

const ENTERING =
  /arn:[\w-]+:\w+::(\d{12}):.* sts:AssumeRole on resource: arn:[\w-]+:iam::(\d{12}):role\/.*identity-based policy/;

/**
 * True for words by which AWS says that policies of the caller's own account, and not the role or the new account that it is
 * in, forbid to assume a role (IAM user guide, "Troubleshoot access denied error messages").
 */
export function isOfCaller(message: string): boolean {
  const [, caller, entered] = ENTERING.exec(message) ?? [];
  return caller !== entered;
}

/** HTTP status of the answer; null when none came. */
export function statusOf(error: unknown): number | null {
  const metadata = metadataOf(error);
  const status: unknown = metadata === null ? null : Reflect.get(metadata, 'httpStatusCode');
  return typeof status === 'number' ? status : null;
}

/** Id by which AWS's support finds the request; null when no answer came. */
export function requestIdOf(error: unknown): string | null {
  return textOf(metadataOf(error), 'requestId');
}

/** True when AWS refused a signature for its time and the SDK has put its clock right since. */
export function isClockCorrected(error: unknown): boolean {
  const metadata = metadataOf(error);
  return metadata !== null && Reflect.get(metadata, 'clockSkewCorrected') === true;
}

/** Code of a failed connection, e.g. `ECONNRESET`; null for an answer. Looks through causes: proxies and TLS wrap it. */
export function networkCode(error: unknown): string | null {
  for (let at: unknown = sourceOf(error), depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = textOf(at, 'code');
    if (code && /^E[A-Z_]+$/.test(code)) return code;
  }
  return null;
}

/** The answer, or `value` when AWS answers with one of these codes: for what is expected and no failure. */
export async function unless<T, V>(work: Promise<T>, codes: readonly string[], value: V): Promise<T | V> {
  try {
    return await work;
  } catch (error) {
    if (codes.includes(awsCode(error) ?? '')) return value;
    throw error;
  }
}

/** The answer, or null where the endpoint does not have the operation: AWS does, emulators may not. */
export async function ifKnown<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (statusOf(error) === 501) return null;
    throw error;
  }
}

function sourceOf(error: unknown): unknown {
  return error instanceof EnvctlError && error.cause !== undefined ? sourceOf(error.cause) : error;
}

function metadataOf(error: unknown): object | null {
  const source = sourceOf(error);
  if (typeof source !== 'object' || source === null || !('$metadata' in source)) return null;
  return typeof source.$metadata === 'object' ? source.$metadata : null;
}

function textOf(value: unknown, key: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : null;
}
