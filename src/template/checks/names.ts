import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Json } from '../../model/json.ts';
import { didYouMean, invalid } from '../problem.ts';
import type { Template } from '../template.ts';
import { expands, SAM, transformsOf } from '../transforms.ts';
import { isList, member, section, walk } from '../tree.ts';
import { usesIn, type Use } from '../uses.ts';

const PSEUDO_PARAMETERS = [
  'AWS::AccountId',
  'AWS::NotificationARNs',
  'AWS::NoValue',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
];

/** What may be named in a part of a template. */
interface Names {
  readonly parameters: readonly string[];
  /** Empty in the section `Conditions`, where no resource exists yet. */
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  readonly mappings: readonly string[];
  /** SAM makes resources of its own: their names begin with one in the file, or with `Serverless`. */
  readonly sam: boolean;
}

/** Every name that a template uses has to be declared in it. What a macro or `Fn::ForEach` makes of one is not checked. */
export function checkNames(template: Template): Diagnostic[] {
  const transforms = transformsOf(template.tree);
  if (expands(transforms) || hasLoops(template)) return [];
  const names = namesIn(template, transforms.includes(SAM));
  const inConditions = { ...names, resources: [], sam: false };
  return [
    ...usesIn(section(template.tree, 'Conditions'), ['Conditions']).flatMap((use) =>
      problems(template, use, inConditions),
    ),
    ...conditionReferences(template).flatMap((use) => problems(template, use, names)),
    ...attributeUses(template).flatMap((use) => problems(template, use, names)),
    ...['Resources', 'Outputs'].flatMap((name) =>
      usesIn(section(template.tree, name), [name]).flatMap((use) => problems(template, use, names)),
    ),
  ];
}

function hasLoops(template: Template): boolean {
  let found = false;
  walk(template.tree, [], (_node, path) => {
    found ||= String(path.at(-1)).startsWith('Fn::ForEach::');
  });
  return found;
}

function namesIn({ tree }: Template, sam: boolean): Names {
  const keys = (name: string): string[] => Object.keys(section(tree, name));
  return {
    parameters: keys('Parameters'),
    resources: keys('Resources'),
    conditions: keys('Conditions'),
    mappings: keys('Mappings'),
    sam,
  };
}

/** `{ Condition: name }` between conditions. */
function conditionReferences({ tree }: Template): Use[] {
  const uses: Use[] = [];
  walk(section(tree, 'Conditions'), ['Conditions'], (node, path) => {
    const name = member(node, 'Condition');
    if (typeof name === 'string' && path.length > 1)
      uses.push({ kind: 'condition', name, path: [...path, 'Condition'] });
  });
  return uses;
}

/** `Condition` and `DependsOn` of resources and outputs. */
function attributeUses({ tree }: Template): Use[] {
  return ['Resources', 'Outputs'].flatMap((name) =>
    Object.entries(section(tree, name)).flatMap(([key, declared]): Use[] => {
      const condition = member(declared, 'Condition');
      const uses: Use[] = dependencies(declared).map(([dependency, index]) => ({
        kind: 'attribute',
        name: dependency,
        path: [name, key, 'DependsOn', ...index],
      }));
      if (typeof condition === 'string')
        uses.push({ kind: 'condition', name: condition, path: [name, key, 'Condition'] });
      return uses;
    }),
  );
}

function dependencies(declared: Json): [string, number[]][] {
  const dependsOn = member(declared, 'DependsOn');
  if (typeof dependsOn === 'string') return [[dependsOn, []]];
  return isList(dependsOn)
    ? dependsOn.flatMap((item, index) => (typeof item === 'string' ? [[item, [index]] as [string, number[]]] : []))
    : [];
}

function problems(template: Template, use: Use, names: Names): Diagnostic[] {
  const problem = problemOf(use, names);
  return problem ? [invalid(template, use.path, ...problem)] : [];
}

function problemOf({ kind, name }: Use, names: Names): [message: string, hint: string | null] | null {
  const { parameters, resources, conditions, mappings } = names;
  switch (kind) {
    case 'malformed':
      return [`Fn::Sub cannot fill in "\${${name}}"`, `write "\${!${name}}" when it is not meant for CloudFormation`];
    case 'condition':
      return conditions.includes(name)
        ? null
        : [`the template has no condition "${name}"`, didYouMean(name, conditions)];
    case 'mapping':
      return mappings.includes(name) ? null : [`the template has no mapping "${name}"`, didYouMean(name, mappings)];
    case 'attribute':
      return isResource(name, names) ? null : [`the template has no resource "${name}"`, didYouMean(name, resources)];
    case 'ref': {
      const candidates = [...resources, ...parameters, ...PSEUDO_PARAMETERS];
      if (candidates.includes(name) || isResource(name, names)) return null;
      return [
        `the template has no ${resources.length > 0 ? 'resource or ' : ''}parameter "${name}"`,
        didYouMean(name, candidates),
      ];
    }
  }
}

function isResource(name: string, { resources, sam }: Names): boolean {
  if (resources.includes(name)) return true;
  return sam && ['Serverless', ...resources].some((prefix) => name.startsWith(prefix));
}
