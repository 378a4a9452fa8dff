/**
 * Reads all run-time parameters below one path, `{ PAGE_SIZE: '20', … }`, at most once in `seconds`. When a later read fails, the
 * values of the one before stay in use.
 *
 * @param {object} options
 * @param {string} options.path without a slash at its end
 * @param {(input: { Path: string, WithDecryption: boolean, NextToken?: string }) => Promise<{ Parameters?: { Name?: string, Value?: string }[], NextToken?: string }>} options.page
 *   one call of SSM's GetParametersByPath
 * @param {number} options.seconds
 * @param {() => number} [options.now] milliseconds
 */
export function parameterReader({ path, page, seconds, now = Date.now }) {
  return cached(() => readAll(path, page), seconds, now);
}

/**
 * `read`, at most once in `seconds`; concurrent callers share one read. A failure is thrown only while there is no earlier value.
 *
 * @template T
 * @param {() => Promise<T>} read
 * @param {number} seconds
 * @param {() => number} [now] milliseconds
 * @returns {() => Promise<T>}
 */
export function cached(read, seconds, now = Date.now) {
  let known;
  let pending;
  let due = -Infinity;
  const refresh = async () => {
    try {
      known = { value: await read() };
    } catch (problem) {
      if (known === undefined) throw problem;
    }
    due = now() + seconds * 1000;
    return known.value;
  };
  return async () => {
    if (now() < due) return known.value;
    pending ??= refresh().finally(() => (pending = undefined));
    return pending;
  };
}

async function readAll(path, page) {
  const values = {};
  let NextToken;
  do {
    const answer = await page({ Path: path, WithDecryption: true, NextToken });
    for (const { Name, Value } of answer.Parameters ?? []) values[Name.slice(path.length + 1)] = Value;
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return values;
}
