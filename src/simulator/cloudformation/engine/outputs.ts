import { member, section } from '../../../template/tree.ts';
import { evaluateText } from '../intrinsics/evaluate.ts';
import type { EvaluationScope } from '../intrinsics/scope.ts';
import type { OutputRecord } from '../records.ts';
import { included } from './definitions.ts';

/** The outputs whose conditions hold. A value that is still open, as in a plan, is given as its JSON. */
export function outputsOf(scope: EvaluationScope): OutputRecord[] {
  const outputs = Object.entries(section(scope.template, 'Outputs')).filter(([, output]) => included(output, scope));
  return outputs.map(([key, output]) => {
    const description = member(output, 'Description');
    const exportName = member(member(output, 'Export'), 'Name');
    return {
      key,
      value: evaluateText(member(output, 'Value') ?? '', scope, `The Value field of output ${key}`) ?? '',
      description: typeof description === 'string' ? description : null,
      exportName: exportName === undefined ? null : evaluateText(exportName, scope, `The Name field of export ${key}`),
    };
  });
}
