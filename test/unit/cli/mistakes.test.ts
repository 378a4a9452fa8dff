import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

/** `Code message` of each error of `validate`. */
async function mistakes(services: JsonObject): Promise<string[]> {
  const { run } = await desk({
    'dev.yaml': definition(services),
    ...stackFile('a', { parameters: ['Stage'] }),
  });
  const { exit, json } = await run('validate --output json');
  expect(exit).toBe(4);
  const errors = json()['errors'] as unknown as readonly { readonly code: string; readonly message: string }[];
  return errors.map(({ code, message }) => `${code} ${message}`);
}

it('tells all that is wrong with one value, and of nothing that comes of it', async () => {
  const Stage = '${config:x} ${nope} ${output:b.Out} ${output:other/a.Name} ${output:a.Nope}';
  expect(await mistakes({ a: service('a', { parameters: { Stage } }) })).toEqual([
    'UnknownReference config has no value x',
    'UnknownReference "${nope}" is not a reference',
    'UnknownReference ${output:b.Out} names an unknown service b',
    'UnknownReference ${output:other/a.Name} names an unknown environment other',
    'UnknownReference the template of service "a" declares no output "Nope"',
  ]);
});

it('does not miss a parameter whose value is wrong', async () => {
  expect(await mistakes({ a: service('a', { parameters: { Stage: { a: 'b' } } }) })).toEqual([
    expect.stringMatching(/^DefinitionInvalid services.a.parameters.Stage must be /),
  ]);
});

it.each([
  ['../stack/none.yaml', 'template stack/none.yaml does not exist'],
  ['../../none.yaml', expect.stringMatching(/^template .*none.yaml is outside the project$/)],
  [undefined, 'template is missing in services.b'],
])('says once what is wrong with the path of a template: %s', async (template, message) => {
  const found = await mistakes({ b: template === undefined ? {} : { template } });
  expect(found.map((one) => one.replace('DefinitionInvalid ', ''))).toEqual([message]);
});
