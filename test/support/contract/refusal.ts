/** What a client learns of a request that was refused. */
export interface Refusal {
  readonly name: string;
  readonly status: number | undefined;
  readonly message: string;
}

/** The refusal of a request; fails when it is not refused. */
export async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error('the request was not refused');
  const metadata: unknown = Reflect.get(outcome, '$metadata');
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? Number(metadata.httpStatusCode)
      : undefined;
  return { name: outcome.name, status, message: outcome.message };
}

/** Name and status alone, as `NoSuchKey 404`. */
export async function refused(work: Promise<unknown>): Promise<string> {
  const { name, status } = await refusal(work);
  return `${name} ${String(status)}`;
}
