import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAws } from '../../../src/aws/aws.ts';
import type { AccountGateways } from '../../../src/aws/types/account.ts';
import type { Aws } from '../../../src/aws/types/aws.ts';
import { realClock } from '../../../src/model/clock.ts';
import { serveSimulator, type SimulatorServer } from '../../../src/simulator/server.ts';
import { createSimulator } from '../../../src/simulator/simulator.ts';

const REGION = 'eu-west-1';

/** Over HTTP, with the SDK's own handler and credentials from the environment: nothing here is simulated but AWS itself. */
describe('an endpoint at an IP address', () => {
  let server: SimulatorServer;
  let aws: Aws;
  let account: AccountGateways;
  beforeEach(async () => {
    server = await serveSimulator(createSimulator());
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
    aws = createAws({ clock: realClock, region: REGION, profile: null, env: { AWS_ENDPOINT_URL: server.url } });
    account = await aws.enter({
      account: null,
      role: null,
      externalId: null,
      profile: null,
      young: false,
      region: REGION,
    });
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await server.close();
  });

  it('is where the caller is asked for', () => {
    expect(account.account).toBe('123456789012');
  });

  it('serves buckets by path', async () => {
    const s3 = account.s3(REGION);
    await s3.createBucket('notes-artifacts');
    await s3.putObject({ bucket: 'notes-artifacts', key: 'a', body: new Uint8Array(2_500_000) });
    expect((await s3.getObject('notes-artifacts', 'a'))?.body).toHaveLength(2_500_000);
    expect(s3.url('notes-artifacts', 'a')).toBe(`${server.url}/notes-artifacts/a`);
  });

  it('serves S3 Control, whose account id cannot stand before an IP address', async () => {
    await account.s3control(REGION).blockPublicAccess();
    expect(await account.s3control(REGION).publicAccessBlocked()).toBe(true);
  });

  it('serves Organizations', async () => {
    expect(await aws.organizations.describeOrganization()).toBeNull();
  });
});

describe('credentials', () => {
  it('that nobody has are missed with a hint', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', '');
    const aws = createAws({ clock: realClock, region: REGION, profile: null, env: {} });
    await expect(aws.caller()).rejects.toMatchObject({
      code: 'CredentialsMissing',
      diagnostics: [{ hint: /aws sso login/ }],
    });
    vi.unstubAllEnvs();
  });

  it('of a profile that is not there are missed with its name', async () => {
    const aws = createAws({ clock: realClock, region: REGION, profile: 'customer17', env: {} });
    await expect(aws.caller()).rejects.toMatchObject({
      code: 'CredentialsMissing',
      message: expect.stringContaining('customer17'),
    });
  });
});
