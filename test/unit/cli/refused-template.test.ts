import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

const GOOD = 'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n';
const BAD = `${GOOD}  Other:\n    Type: AWS::SQS::Que\n  Third:\n    Type: AWS::Nowhere::Thing\n`;

function project(template: string): Promise<Desk> {
  return desk({
    'dev.yaml': definition({ a: service('a', { template: '../stack/a.yaml' }), b: service('b') }),
    'stack/a.yaml': template,
    ...stackFile('b'),
  });
}

interface Told {
  readonly services: readonly { readonly service: string; readonly action: string }[];
  readonly errors: readonly {
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
    readonly at: { readonly line: number; readonly column: number } | null;
  }[];
}

function placesOf({ errors }: Told): unknown[] {
  return errors.map(({ code, hint, at }) => [code, at?.line, at?.column, hint]);
}

describe('a type that CloudFormation does not know', () => {
  it('is told by the plan at its place, and the plan is shown all the same', async () => {
    const one = await project(GOOD);
    await one.run('deploy dev --yes');
    await one.write({ 'stack/a.yaml': BAD, ...stackFile('b', { value: 'y' }) });
    const { exit, json } = await one.run('plan dev --output json');
    expect(exit).toBe(1);
    const told = json() as unknown as Told;
    expect(placesOf(told)).toEqual([
      ['StackFailed', 5, 11, 'resource Other: did you mean AWS::SQS::Queue?'],
      ['StackFailed', 7, 11, 'correct the template or the values that it is given'],
    ]);
    expect(told.errors[0]?.message).toContain('notes-dev-a');
    expect(told.services.map(({ service: name, action }) => [name, action])).toEqual([
      ['a', 'update'],
      ['b', 'update'],
    ]);
    const text = await one.run('plan dev');
    expect(text.stdout + text.stderr).toMatch(/stack\/a\.yaml:5:11/);
  });

  it('is told at its place when its stack is to be created', async () => {
    const { exit, json } = await (await project(BAD)).run('deploy dev --yes --output json');
    expect(exit).toBe(1);
    const told = json() as unknown as Told;
    expect(placesOf(told)).toEqual([
      ['AwsError', 5, 11, 'resource Other: did you mean AWS::SQS::Queue?'],
      ['AwsError', 7, 11, null],
    ]);
  });
});

it('what early validation refuses is told at its place', async () => {
  const one = await project(GOOD);
  await one.run('deploy dev --yes');
  await one.write({ 'stack/a.yaml': `${GOOD}    Properties:\n      FifoTopic: true\n` });
  const { exit, json } = await one.run('plan dev --output json');
  expect(exit).toBe(1);
  expect(placesOf(json() as unknown as Told)).toEqual([
    ['StackFailed', 5, 18, 'correct the template or the values that it is given'],
  ]);
});
