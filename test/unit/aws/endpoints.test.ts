import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refusalOf } from '../../support/thrown.ts';
import { customEndpoint } from '../../../src/aws/endpoints.ts';

const CONFIG = `
[profile plain]
region = eu-west-1
[profile local]
endpoint_url = http://profile.test
[profile sections]
services = mine
endpoint_url = http://profile.test
[profile off]
ignore_configured_endpoint_urls = true
endpoint_url = http://profile.test
[services mine]
s3 =
  endpoint_url = http://s3.section.test
s3_control =
  endpoint_url = http://control.section.test
`;

describe('customEndpoint', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'envctl-endpoints-'));
    // The SDK keeps what it has read of a file: each test has its own.
    await writeFile(join(directory, 'config'), CONFIG);
    vi.stubEnv('AWS_CONFIG_FILE', join(directory, 'config'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(directory, { recursive: true });
  });

  it.each<[string, string, Record<string, string>, string | null, string | null]>([
    ['nothing', 'S3', {}, null, null],
    ['the general variable', 'S3', { AWS_ENDPOINT_URL: 'http://all.test' }, null, 'http://all.test'],
    [
      'the variable of the service first',
      'S3 Control',
      { AWS_ENDPOINT_URL: 'http://all.test', AWS_ENDPOINT_URL_S3_CONTROL: 'http://control.test' },
      null,
      'http://control.test',
    ],
    [
      'no empty variable',
      'S3',
      { AWS_ENDPOINT_URL_S3: '', AWS_ENDPOINT_URL: 'http://all.test' },
      null,
      'http://all.test',
    ],
    [
      'no variable that is to be ignored',
      'S3',
      { AWS_ENDPOINT_URL: 'http://all.test', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      'local',
      null,
    ],
    ['the given profile', 'S3', {}, 'local', 'http://profile.test'],
    ['the profile of AWS_PROFILE', 'S3', { AWS_PROFILE: 'local' }, null, 'http://profile.test'],
    ['the variables before the profile', 'S3', { AWS_ENDPOINT_URL: 'http://all.test' }, 'local', 'http://all.test'],
    ['the profile’s section for the service', 'S3', {}, 'sections', 'http://s3.section.test'],
    ['a service of two words in a section', 'S3 Control', {}, 'sections', 'http://control.section.test'],
    ['the profile itself beside its section', 'STS', {}, 'sections', 'http://profile.test'],
    ['no profile that says no', 'S3', {}, 'off', null],
    [
      'a profile that the environment overrules',
      'S3',
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
      'off',
      'http://profile.test',
    ],
    ['a profile without one', 'S3', {}, 'plain', null],
    ['a profile that is not there', 'S3', {}, 'missing', null],
  ])('heeds %s', async (_, service, env, profile, expected) => {
    expect(await customEndpoint(service, env, profile)).toBe(expected);
  });

  it('refuses what is no URL', async () => {
    const refusal = await refusalOf(customEndpoint('S3', { AWS_ENDPOINT_URL: '127.0.0.1 4566' }, null));
    expect(refusal).toMatchObject({ code: 'UsageInvalid' });
    expect(refusal.message).toContain('127.0.0.1 4566');
  });
});
