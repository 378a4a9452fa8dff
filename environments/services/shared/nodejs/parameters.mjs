/**
 * Configuration of a service while it runs, from SSM, without anything to install: the caller brings the two calls of the SDK
 * that Lambda has already.
 *
 *   const ssm = new SSMClient();
 *   const parameters = parameterReader({
 *     path: process.env.PARAMETERS_PATH, // /<project>/<environment>/<service>
 *     seconds: 30,
 *     page: (input) => ssm.send(new GetParametersByPathCommand(input)),
 *   });
 *   const { PAGE_SIZE = '20' } = await parameters();
 */

/**
 * Reads all run-time values below one path, `{ PAGE_SIZE: '20', … }`, at most once in `seconds`. When a later read fails, the
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
 * Finds other services of the environment by what envctl publishes of their stacks: `(await outputs('notes')).Url`. Each is
 * read at most once in `seconds`; when a later read fails, what was known before stays in use.
 *
 * @param {object} options
 * @param {string} options.path `/<project>/<environment>/outputs`, without a slash at its end
 * @param {(input: { Name: string }) => Promise<{ Parameter?: { Value?: string } }>} options.get one call of SSM's GetParameter
 * @param {number} options.seconds
 * @param {() => number} [options.now] milliseconds
 * @returns {(service: string) => Promise<Record<string, string>>}
 */
export function outputReader({ path, get, seconds, now = Date.now }) {
  const readers = new Map();
  return (service) => {
    const read = async () => JSON.parse((await get({ Name: `${path}/${service}/_all` })).Parameter.Value);
    if (!readers.has(service)) readers.set(service, cached(read, seconds, now));
    return readers.get(service)();
  };
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
