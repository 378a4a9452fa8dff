import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, member, section } from '../../../template/tree.ts';
import { textOf } from '../../input.ts';
import type { Operation } from '../../service.ts';
import { validationError } from '../faults.ts';
import { neededCapability } from '../template/capabilities.ts';
import { requestTemplate } from '../template/read.ts';
import { transformsOf } from '../template/transforms.ts';
import { requestChangeSet, requestStack } from './lookup.ts';
import { plain } from '../text.ts';

const STAGES = ['Original', 'Processed'];

const getTemplate: Operation = (input, call) => {
  const changeSet = textOf(input, 'ChangeSetName') === null ? null : requestChangeSet(input, call);
  const config = changeSet === null ? requestStack(input, call, 'id').config : changeSet.config;
  const processed = textOf(input, 'TemplateStage') === 'Processed' && transformsOf(config.template).length > 0;
  return { TemplateBody: processed ? JSON.stringify(config.template) : config.body, StagesAvailable: STAGES };
};

const validateTemplate: Operation = (input, call) => {
  const { template } = requestTemplate(input, call, null);
  return {
    Description: descriptionOf(template),
    Parameters: parametersOf(template),
    DeclaredTransforms: transformsOf(template),
    ...capabilitiesOf(template),
  };
};

const getTemplateSummary: Operation = (input, call) => {
  const template =
    textOf(input, 'StackName') === null ? requestTemplate(input, call, null).template : stackTemplate(input, call);
  const types = Object.values(section(template, 'Resources')).map((resource) => plain(member(resource, 'Type')));
  const metadata = member(template, 'Metadata');
  return {
    Description: descriptionOf(template),
    Parameters: parametersOf(template).map((parameter, index) => ({ ...parameter, ...constraintsOf(template, index) })),
    ResourceTypes: [...new Set(types)].sort(),
    Version: '2010-09-09',
    Metadata: metadata === undefined ? undefined : JSON.stringify(metadata),
    DeclaredTransforms: transformsOf(template),
    ...capabilitiesOf(template),
  };
};

const stackTemplate = (...[input, call]: Parameters<Operation>): JsonObject => {
  const stack = requestStack(input, call, 'id');
  if (stack.status === 'REVIEW_IN_PROGRESS') {
    throw validationError('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
  }
  return stack.config.template;
};

function parametersOf(template: JsonObject): Record<string, unknown>[] {
  return Object.entries(section(template, 'Parameters')).map(([name, declaration]) => ({
    ParameterKey: name,
    DefaultValue: textMember(declaration, 'Default'),
    NoEcho: plain(member(declaration, 'NoEcho') ?? false).toLowerCase() === 'true',
    Description: textMember(declaration, 'Description'),
  }));
}

function constraintsOf(template: JsonObject, index: number): Record<string, unknown> {
  const declaration = Object.values(section(template, 'Parameters'))[index] ?? null;
  const allowed = member(declaration, 'AllowedValues');
  return {
    ParameterType: textMember(declaration, 'Type'),
    ParameterConstraints: isList(allowed) ? { AllowedValues: allowed.map(String) } : {},
  };
}

function capabilitiesOf(template: JsonObject): Record<string, unknown> {
  const needed = neededCapability(template);
  return needed === null ? {} : { Capabilities: [needed.capability], CapabilitiesReason: needed.reason };
}

function descriptionOf(template: JsonObject): string | undefined {
  return textMember(template, 'Description');
}

function textMember(node: Json, key: string): string | undefined {
  const value = member(node, key);
  return value === undefined ? undefined : plain(value);
}

/** Operations on templates. */
export const TEMPLATE_OPERATIONS: Readonly<Record<string, Operation>> = {
  GetTemplate: getTemplate,
  GetTemplateSummary: getTemplateSummary,
  ValidateTemplate: validateTemplate,
};
