import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { commitAll } from '../support/scenario/repository.ts';
import { scene } from '../support/scenario/scene.ts';
import { accountIn, done } from '../support/scenario/verdict.ts';

test('status tells account, region, stacks, health, addresses and the commit, as text and as JSON', async () => {
  const site = await serveHealth();
  const staging = await scene({
    'staging.yaml': own({
      database: at('database'),
      notes: at('notes', { parameters: { Url: site }, health: '${output:notes.Url}/health' }),
    }),
    ...stack('database'),
    'stack/notes.yaml': WITH_URL,
  });
  const commit = await commitAll(staging.root);
  const accountId = accountIn(await done(staging.run('deploy staging --create --yes')));

  const status = await done(staging.run('status staging'));
  expect(status).toMatchObject({ environment: 'staging', accountId, region: 'eu-west-1', lock: null });
  const [database, notes] = ['database', 'notes'].map((name) =>
    (status['services'] as { service: string }[]).find(({ service }) => service === name),
  );
  expect(database).toMatchObject({ status: 'CREATE_COMPLETE', health: null, commit });
  expect(notes).toMatchObject({
    stack: `${staging.project}-staging-notes`,
    status: 'CREATE_COMPLETE',
    health: 'ok',
    urls: [site],
    outputs: { Url: site },
    commit,
  });

  const { stdout } = await staging.show('status staging');
  for (const shown of [accountId, 'eu-west-1', 'notes', 'CREATE_COMPLETE', 'ok', site]) {
    expect(stdout).toContain(shown);
  }
});

test('what is not deployed is shown as absent', async () => {
  const { run: envctl } = await scene({ 'staging.yaml': own({ notes: at('notes') }), ...stack('notes') });
  await done(envctl('create-account staging'));
  expect(await done(envctl('status staging'))).toMatchObject({ services: [{ service: 'notes', status: 'ABSENT' }] });
});

const WITH_URL = {
  Parameters: { Url: { Type: 'String' } },
  Resources: { Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Url' } } } },
  Outputs: { Url: { Value: { Ref: 'Url' } } },
};

/** An address that answers 200 below /health. */
async function serveHealth(): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/health' ? 200 : 404).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
