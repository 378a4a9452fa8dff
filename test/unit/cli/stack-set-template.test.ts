import { expect, it } from 'vitest';
import { checkStackSet } from '../../../src/cli/stages/stack-set-template.ts';
import type { StackSetService } from '../../../src/model/stack-set.ts';
import { stackSetService } from '../../support/stack-set.ts';
import { templatesOf } from '../../support/templates.ts';

const at = { file: '/project/environments/fleet.yaml', line: 4, column: 3 };

function problems(template: object, given: Partial<StackSetService> = {}): string[] {
  const read = templatesOf({ guard: template }).get('/project/guard.yaml');
  return checkStackSet(stackSetService(given), read).map(({ code, message }) => `${code} ${message}`);
}

const QUEUE = { Type: 'AWS::SQS::Queue' };
const CANNOT = 'TemplateInvalid "guard" cannot be handed to StackSets:';

it('a template that StackSets can make is taken as it is', () => {
  expect(problems({ Resources: { Queue: QUEUE } })).toEqual([]);
});

it.each([
  ['a transform', { Transform: 'AWS::LanguageExtensions', Resources: { Queue: QUEUE } }, 'AWS::LanguageExtensions'],
  [
    'a nested stack',
    {
      Resources: {
        Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/x' } },
      },
    },
    'Inner is a nested stack',
  ],
  [
    'code to be packaged',
    { Resources: { Code: { Type: 'AWS::Lambda::Function', Properties: { Code: '../code' } } } },
    'Code takes ../code, which other accounts cannot read from our bucket',
  ],
  ['a body that is too long', { Description: 'x'.repeat(51_200), Resources: { Queue: QUEUE } }, 'and they take 51200'],
])('%s is refused before AWS is asked', (_what, template, why) => {
  expect(problems(template)).toEqual([expect.stringMatching(new RegExp(`^${CANNOT} .*${why.replaceAll('.', '\\.')}`))]);
});

it('parameters are checked like those of any service', () => {
  const template = { Parameters: { Size: { Type: 'Number' } }, Resources: { Queue: QUEUE } };
  expect(problems(template)).toEqual([expect.stringContaining('Size')]);
  expect(problems(template, { parameters: { Size: { value: '3', at } } })).toEqual([]);
  expect(problems(template, { parameters: { Size: { value: '3', at }, Sise: { value: '4', at } } })).toEqual([
    'DefinitionInvalid the template has no parameter "Sise"',
  ]);
});
