import { localPathsIn } from '../../artifacts/local-paths.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { text } from '../../model/expression.ts';
import type { StackSetService } from '../../model/stack-set.ts';
import { checkParameters } from '../../template/check-parameters.ts';
import type { Template } from '../../template/template.ts';
import { templateText } from '../../template/text.ts';
import { transformsOf } from '../../template/transforms.ts';
import { member, section } from '../../template/tree.ts';

/** Source: CloudFormation API reference, CreateStackSet: a longer template has to lie where StackSets can read it. */
const MAX_BODY = 51_200;

/** What service-managed stack sets cannot make of a template, and what the definition gives it. Null: it could not be read. */
export function checkStackSet(service: StackSetService, template: Template | undefined): Diagnostic[] {
  // A template of our own takes what the plan gives it.
  if (!template || service.baseline !== null) return [];
  const parameters = Object.fromEntries(
    Object.entries(service.parameters).map(([name, { value, ...place }]) => [name, { ...place, value: text(value) }]),
  );
  const refused = obstacles(template).map((why) =>
    diagnostic('TemplateInvalid', `"${service.name}" cannot be handed to StackSets: ${why}`, {
      at: service.template.at,
      hint: 'leave engine out, so that each environment deploys a stack of its own',
    }),
  );
  return [...refused, ...checkParameters(template, parameters, service.at)];
}

/** Source: CloudFormation user guide, "Configure a custom execution role template for StackSets", and its considerations. */
function obstacles({ tree }: Template): string[] {
  const transforms = transformsOf(tree);
  const nested = Object.entries(section(tree, 'Resources')).filter(
    ([, resource]) => member(resource, 'Type') === 'AWS::CloudFormation::Stack',
  );
  const [local] = localPathsIn(tree);
  const size = Buffer.byteLength(templateText(tree));
  return [
    ...(transforms.length > 0 ? [`its template needs ${transforms.join(', ')}, and they run no transforms`] : []),
    ...nested.map(([id]) => `${id} is a nested stack`),
    ...(local ? [`${local.logicalId} takes ${local.value}, which other accounts cannot read from our bucket`] : []),
    ...(size > MAX_BODY ? [`its template has ${size} bytes, and they take ${MAX_BODY}`] : []),
  ];
}
