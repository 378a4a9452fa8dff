import { describe, expect, it } from 'vitest';
import { iamOf } from '../../../src/simulator/iam/store.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { enter, REGION } from '../../support/project.ts';
import { members } from '../../support/world.ts';

const STAGING = { project: 'notes', region: REGION, account: { email: 'staging@example.com' }, services: {} };

async function created(): Promise<Desk & { account: string }> {
  const one = await desk({ 'staging.yaml': STAGING });
  expect((await one.run('create-account staging')).exit).toBe(0);
  return { ...one, account: members(one.world)[0]?.id ?? '' };
}

async function baseline({ run }: Desk, option = '--drift'): Promise<unknown> {
  const { exit, json } = await run(['status', 'staging', '--output', 'json', option]);
  expect(exit).toBe(0);
  return json()['baseline'];
}

describe('status --drift', () => {
  it('tells what a baseline lacks, and that it lacks nothing', async () => {
    const one = await created();
    expect(await baseline(one)).toMatchObject([
      { item: 'artifacts', region: REGION, action: 'create' },
      { item: 's3PublicAccessBlock', action: 'create' },
      { item: 'ebsEncryption', action: 'create' },
      { item: 'passwordPolicy', action: 'create' },
      { item: 'deployRole', region: null, action: 'create' },
    ]);
    await one.run('bootstrap staging');
    expect(await baseline(one)).toMatchObject(Array.from({ length: 5 }, () => ({ action: 'none', reason: null })));
    expect((await one.run('status staging --drift')).stdout).toContain('baseline: in place');
    expect(await baseline(one, '--quiet')).toBeUndefined();
  });

  it('tells what somebody has changed, and of what it may not look at why', async () => {
    const one = await created();
    await one.run('bootstrap staging');
    const gateways = await enter(
      one.world,
      one.account,
      `arn:aws:iam::${one.account}:role/OrganizationAccountAccessRole`,
    );
    await gateways.iam().putPasswordPolicy({ minimumLength: 8 });
    const role = iamOf(one.world.simulator.state, one.account).roles['envctl-notes-deploy'];
    if (role) role.tags = {};
    expect(await baseline(one)).toEqual([
      { item: 'artifacts', region: REGION, action: 'none', reason: null },
      { item: 's3PublicAccessBlock', region: null, action: 'none', reason: null },
      { item: 'ebsEncryption', region: REGION, action: 'none', reason: null },
      { item: 'passwordPolicy', region: null, action: 'update', reason: 'minimum length 8 becomes 14' },
      {
        item: 'deployRole',
        region: null,
        action: 'unknown',
        reason: expect.stringContaining('does not carry the tag') as string,
      },
    ]);
    const { stdout } = await one.run('status staging --drift');
    expect(stdout).toContain('baseline: passwordPolicy drifted: minimum length 8 becomes 14');
    expect(stdout).toContain('baseline: deployRole unknown: role');
  });
});
