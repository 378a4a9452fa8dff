// `node scripts/totals.js <folder> [stage…]`: `N passed, N failed` over all test reports of a folder. A stage that failed
// although no test did (a type error, say) counts as one failure. Ends with 1 when anything failed, or nothing ran.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...stages] = process.argv.slice(2);
const reports = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
const sum = (count) => reports.reduce((total, report) => total + count(report), 0);

const passed = sum(({ numPassedTests }) => numPassedTests);
// A file that could not be loaded has no tests, but failed all the same.
const broken = sum(({ testResults }) => testResults.filter(isBroken).length);
const inTests = sum(({ numFailedTests }) => numFailedTests) + broken;
const failed = inTests > 0 ? inTests : stages.length;

function isBroken({ status, assertionResults }) {
  return status === 'failed' && assertionResults.every((result) => result.status !== 'failed');
}

process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || stages.length > 0 || passed === 0 ? 1 : 0;
