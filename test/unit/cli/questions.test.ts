import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { scripted } from '../../support/host.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';

function project(more: object = {}): Promise<Desk> {
  return desk({
    'dev.yaml': definition({ a: service('a', more as never), b: service('b') }),
    ...stackFile('a'),
    ...stackFile('b'),
  });
}

/** True when nothing was changed in AWS. */
async function untouched({ run }: Desk): Promise<boolean> {
  const { services } = (await run('status dev --output json')).json() as { services: { status: string }[] };
  return services.every(({ status }) => status === 'ABSENT');
}

describe('who is asked whether to go on', () => {
  it('a person at a terminal, who has seen the plan', async () => {
    const one = await project();
    const prompter = scripted(true);
    const done = await one.run('deploy dev', { prompter });
    expect(done.exit).toBe(0);
    expect(prompter.questions).toEqual(['Deploy to dev?']);
    expect(done.stderr).toMatch(/\+ a +is not deployed yet/);
    expect(done.stdout).toContain('dev: deployed');
  });

  it.each([
    ['no', false, 3, 'ConfirmationRequired'],
    ['Ctrl-C', null, 130, 'Interrupted'],
  ])('%s changes nothing', async (_, answer, exit, code) => {
    const one = await project();
    const done = await one.run('deploy dev', { prompter: scripted(answer) });
    expect(done.exit).toBe(exit);
    expect(done.stderr).toContain(`[${code}]`);
    expect(await untouched(one)).toBe(true);
  });

  it('Ctrl-C instead of a secret is an interruption', async () => {
    const { run } = await project({ runtime: { TOKEN: { secret: true } } });
    const done = await run('config set dev a/TOKEN', { prompter: scripted(null) });
    expect(done.exit).toBe(130);
    expect(done.stderr).toContain('[Interrupted]');
  });

  it('who may think for as long as they like: it counts neither for the plan nor for a service', async () => {
    const one = await project({ approval: 'manual' });
    const { clock } = one.world.simulator.settings;
    const answers = scripted(true, true);
    const confirm = async (question: string): Promise<boolean | null> => {
      await clock.sleep(3_600_000);
      return answers.confirm(question);
    };
    const done = await one.run('deploy dev', { prompter: { ...answers, confirm } });
    expect(answers.questions).toHaveLength(2);
    // The hour of the approval, in which others may go on.
    expect(done.stdout).toMatch(/deployed in 1 h 0 min, 1 h 0 min of it waiting for approval \(critical path \d+ s/);
    expect(done.stdout).toMatch(/a +eu-west-1 +created +\d+ s\n/);
  });

  it('nobody when there is nothing to do', async () => {
    const { run } = await project();
    await run('deploy dev --yes');
    const prompter = scripted();
    expect((await run('deploy dev', { prompter })).exit).toBe(0);
    expect((await run('deploy dev')).exit).toBe(0);
    expect(prompter.questions).toEqual([]);
  });

  it.each(['deploy dev', 'destroy dev'])(
    'nobody without a terminal: %s is refused, and --yes is what it wants',
    async (line) => {
      const one = await project();
      if (line.startsWith('destroy')) await one.run('deploy dev --yes');
      const log = wire();
      const refused = await one.run(`${line} --output json`, { aws: { wrap: log.wrap } });
      expect(refused.exit).toBe(3);
      expect(refused.json()['error']).toMatchObject({
        code: 'ConfirmationRequired',
        hint: expect.stringContaining('--yes') as string,
      });
      expect(log.count(/^(Execute|Delete|Put)/)).toBe(0);
    },
  );

  it('nobody with --output json, terminal or not', async () => {
    const one = await project();
    const refused = await one.run('deploy dev --output json', { prompter: scripted() });
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({ code: 'ConfirmationRequired' });
  });

  it('a person before something is destroyed, who has seen what goes', async () => {
    const { run } = await project();
    await run('deploy dev --yes');
    const prompter = scripted(false, true);
    const refused = await run('destroy dev', { prompter });
    expect(refused.exit).toBe(3);
    expect(refused.stderr).toContain('- a');
    expect((await run('destroy dev', { prompter })).exit).toBe(0);
    expect(prompter.questions).toEqual(['Destroy dev?', 'Destroy dev?']);
    expect((await run('destroy dev')).exit).toBe(0);
  });
});

describe('approval of a service', () => {
  const manual = { approval: 'manual' };

  it('is not given by --yes: without a terminal the whole run is refused', async () => {
    const one = await project(manual);
    const refused = await one.run('deploy dev --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({
      code: 'ApprovalRequired',
      message: 'a change to "a" of dev waits for a person',
    });
    expect(await untouched(one)).toBe(true);
  });

  it.each(['--approve a', '--approve all', '--approve b,a'])('is given by %s', async (option) => {
    const one = await project(manual);
    expect((await one.run(`deploy dev --yes ${option}`)).exit).toBe(0);
    expect(await untouched(one)).toBe(false);
  });

  it('is not taken from the environment', async () => {
    const one = await project(manual);
    expect((await one.run('deploy dev --yes', { env: { ENVCTL_APPROVE: 'all' } })).exit).toBe(3);
  });

  it('is not needed for the others, with --only', async () => {
    const one = await project(manual);
    const done = await one.run('deploy dev --yes --only b --output json');
    expect(done.exit).toBe(0);
    expect(done.json()['services']).toMatchObject([
      { service: 'a', outcome: 'unchanged' },
      { service: 'b', outcome: 'created' },
    ]);
  });

  it('is asked of a person, even with --yes, while the others start', async () => {
    const one = await project(manual);
    const prompter = scripted(true);
    expect((await one.run('deploy dev --yes', { prompter })).exit).toBe(0);
    expect(prompter.questions).toEqual([expect.stringMatching(/^Approve create of dev\/a/)]);
  });

  it('that is refused leaves the service as it is, and the others go on', async () => {
    const one = await project(manual);
    const done = await one.run('deploy dev --yes', { prompter: scripted(false) });
    expect(done.exit).toBe(3);
    const { services } = (await one.run('status dev --output json')).json();
    expect(services).toMatchObject([
      { service: 'a', status: 'ABSENT' },
      { service: 'b', status: 'CREATE_COMPLETE' },
    ]);
  });

  it('is no refusal when Ctrl-C is the answer', async () => {
    const one = await project(manual);
    const done = await one.run('deploy dev --yes --only a', { prompter: scripted(null) });
    expect(done.exit).toBe(130);
    expect(done.stderr).toContain('[Interrupted]');
    expect(done.stderr).not.toContain('goes on in AWS');
    expect(await untouched(one)).toBe(true);
  });

  it('is not needed when nothing changes', async () => {
    const one = await project(manual);
    await one.run('deploy dev --yes --approve a');
    expect((await one.run('deploy dev --yes')).exit).toBe(0);
  });

  it('is needed for a change that shows only while the run is under way', async () => {
    const one = await desk({
      'dev.yaml': definition({
        a: service('a'),
        b: service('b', { approval: 'manual', parameters: { P: '${output:a.Value}' } }),
      }),
      'stack/a.json': valued('1'),
      ...stackFile('b', { parameters: ['P'], value: { Ref: 'P' } }),
    });
    await one.run('deploy dev --yes --approve b');
    await one.write({ 'stack/a.json': valued('2') });
    const done = await one.run('deploy dev --yes --output json');
    expect(done.exit).toBe(3);
    expect(done.json()['services']).toMatchObject([
      { service: 'a', outcome: 'updated' },
      { service: 'b', outcome: 'failed' },
    ]);
    expect((await one.run('deploy dev --yes --approve b')).exit).toBe(0);
  });

  function valued(value: string): object {
    const properties = { Type: 'String', Value: value };
    return {
      Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: properties } },
      Outputs: { Value: { Value: { 'Fn::GetAtt': ['P', 'Value'] } } },
    };
  }
});

describe('closing an account', () => {
  function own(): Promise<Desk> {
    const account = { email: 'aws+dev@example.com' };
    return desk({
      'dev.yaml': { project: 'notes', region: 'eu-west-1', account, services: { a: service('a') } },
      ...stackFile('a'),
    });
  }

  it('wants the name typed, and --yes is not enough', async () => {
    const { run } = await own();
    await run('deploy dev --create --yes');
    expect((await run('close-account dev --yes --output json')).json()['error']).toMatchObject({
      code: 'ConfirmationRequired',
    });
    const prompter = scripted('prod', null, 'dev');
    expect((await run('close-account dev', { prompter })).exit).toBe(3);
    expect((await run('close-account dev', { prompter })).exit).toBe(130);
    expect((await run('status dev --output json')).json()).toMatchObject({ services: [{ status: 'CREATE_COMPLETE' }] });
    expect((await run('close-account dev', { prompter })).exit).toBe(0);
  });

  it('takes the name as an option, if it is the right one, and not from the environment', async () => {
    const { run } = await own();
    await run('deploy dev --create --yes');
    expect((await run('close-account dev --confirm prod')).exit).toBe(3);
    expect((await run('close-account dev', { env: { ENVCTL_CONFIRM: 'dev' } })).exit).toBe(3);
    expect((await run('close-account dev --confirm dev')).exit).toBe(0);
    const again = await run('close-account dev --confirm dev --output json');
    expect(again.exit).toBe(0);
    expect(again.json()['outcome']).toMatch(/closed|closing/);
  });

  it('and destroying is refused for a protected environment', async () => {
    const one = await own();
    await one.run('deploy dev --create --yes');
    await one.write({
      'dev.yaml': {
        project: 'notes',
        region: 'eu-west-1',
        protected: true,
        account: { email: 'aws+dev@example.com' },
        services: { a: service('a') },
      },
    });
    for (const line of ['destroy dev --yes', 'close-account dev --confirm dev']) {
      const refused = await one.run(`${line} --output json`);
      expect(refused.exit).toBe(3);
      expect(refused.json()['error']).toMatchObject({ code: 'Protected', at: { file: 'environments/dev.yaml' } });
    }
  });
});
