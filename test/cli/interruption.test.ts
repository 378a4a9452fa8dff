import { describe, expect, it } from 'vitest';
import { folder } from '../support/folder.ts';
import { endpoint, envctl, start, type Env } from '../support/process.ts';
import { definition, service, stackFile } from '../support/project.ts';
import { slow } from '../support/templates.ts';

/** Simulated seconds in a second: a stack of half a minute takes three. */
const SPEED = 10;

interface Site {
  readonly root: string;
  readonly env: Env;
}

/** A project with a stack that takes a while, and an AWS that goes on when the program does not. */
async function site(speed = SPEED): Promise<Site> {
  const root = await folder({
    'environments/dev.yaml': definition({ a: service('a'), b: service('b') }),
    ...stackFile('a', { exports: 'a-Name', more: slow(30) }),
    ...stackFile('b', { value: { 'Fn::ImportValue': 'a-Name' } }),
  });
  return { root, env: await endpoint(await folder({}), speed) };
}

async function lockOf({ root, env }: Site): Promise<unknown> {
  return (await envctl('status dev --output json', root, env)).json()['lock'];
}

describe('a deployment as a process', () => {
  it('that is interrupted ends in order with 130, gives the lock back, and the next one goes on', async () => {
    const one = await site();
    const deploying = start('deploy dev --yes', one.root, one.env);
    await deploying.until(/dev\/a +creating/);
    deploying.child.kill('SIGINT');
    const { exit, stderr } = await deploying.done;
    expect(exit).toBe(130);
    expect(stderr).toContain('notes-dev-a');
    expect(stderr).toContain('[Interrupted]');
    expect(await lockOf(one)).toBeNull();
    const again = await envctl('deploy dev --yes --output json', one.root, one.env);
    expect(again.exit).toBe(0);
    expect((await envctl('plan dev --detailed-exitcode', one.root, one.env)).exit).toBe(0);
  });

  it('that is terminated by the system ends in the same way', async () => {
    const one = await site();
    const deploying = start('deploy dev --yes --output json', one.root, one.env);
    await deploying.until(/dev\/a +creating/);
    deploying.child.kill('SIGTERM');
    const { exit, json } = await deploying.done;
    expect(exit).toBe(130);
    expect(json()).toMatchObject({ error: { code: 'Interrupted' } });
  });

  it('that is killed is gone on with at once: whose process has gone, holds no lock', async () => {
    // On a busy machine, looking at the lock takes longer than it lives where AWS's clock is much faster.
    const one = await site(4);
    const deploying = start('deploy dev --yes', one.root, one.env);
    await deploying.until(/dev\/a +creating/);
    deploying.child.kill('SIGKILL');
    await deploying.done;
    expect(await lockOf(one)).not.toBeNull();
    const again = await envctl('deploy dev --yes --output json', one.root, one.env);
    expect(again.exit).toBe(0);
    expect((await envctl('plan dev --detailed-exitcode', one.root, one.env)).exit).toBe(0);
  });

  it('refuses while another one is under way, or waits for it', async () => {
    // A lock lives for 60 s by AWS's clock and is renewed every 20 s by ours: where AWS's is much faster, it would expire.
    const one = await site(2);
    const deploying = start('deploy dev --yes', one.root, one.env);
    await deploying.until(/dev\/a +creating/);
    const refused = await envctl('deploy dev --yes --output json', one.root, one.env);
    expect(refused.exit).toBe(3);
    expect(refused.json()).toMatchObject({ error: { code: 'Locked' } });
    const waiting = await envctl('deploy dev --yes --wait --output json', one.root, one.env);
    expect(waiting.exit).toBe(0);
    expect((await deploying.done).exit).toBe(0);
  });
});
