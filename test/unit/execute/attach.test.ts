import { DeleteStackCommand, UpdateStackCommand, CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { killedAfter } from '../../support/killing-handler.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { failing, slow } from '../../support/templates.ts';

const STACK = 'notes-dev-a';
const SLOW = slow(30);

function project(): Promise<Desk> {
  return desk({ 'dev.yaml': definition({ a: service('a') }), ...stackFile('a', { more: SLOW }) });
}

/** Runs until a request of this kind has taken effect, and dies there. */
async function killed({ run }: Desk, call: string, argv: string): Promise<void> {
  const { exit } = await run(argv, { aws: { wrap: killedAfter(call) } });
  expect(exit).not.toBe(0);
}

/** The next run, another process, with what it told of its waiting. */
async function rerun({ run, world }: Desk, argv: string) {
  const before = world.events.length;
  const ended = await run(`${argv} --wait`, { pid: 4712 });
  const said = world.events.slice(before).filter(({ phase }) => phase === 'waiting');
  return { ...ended, said: said.map(({ message }) => message) };
}

/** How often each operation of the stack began, over all its lives. */
async function begun({ world }: Desk, ids: readonly string[]): Promise<string[]> {
  const gateway = (await enter(world)).cloudformation(REGION);
  const all = await Promise.all(ids.map(async (id) => (await gateway.events(id, 0)).toReversed()));
  return all
    .flat()
    .filter(({ logicalId, reason }) => logicalId === STACK && reason === 'User Initiated')
    .map(({ status }) => status);
}

async function stackId({ world }: Desk): Promise<string> {
  return (await (await enter(world)).cloudformation(REGION).describe(STACK))?.id ?? '';
}

/** Somebody else, with a token of their own or none. */
function other({ world }: Desk): CloudFormationClient {
  return new CloudFormationClient({
    region: REGION,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
    requestHandler: simulatorHandler(world.simulator),
  });
}

const OWN = 'going on with what an earlier run began';

describe('the run after one that was killed', () => {
  it('goes on with the creation that had begun', async () => {
    const one = await project();
    await killed(one, 'ExecuteChangeSet', 'deploy dev --yes');
    const { exit, stdout, stderr, said } = await rerun(one, 'deploy dev --yes');
    expect(exit, stderr).toBe(0);
    expect(said).toContain(`${OWN}: CREATE_IN_PROGRESS`);
    expect(stdout).toMatch(/ a +eu-west-1 +recovered +\d/);
    expect(await begun(one, [await stackId(one)])).toEqual(['REVIEW_IN_PROGRESS', 'CREATE_IN_PROGRESS']);
  });

  it('goes on with the update that had begun', async () => {
    const one = await project();
    await one.run('deploy dev --yes');
    await one.write(stackFile('a', { value: 'y', more: SLOW }));
    await killed(one, 'ExecuteChangeSet', 'deploy dev --yes');
    const { exit, stderr, said } = await rerun(one, 'deploy dev --yes');
    expect(exit, stderr).toBe(0);
    expect(said).toContain(`${OWN}: UPDATE_IN_PROGRESS`);
    expect((await begun(one, [await stackId(one)])).slice(2)).toEqual(['UPDATE_IN_PROGRESS']);
  });

  it('says that it recovered what it went on with, and runs the command after it', async () => {
    const one = await project();
    await one.write({ 'dev.yaml': definition({ a: service('a', { after: { command: 'echo migrated >> ran' } }) }) });
    await one.run('deploy dev --yes');
    await one.write(stackFile('a', { value: 'y', more: SLOW }));
    await killed(one, 'ExecuteChangeSet', 'deploy dev --yes');
    const { exit, json } = await rerun(one, 'deploy dev --yes --output json');
    expect(exit).toBe(0);
    expect(json()).toMatchObject({ outcome: 'succeeded', services: [{ outcome: 'recovered', reason: null }] });
    expect(await readFile(join(one.root, 'stack/ran'), 'utf8')).toBe('migrated\nmigrated\n');
    expect((await one.run('deploy dev --yes --output json')).json()).toMatchObject({ outcome: 'unchanged' });
  });

  it('makes its own update where another one had begun', async () => {
    const one = await project();
    await one.run('deploy dev --yes');
    await one.write(stackFile('a', { value: 'y', more: SLOW }));
    await killed(one, 'ExecuteChangeSet', 'deploy dev --yes');
    await one.write(stackFile('a', { value: 'z', more: SLOW }));
    const { exit, stderr, said } = await rerun(one, 'deploy dev --yes');
    expect(exit, stderr).toBe(0);
    expect(said).toContain('an earlier deployment is under way: UPDATE_IN_PROGRESS');
    const updates = ['UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS'];
    expect((await begun(one, [await stackId(one)])).slice(2)).toEqual(updates);
  });

  it('goes on with the deletion that had begun', async () => {
    const one = await project();
    await one.run('deploy dev --yes');
    const id = await stackId(one);
    await killed(one, 'DeleteStack', 'destroy dev --yes');
    const { exit, stderr, said } = await rerun(one, 'destroy dev --yes');
    expect(exit, stderr).toBe(0);
    expect(said).toContain(`${OWN}: DELETE_IN_PROGRESS`);
    expect((await begun(one, [id])).slice(2)).toEqual(['DELETE_IN_PROGRESS']);
  });

  it('goes on with the deletion of a stack that never came up', async () => {
    const one = await project();
    await one.write(stackFile('a', { more: failing(['create']) }));
    await one.run('deploy dev --yes');
    const dead = await stackId(one);
    await one.write(stackFile('a', { more: SLOW }));
    await killed(one, 'DeleteStack', 'deploy dev --yes');
    const { exit, stderr, said } = await rerun(one, 'deploy dev --yes');
    expect(exit, stderr).toBe(0);
    expect(said).toContain(`${OWN}: DELETE_IN_PROGRESS`);
    const lives = [dead, await stackId(one)];
    expect((await begun(one, lives)).filter((status) => status !== 'REVIEW_IN_PROGRESS')).toEqual([
      'CREATE_IN_PROGRESS',
      'DELETE_IN_PROGRESS',
      'CREATE_IN_PROGRESS',
    ]);
  });

  it('goes on with the rollback that had been continued', async () => {
    const one = await project();
    await one.run('deploy dev --yes');
    await one.write(stackFile('a', { value: 'y', more: failing(['update', 'rollback']) }));
    await one.run('deploy dev --yes');
    const id = await stackId(one);
    await killed(one, 'ContinueUpdateRollback', 'deploy dev --yes');
    const { exit, said } = await rerun(one, 'deploy dev --yes');
    expect(exit).toBe(1);
    expect(said).toContain(`${OWN}: UPDATE_ROLLBACK_IN_PROGRESS`);
    // The one that was killed had begun one. It fails once more here, and is tried again.
    expect((await begun(one, [id])).slice(3)).toEqual(['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS']);
  });
});

describe('an operation that envctl did not start', () => {
  it('is named as another tool’s, waited for, and not taken for a deployment', async () => {
    const one = await project();
    await one.run('deploy dev --yes');
    const body = JSON.stringify({ Resources: { Other: { Type: 'AWS::SQS::Queue' } }, ...SLOW });
    await other(one).send(
      new UpdateStackCommand({ StackName: STACK, TemplateBody: body, ClientRequestToken: 'cdk-7' }),
    );
    const { exit, stderr, said } = await rerun(one, 'deploy dev --yes');
    expect(exit, stderr).toBe(0);
    expect(said).toContain('an operation of another tool is under way: UPDATE_IN_PROGRESS (request token cdk-7)');
    const stack = await (await enter(one.world)).cloudformation(REGION).describe(STACK);
    expect(stack?.outputs.map(({ key }) => key)).toEqual(['Name']);
  });

  it('is named as such in a removal, too', async () => {
    const one = await project();
    await one.run('deploy dev --yes');
    await other(one).send(new DeleteStackCommand({ StackName: STACK }));
    const { exit, stderr, said } = await rerun(one, 'destroy dev --yes');
    expect(exit, stderr).toBe(0);
    expect(said).toContain('an operation of another tool is under way: DELETE_IN_PROGRESS (without a request token)');
  });
});

describe('a removal that failed', () => {
  it('is another attempt the next time, not a repetition of the first', async () => {
    const one = await project();
    await one.write(stackFile('a', { more: failing(['delete']) }));
    await one.run('deploy dev --yes');
    const id = await stackId(one);
    expect((await one.run('destroy dev --yes')).exit).toBe(1);
    expect((await one.run('destroy dev --yes')).exit).toBe(1);
    expect((await begun(one, [id])).slice(2)).toEqual(['DELETE_IN_PROGRESS', 'DELETE_IN_PROGRESS']);
  });
});
