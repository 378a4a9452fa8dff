import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

/** Exports a name that is known only once another service is there: what no plan can compare with what others export. */
const LATE: JsonObject = {
  Parameters: { Name: { Type: 'String' } },
  Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
  Outputs: { Topic: { Value: { Ref: 'Topic' }, Export: { Name: { Ref: 'Name' } } } },
};

/** Its output is `Table`. */
const NAMING: JsonObject = {
  Resources: {
    Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: 'Table', Value: 'anything' } },
  },
  Outputs: { Name: { Value: { Ref: 'Setting' } } },
};

it('of a stack as a whole is told with its reason: an export that another stack has already', async () => {
  const { run, write } = await desk({
    'dev.yaml': definition({ a: service('a') }),
    ...stackFile('a', { exports: 'Table' }),
    'stack/late.json': LATE,
    'stack/naming.json': NAMING,
  });
  expect((await run('deploy dev --yes')).exit).toBe(0);

  const late = service('late', { parameters: { Name: '${output:naming.Name}' } });
  await write({ 'dev.yaml': definition({ a: service('a'), naming: service('naming'), late }) });
  const failed = await run('deploy dev --yes --output json');
  expect(failed.exit).toBe(1);
  expect(failed.json()['error']).toMatchObject({
    code: 'StackFailed',
    message: expect.stringMatching(/Export with name Table is already exported by stack notes-dev-a\.$/),
  });
});
