import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { endpointCampaign } from '../support/contract/campaign.ts';
import { faultContracts } from '../support/contract/fault-contracts.ts';
import { SHARED } from '../support/scenario/endpoint.ts';

// One after the other: the campaign ends all trouble of the endpoint.
faultContracts();

/** `ENDPOINT_CASES=100 npm run test:endpoint -- test/contract/campaign.test.ts` tries more of them, `ENDPOINT_SEED=7` others. */
const { ENDPOINT_CASES = '24', ENDPOINT_SEED = '1', ENDPOINT_RESULTS } = process.env;

test(`commands are right whatever another endpoint does to their requests: ${ENDPOINT_CASES} cases, seed ${ENDPOINT_SEED}`, async () => {
  const options = { url: SHARED ?? '', count: Number(ENDPOINT_CASES), seed: Number(ENDPOINT_SEED) };
  const { results, unheeded } = await endpointCampaign(options);
  if (ENDPOINT_RESULTS) await writeFile(ENDPOINT_RESULTS, JSON.stringify({ seed: options.seed, results }));
  const counts = [...new Set(results.map(({ outcome }) => outcome))].map(
    (name) => `${results.filter(({ outcome }) => outcome === name).length} ${name}`,
  );
  process.stdout.write(`fault campaign at the endpoint: ${results.length} cases: ${counts.join(', ')}\n`);
  expect(unheeded).toEqual([]);
  expect(results.filter(({ outcome }) => outcome === 'not met')).toEqual([]);
  expect(results).toHaveLength(options.count);
  expect(results.filter(({ problems }) => problems.length > 0)).toEqual([]);
});
