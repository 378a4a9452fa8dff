// `npm run test:faults [-- --cases N|all] [-- --seed N]`: every AWS operation of every command meets every kind of trouble,
// on the embedded AWS in virtual time. All cases unless told otherwise; counts and outcomes go to docs/reliability.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installMissing } from './install.js';
import { reliabilityPage } from './reference/reliability.js';
import { vitest } from './vitest.js';

const PAGE = fileURLToPath(new URL('../docs/reliability.md', import.meta.url));

function run() {
  const { values } = parseArgs({
    options: { cases: { type: 'string', default: 'all' }, seed: { type: 'string', default: '1' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'envctl-faults-'));
  const results = join(folder, 'results.json');
  Object.assign(process.env, { FAULT_CASES: values.cases, FAULT_SEED: values.seed, FAULT_RESULTS: results });
  try {
    const status = vitest(['test/unit/faults/campaign.test.ts'], { name: 'faults' });
    const page = reliabilityPage(JSON.parse(readFileSync(results, 'utf8')));
    writeFileSync(PAGE, page);
    process.stdout.write(page);
    return status;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

installMissing();
process.exitCode = run();
