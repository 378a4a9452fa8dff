import { describe, expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { MANAGEMENT, members } from '../../support/world.ts';

describe('credentials', () => {
  it('are exactly what credential_process takes, with and without --output json', async () => {
    const { run, world } = await desk({
      'staging.yaml': { project: 'notes', region: 'eu-west-1', account: { email: 'aws+staging@example.com' } },
    });
    await run('create-account staging');
    for (const line of ['credentials staging', 'credentials staging --output json']) {
      const done = await run(line);
      expect(done.exit).toBe(0);
      expect(done.json()).toEqual({
        Version: 1,
        AccessKeyId: expect.stringMatching(/^ASIA/) as string,
        SecretAccessKey: expect.any(String) as string,
        SessionToken: expect.any(String) as string,
        Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        AccountId: members(world)[0]?.id,
      });
    }
  });

  it('of a user have neither token nor end', async () => {
    const { run } = await desk({ 'own.yaml': { project: 'notes', region: 'eu-west-1', account: { id: MANAGEMENT } } });
    expect((await run('credentials own')).json()).toEqual({
      Version: 1,
      AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      SecretAccessKey: 'x',
      AccountId: MANAGEMENT,
    });
  });

  it('that there are not leave stdout empty', async () => {
    const { run } = await desk({
      'staging.yaml': { project: 'notes', region: 'eu-west-1', account: { email: 'aws+staging@example.com' } },
    });
    expect(await run('credentials staging')).toMatchObject({ exit: 3, stdout: '' });
  });
});
