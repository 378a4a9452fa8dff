import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, outcomes } from '../support/scenario/verdict.ts';
import type { Insider } from '../support/scenario/witness.ts';

test('42: a key that is taken out of the definition is gone after the next deployment', async () => {
  const { deploy, values } = await deployed({ PAGE_SIZE: '20', BANNER: 'a=b=c' });
  expect(await values()).toEqual({ PAGE_SIZE: '20', BANNER: 'a=b=c' });
  await deploy({ BANNER: 'a=b=c' });
  expect(await values()).toEqual({ BANNER: 'a=b=c' });
});

test('44: a value of kind live is changed beside the service, another one with it', async () => {
  const { deploy, values } = await deployed({
    LIMIT: { value: '1', apply: 'live' },
    PAGE_SIZE: { value: '20', apply: 'deploy' },
  });
  const live = await deploy({ LIMIT: { value: '2', apply: 'live' }, PAGE_SIZE: { value: '20', apply: 'deploy' } });
  expect(outcomes(live)).toEqual({ notes: 'unchanged' });
  expect(await values()).toEqual({ LIMIT: '2', PAGE_SIZE: '20' });

  await deploy({ LIMIT: { value: '2', apply: 'live' }, PAGE_SIZE: { value: '50', apply: 'deploy' } });
  expect(await values()).toEqual({ LIMIT: '2', PAGE_SIZE: '50' });
});

test('a default holds until somebody sets another value, which then stays', async () => {
  const { deploy, values, inside, project } = await deployed({ PAGE_SIZE: { default: '20' } });
  await deploy({ PAGE_SIZE: { default: '30' } });
  expect(await values()).toEqual({ PAGE_SIZE: '30' });
  const Name = `/${project}/staging/notes/PAGE_SIZE`;
  await inside.ssm().send(new PutParameterCommand({ Name, Type: 'String', Value: '99', Overwrite: true }));
  await deploy({ PAGE_SIZE: { default: '40' } });
  expect(await values()).toEqual({ PAGE_SIZE: '99' });
});

interface Deployed extends Scene {
  readonly inside: Insider;
  /** With other run-time values. */
  deploy(runtime: object): ReturnType<typeof done>;
  /** By key. */
  values(): Promise<Record<string, string>>;
}

async function deployed(runtime: object): Promise<Deployed> {
  const given = await scene({ 'staging.yaml': own(), ...stack('notes') });
  await done(given.run('create-account staging'));
  const deploy = async (values: object): ReturnType<typeof done> => {
    await given.write({ 'staging.yaml': own({ notes: at('notes', { runtime: { ...values } }) }) });
    return done(given.run('deploy staging --yes'));
  };
  const inside = await given.witness.inside((await deploy(runtime))['accountId']);
  const path = `/${given.project}/staging/notes`;
  const values = async (): Promise<Record<string, string>> => {
    const parameters = Object.entries(await inside.parameters(path));
    return Object.fromEntries(parameters.map(([name, value]) => [name.slice(path.length + 1), value]));
  };
  return { ...given, inside, deploy, values };
}
