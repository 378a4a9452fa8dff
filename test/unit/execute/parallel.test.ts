import { describe, expect, it } from 'vitest';
import { desk, type Desk, type Ended } from '../../support/cli.ts';
import { scripted, type ScriptedPrompter } from '../../support/host.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';
import { slow } from '../../support/templates.ts';

/** `dev` lends `a` to `emma`, who lives in the same account. */
function project(): Promise<Desk> {
  return desk({
    'dev.yaml': definition({ a: service('a'), b: service('b') }),
    'emma.yaml': {
      project: 'notes',
      region: 'eu-west-1',
      account: { environment: 'dev' },
      services: { a: { from: 'dev' }, b: service('b') },
    },
    ...stackFile('a', { exports: { 'Fn::Sub': '${AWS::StackName}-Name' }, more: slow(30) }),
    ...stackFile('b', { value: { 'Fn::ImportValue': 'notes-dev-a-Name' } }),
  });
}

/** Two processes of two people at the same time: neither can tell whether the other's is still there. */
function both({ run }: Desk, one: string, other: string) {
  return Promise.all([
    run(`${one} --output json`, { hostname: 'laptop', pid: 1 }),
    run(`${other} --output json`, { hostname: 'desktop', pid: 2 }),
  ]);
}

async function settled({ run }: Desk, ...names: string[]): Promise<void> {
  for (const name of names) expect((await run(`plan ${name} --detailed-exitcode`)).exit, name).toBe(0);
}

describe('two runs at once', () => {
  it('on one environment: one deploys, the other is refused and says who does', async () => {
    const one = await project();
    await one.run('bootstrap dev');
    const ended = await both(one, 'deploy dev --yes', 'deploy dev --yes');
    expect(ended.map(({ exit }) => exit).toSorted((a, b) => a - b)).toEqual([0, 3]);
    const refused = ended.find(({ exit }) => exit === 3);
    expect(refused?.json()['error']).toMatchObject({
      code: 'Locked',
      message: expect.stringMatching(/emma on (laptop|desktop)/) as string,
    });
    await settled(one, 'dev');
  });

  it('on one environment with --wait: the second finds nothing left to do, or plans again', async () => {
    const one = await project();
    await one.run('bootstrap dev');
    const ended = await both(one, 'deploy dev --yes --wait', 'deploy dev --yes --wait');
    expect(ended.map(({ exit }) => exit)).toEqual([0, 0]);
    const names = Object.keys(await stacks(one));
    expect(names.sort()).toEqual(['notes-dev-a', 'notes-dev-b']);
    await settled(one, 'dev');
  });

  it('on two environments of one account do not wait for each other', async () => {
    const one = await project();
    await one.run('deploy dev --yes');
    const ended = await both(one, 'deploy emma --yes', 'deploy dev --yes');
    expect(ended.map(({ exit }) => exit)).toEqual([0, 0]);
    await settled(one, 'dev', 'emma');
  });

  it.each([
    { wait: '', exits: [0, 3] },
    { wait: ' --wait', exits: [0, 0] },
  ])(
    'on the same environments, named the other way round$wait: one does not stop the other',
    async ({ wait, exits }) => {
      const one = await project();
      await one.run('bootstrap dev emma');
      const ended = await both(one, `deploy dev emma --yes${wait}`, `deploy emma dev --yes${wait}`);
      expect(ended.map(({ exit }) => exit).toSorted((a, b) => a - b)).toEqual(exits);
      await settled(one, 'dev', 'emma');
    },
  );

  it('on a lender that changes and on its borrower leave both as their definitions say', async () => {
    const one = await project();
    await one.run('deploy dev --yes');
    await one.write(stackFile('a', { value: 'y', exports: { 'Fn::Sub': '${AWS::StackName}-Name' }, more: slow(30) }));
    const ended = await both(one, 'deploy dev --yes', 'deploy emma --yes');
    expect(ended.map(({ exit, stdout }) => [exit, exit === 0 ? '' : stdout])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    await settled(one, 'dev', 'emma');
  });
});

async function stacks({ run }: Desk): Promise<Record<string, string>> {
  const { services } = (await run('status dev --output json')).json() as {
    services: { stack: string; status: string }[];
  };
  return Object.fromEntries(services.map(({ stack, status }) => [stack, status]));
}

describe('a destruction', () => {
  /** Begins to destroy while somebody else's deployment is under way that makes more than was there. */
  async function meanwhile(destroy: string, prompter: ScriptedPrompter | null = null) {
    const one = await project();
    await one.run('deploy dev --yes --only a');
    const destroyed: Promise<Ended>[] = [];
    // The deployment goes on once the destruction has its plan and stands before the lock.
    const { wrap } = wire((call) => {
      if (call !== 'CreateChangeSet' || destroyed.length > 0) return undefined;
      return new Promise((resolve) => {
        const waiting = wire((asked) => (asked === 'PUT /locks/dev.json' ? resolve() : undefined));
        destroyed.push(one.run(destroy, { hostname: 'desktop', pid: 2, prompter, aws: { wrap: waiting.wrap } }));
      });
    });
    const deployed = await one.run('deploy dev --yes', { hostname: 'laptop', pid: 1, aws: { wrap } });
    expect(deployed.exit, deployed.stderr).toBe(0);
    const [ended] = await Promise.all(destroyed);
    if (!ended) throw new Error('nothing was destroyed');
    return { one, destroyed: ended };
  }

  it('that waited for a deployment leaves nothing of what that one has made', async () => {
    const { one, destroyed } = await meanwhile('destroy dev --wait --yes --output json');
    expect(destroyed.exit, destroyed.stdout).toBe(0);
    expect(Object.values(await stacks(one))).toEqual(['ABSENT', 'ABSENT']);
  });

  it('does nothing else than what a person has agreed to', async () => {
    const { one, destroyed } = await meanwhile('destroy dev --wait', scripted(true));
    expect(destroyed.exit).toBe(3);
    expect(destroyed.stderr).toContain('PlanStale');
    expect(Object.values(await stacks(one))).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
  });
});
