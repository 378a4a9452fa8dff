import { writeFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openCampaign } from '../../support/faults/campaign.ts';
import type { CaseResult } from '../../support/faults/case.ts';
import { hardFirst } from '../../support/faults/once-failed.ts';
import { partOf, sample } from '../../support/faults/sample.ts';
import { prepareStages } from '../../support/faults/stages.ts';

/** `npm run test:faults` sets these: how many cases (`all`), in which order, which part of them, and where the results go. */
const { FAULT_CASES = '300', FAULT_SEED = '1', FAULT_PART = '1/1', FAULT_RESULTS } = process.env;

it(
  `every command is right whatever befalls its requests: ${FAULT_CASES} cases, seed ${FAULT_SEED}, part ${FAULT_PART}`,
  {
    timeout: 24 * 3_600_000,
  },
  async () => {
    const stages = await prepareStages();
    onTestFinished(() => stages.close());
    const campaign = await openCampaign(stages);
    const count = FAULT_CASES === 'all' ? campaign.cases.length : Number(FAULT_CASES);
    const results: CaseResult[] = [];
    const drawn = hardFirst(sample(campaign.cases, campaign.cases.length, Number(FAULT_SEED))).slice(0, count);
    const chosen = partOf(drawn, FAULT_PART);
    for (const one of chosen) results.push(await campaign.run(one));
    const summary = { all: campaign.cases.length, seed: Number(FAULT_SEED), results };
    if (FAULT_RESULTS) await writeFile(FAULT_RESULTS, JSON.stringify(summary));
    const counts = [...new Set(results.map(({ outcome }) => outcome))].map(
      (name) => `${results.filter(({ outcome }) => outcome === name).length} ${name}`,
    );
    process.stdout.write(`fault campaign: ${results.length} of ${campaign.cases.length} cases: ${counts.join(', ')}\n`);
    expect(results.length).toBeGreaterThan(0);
    expect(results.filter(({ problems }) => problems.length > 0)).toEqual([]);
  },
);
