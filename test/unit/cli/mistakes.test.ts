import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { desk } from '../../support/cli.ts';
import type { Files } from '../../support/folder.ts';
import { definition, service, stackFile } from '../../support/project.ts';

/** `Code message` of each error of `validate`. */
async function mistakes(services: JsonObject, files: Files = {}): Promise<string[]> {
  const { run } = await desk({
    'dev.yaml': definition(services),
    ...stackFile('a', { parameters: ['Stage'] }),
    ...files,
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

it('tells what is wrong in every file, at every stage, at once', async () => {
  const { run } = await desk({
    'dev.yaml': definition(
      {
        a: service('a', { regions: ['eu-wst-1'], dependsOn: ['bb'], approvel: 'manual' }),
        b: service('b', { parameters: { Nope: '${output:a.Missing}' }, buildConfig: '../stack/config' }),
        c: { template: '../stack/none.json' },
      },
      { expires: 'soon' },
    ),
    'two.yaml': 'project: notes\nservices: [a\n',
    'three.yaml': definition({ a: service('a', { regions: ['eu-west-9'], dependsOn: ['b'] }), b: service('b') }),
    ...stackFile('a'),
    'stack/b.json': '{ "Resources": { "T": { "Typ": "AWS::SNS::Topic" } } }',
    'stack/config/config.schema.json': { properties: { size: { type: 'number' } } },
    'stack/config/default.yaml': 'size: many',
    'stack/config/dev.yaml': '{}',
  });
  const { stderr } = await run('validate');
  for (const told of [
    'eu-wst-1 is not the name of an AWS region',
    'dependsOn names an unknown service bb',
    'unknown key "approvel"',
    'declares no output "Missing"',
    'template stack/none.json does not exist',
    'expires must be',
    'size must be a number',
    '"Type"',
    'environments/two.yaml:3:1',
  ])
    expect(stderr).toContain(told);
  const { exit, stdout } = await run('validate three');
  expect(stdout).toContain('eu-west-9 is no region that this version of envctl knows: did you mean eu-west-1?');
  expect(exit).toBe(4);
});

it('names folders as a person at the project sees them', async () => {
  const services = { a: service('a', { parameters: { Stage: 'x' }, buildConfig: '../stack/config' }) };
  expect(await mistakes(services, { 'stack/config/default.yaml': '{}' })).toEqual([
    'ConfigInvalid dev has no build-time configuration of its own in stack/config',
  ]);
});

it('says once that a folder with build-time configuration is missing', async () => {
  const services = { a: service('a', { parameters: { Stage: 'x' }, buildConfig: '../stack/none' }) };
  expect(await mistakes(services)).toEqual(['DefinitionInvalid buildConfig stack/none does not exist']);
});

it.each([
  ['../stack/none.yaml', 'template stack/none.yaml does not exist'],
  ['../../none.yaml', expect.stringMatching(/^template .*none.yaml is outside the project$/)],
  [undefined, 'template is missing in services.b'],
])('says once what is wrong with the path of a template: %s', async (template, message) => {
  const found = await mistakes({ b: template === undefined ? {} : { template } });
  expect(found.map((one) => one.replace('DefinitionInvalid ', ''))).toEqual([message]);
});

it('tells a value that a reference brings where it stands, and where it is used', async () => {
  const { run } = await desk({
    'base.yaml': 'project: notes\nregion: eu-west-1\nconfig:\n  size: abc\n  again: "${config:size}"\n',
    'dev.yaml': [
      'extends: base.yaml',
      'account: { id: "123456789012" }',
      'services:',
      '  a: { template: ../stack/a.json, parameters: { Size: "${config:again}" } }',
      '',
    ].join('\n'),
    'stack/a.json': JSON.stringify({
      Parameters: { Size: { Type: 'Number' } },
      Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
    }),
  });
  expect((await run('validate --output json')).json()).toMatchObject({
    errors: [
      {
        message: 'parameter "Size": "abc" is not a number, given at dev.yaml:4:55',
        at: { file: expect.stringMatching(/base\.yaml$/), line: 4, column: 9 },
      },
    ],
  });
});

it('tells a misspelt key of a service and an unfit name of a file alone, without what comes of them', async () => {
  const { run } = await desk({
    'dev.yaml': definition({ a: service('a', { paramters: { Stage: 'x' } }) }),
    'Dev_1.yaml': definition({ a: service('a', { parameters: { Stage: 'x' }, buildConfig: '../stack/config' }) }),
    'bad.yaml': definition({ a: service('a', { parameters: ['Stage'] }) }),
    ...stackFile('a', { parameters: ['Stage'] }),
    'stack/config/default.yaml': '{}',
  });
  expect((await run('validate --output json')).json()).toMatchObject({
    errors: [
      { message: expect.stringMatching(/^the file's name "Dev_1" cannot be/) },
      { message: expect.stringMatching(/^services.a.parameters must be a map/) },
      { message: 'unknown key "paramters" in services.a' },
    ],
  });
});

it('warns of an environment that has expired before it is deployed', async () => {
  const { run } = await desk({
    'dev.yaml': definition({ a: service('a') }, { expires: '2001-01-31' }),
    ...stackFile('a'),
  });
  for (const line of ['validate', 'plan dev', 'deploy dev --yes']) {
    const { stdout, stderr } = await run(line);
    expect(stdout + stderr, line).toContain('expires: 2001-01-31 is past');
  }
});
