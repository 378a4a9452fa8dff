import { expect, test } from 'vitest';
import { scripted } from '../support/host.ts';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, refused } from '../support/scenario/verdict.ts';

/** `Named` gets another name, so that it is replaced; `Gone` goes. */
function notes(name: string, more: object = {}): Record<string, object> {
  const named = { Type: 'AWS::SSM::Parameter', Properties: { Name: name, Type: 'String', Value: 'x' } };
  return { 'stack/notes.yaml': { Parameters: { Stage: { Type: 'String' } }, Resources: { Named: named, ...more } } };
}

const GONE = { Gone: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } } };

test('replaced and removed resources stand out in the list that is shown before anything is applied', async () => {
  const { run, show, project, write } = await deployed();
  await write(notes(`/${project}-second`));
  expect(await done(run('plan prod'))).toMatchObject({
    changes: 1,
    services: [
      {
        service: 'notes',
        action: 'update',
        resources: expect.arrayContaining([
          expect.objectContaining({ logicalId: 'Gone', type: 'AWS::SSM::Parameter', action: 'Remove' }),
          expect.objectContaining({
            logicalId: 'Named',
            type: 'AWS::SSM::Parameter',
            action: 'Modify',
            replacement: true,
          }),
        ]),
      },
    ],
  });

  const person = scripted(false);
  const shown = await show('deploy prod', { prompter: person });
  expect(shown.exit).toBe(3);
  expect(shown.stderr).toMatch(/Named.*replace/i);
  expect(shown.stderr).toMatch(/- .*Gone/);
  expect(person.questions).toHaveLength(1);
  expect(await done(run('plan prod'))).toMatchObject({ changes: 1 });
});

test('where nobody can be asked nothing is applied without --yes', async () => {
  const { run, project, write } = await deployed();
  await write(notes(`/${project}-second`));
  expect(await refused(run('deploy prod'), 3)).toMatchObject({ code: 'ConfirmationRequired' });
  expect(await done(run('plan prod'))).toMatchObject({ changes: 1 });
});

async function deployed(): Promise<Scene> {
  const given = await scene({ 'prod.yaml': own({ notes: at('notes') }), ...stack('notes') });
  await given.write(notes(`/${given.project}-first`, GONE));
  await done(given.run('deploy prod --create --yes'));
  return given;
}
