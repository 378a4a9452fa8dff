import { expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { failing } from '../../support/templates.ts';

interface Outcome {
  readonly services: readonly { readonly service: string; readonly outcome: string }[];
}

/** `emma` borrows `a` from `dev`, in whose account it lives; `old` has gone from its definition. */
async function project() {
  const emma = (services: Readonly<Record<string, object>>) => ({
    project: 'notes',
    region: 'eu-west-1',
    account: { environment: 'dev' },
    services: { a: { from: 'dev' }, ...services },
  });
  const made = await desk({
    'dev.yaml': definition({ a: service('a') }),
    'emma.yaml': emma({ b: service('b'), old: service('old') }),
    ...stackFile('a', { exports: { 'Fn::Sub': '${AWS::StackName}-Name' } }),
    ...stackFile('b', { value: { 'Fn::ImportValue': 'notes-dev-a-Name' } }),
    ...stackFile('old'),
  });
  expect((await made.run('deploy dev emma --yes')).exit).toBe(0);
  await made.write({
    'emma.yaml': emma({ b: service('b') }),
    ...stackFile('a', { exports: { 'Fn::Sub': '${AWS::StackName}-Name' }, value: 'y', more: failing(['update']) }),
    ...stackFile('b', { value: { 'Fn::Sub': ['${A}/y', { A: { 'Fn::ImportValue': 'notes-dev-a-Name' } }] } }),
  });
  return made;
}

it('an environment that another one kept from its turn has failed, says why, and loses nothing to --prune', async () => {
  const { run } = await project();
  const ended = await run('deploy dev emma --prune --yes --output json');
  expect(ended.exit).toBe(1);
  const { environments } = ended.json() as unknown as { environments: Outcome[] };
  expect(environments).toMatchObject([
    { environment: 'dev', outcome: 'failed' },
    {
      environment: 'emma',
      outcome: 'failed',
      error: { code: 'StackFailed', message: expect.stringContaining('dev/a failed') as string },
    },
  ]);
  const became = environments.at(-1)?.services.map(({ service: name, outcome }) => [name, outcome]);
  expect(became).toEqual(
    expect.arrayContaining([
      ['b', 'skipped'],
      ['old', 'skipped'],
    ]),
  );
  const [last] = (await run('history emma --output json')).json()['deployments'] as { outcome: string }[];
  expect(last).toMatchObject({ outcome: 'failed' });
});
