import { describe, expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { scripted } from '../../support/host.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { failing } from '../../support/templates.ts';

const importing = { value: { 'Fn::ImportValue': 'somebody-elses-Name' } };

function project() {
  return desk({
    'dev.yaml': definition({ a: service('a', { runtime: { PAGE_SIZE: { default: '20' } } }), b: service('b') }),
    ...stackFile('a'),
    ...stackFile('b', importing),
  });
}

describe('--quiet', () => {
  it('leaves the result and errors, in every command that has more to say', async () => {
    const { run, write } = await project();
    await write(stackFile('b'));
    for (const command of [
      'deploy dev --yes',
      'config set dev a/PAGE_SIEZ=5',
      'logs dev a',
      'profiles dev',
      'destroy dev --yes',
    ]) {
      const loud = await run(`${command} --output text`);
      const { exit, stderr, stdout } = await run(`${command} --quiet`);
      expect({ exit, stderr }, command).toEqual({ exit: 0, stderr: '' });
      expect(loud.stdout === '' || stdout !== '', command).toBe(true);
    }
    const { exit, stderr } = await run('config get dev a/NOTHING --quiet');
    expect(exit).toBe(3);
    expect(stderr).toContain('a/NOTHING has no value in dev');
  });

  it('keeps warnings where they are the result', async () => {
    const { run } = await project();
    expect((await run('validate dev --quiet')).stdout).toContain('somebody-elses-Name');
  });

  it.each(['deploy dev', 'destroy dev'])('%s still shows a person what the question is about', async (command) => {
    const { run, write } = await project();
    await write(stackFile('b'));
    if (command === 'destroy dev') await run('deploy dev --yes');
    const prompter = scripted(true);
    const { exit, stderr } = await run(`${command} --quiet`, { prompter });
    expect(exit).toBe(0);
    expect(prompter.questions).toHaveLength(1);
    expect(stderr).toContain('notes/dev');
  });
});

describe('on GitHub Actions', () => {
  const env = { GITHUB_ACTIONS: 'true' };

  it.each(['validate dev', 'plan dev'])('%s shows warnings beside their lines', async (command) => {
    const { run } = await project();
    const { stderr } = await run(command, { env });
    expect(stderr).toMatch(/^::warning file=stack\/b\.json,line=\d+,col=\d+::.*somebody-elses-Name/m);
  });

  it('the reason why a stack failed gives no commands to the log', async () => {
    const { run } = await desk({
      'dev.yaml': definition({ a: service('a') }),
      ...stackFile('a', { more: failing(['create'], 'no luck\n::add-mask::x\n  ::error::y\n##[group]z') }),
    });
    const { stdout, stderr } = await run('deploy dev --yes', { env });
    expect(stderr).toContain('no luck');
    const commands = `${stdout}\n${stderr}`.split('\n').flatMap((line) => /^\s*::([a-z-]+)|##\[/.exec(line)?.[0] ?? []);
    expect([...new Set(commands)].sort()).toEqual(['::endgroup', '::error', '::group']);
  });
});
