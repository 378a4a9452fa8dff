// `npm test [-- paths or options of vitest]`: all tests, on the embedded AWS. Installs and builds what is missing.
// `npm run test:endpoint`: the scenarios and contracts against the AWS that AWS_ENDPOINT_URL names.
import { build, installMissing } from './install.js';
import { vitest } from './vitest.js';

const CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

/** Most of a scenario is waiting for the endpoint, so that there may be more of them than processors. */
const ENDPOINT = ['--project', 'scenarios', '--maxWorkers', '6'];

function onEndpoint(parameters) {
  const url = process.env.AWS_ENDPOINT_URL;
  const problem = problemOf(url);
  if (problem) {
    process.stderr.write(`${problem}\n`);
    return 1;
  }
  process.stderr.write(`Scenarios and contracts against ${url}\n`);
  return vitest([...ENDPOINT, ...parameters], { name: 'endpoint', keep: ['AWS_ENDPOINT_URL', ...CREDENTIALS] });
}

/** They make accounts and close them: that is nothing for an AWS that somebody pays for. */
function problemOf(url) {
  if (!url) {
    return 'test:endpoint needs AWS_ENDPOINT_URL, the address of an AWS to play with, e.g. http://127.0.0.1:4566 (docs/testing.md)';
  }
  if (!URL.canParse(url)) return `AWS_ENDPOINT_URL is not an address: ${url}`;
  if (/\.amazonaws\.com(\.cn)?$/.test(new URL(url).hostname)) {
    return `AWS_ENDPOINT_URL is AWS itself, ${url}: scenarios make accounts, and a closed account counts for 90 days`;
  }
  const missing = CREDENTIALS.slice(0, 2).filter((name) => !process.env[name]);
  return missing.length > 0 ? `test:endpoint needs ${missing.join(' and ')}: keys of the management account` : null;
}

const parameters = process.argv.slice(2);
const [first, ...rest] = parameters;
installMissing();
if (first === 'endpoint') {
  process.exitCode = onEndpoint(rest);
} else {
  build();
  process.exitCode = vitest(parameters, { name: 'test' });
}
