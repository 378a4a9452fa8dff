import type { Json } from '../model/json.ts';
import type { Template } from './template.ts';
import { expands, SAM, transformsOf } from './transforms.ts';
import { member, section } from './tree.ts';

/** What CloudFormation wants to be acknowledged before it makes a change set. */
export type Capability = 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM' | 'CAPABILITY_AUTO_EXPAND';

/** The property that gives an IAM resource a name of its own; the name is what makes `CAPABILITY_NAMED_IAM` necessary. */
const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
};

const NESTED = new Set(['AWS::CloudFormation::Stack', 'AWS::Serverless::Application']);

/**
 * The capabilities that a template needs, as far as the file shows; all three when it hands over to nested stacks or to
 * macros, whose result only CloudFormation sees.
 */
export function capabilitiesOf(template: Pick<Template, 'tree'>): Capability[] {
  const resources = Object.values(section(template.tree, 'Resources'));
  const transforms = transformsOf(template.tree);
  const hidden = expands(transforms) || resources.some((resource) => NESTED.has(typeOf(resource)));
  const named = hidden || resources.some(isNamedIam);
  const iam =
    named || transforms.includes(SAM) || resources.some((resource) => typeOf(resource).startsWith('AWS::IAM::'));
  return [
    ...(iam ? (['CAPABILITY_IAM'] as const) : []),
    ...(named ? (['CAPABILITY_NAMED_IAM'] as const) : []),
    ...(hidden || transforms.length > 0 ? (['CAPABILITY_AUTO_EXPAND'] as const) : []),
  ];
}

function typeOf(resource: Json): string {
  const type = member(resource, 'Type');
  return typeof type === 'string' ? type : '';
}

function isNamedIam(resource: Json): boolean {
  const property = NAME_PROPERTY[typeOf(resource)];
  return property !== undefined && member(member(resource, 'Properties'), property) !== undefined;
}
