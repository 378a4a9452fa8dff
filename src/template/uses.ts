import type { Json } from '../model/json.ts';
import { subParts } from './sub.ts';
import type { TreePath } from './template.ts';
import { functionOf, isList, member, walk } from './tree.ts';

/** A place where a template names something else in it. */
export interface Use {
  readonly kind: 'ref' | 'attribute' | 'condition' | 'mapping' | 'malformed';
  /** What is named: a logical id, a pseudo parameter, a condition, a mapping; the whole placeholder when it is malformed. */
  readonly name: string;
  readonly path: TreePath;
}

const SUB_NAME = /^[A-Za-z0-9_.:]+$/;

/** Every use of a name in a value and in what is in it, by `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::If` and `Fn::FindInMap`. */
export function usesIn(node: Json, path: TreePath): Use[] {
  const uses: Use[] = [];
  walk(node, path, (found, at) => {
    const called = functionOf(found);
    if (called) uses.push(...usesOf(called.name, called.argument, [...at, called.name]));
  });
  return uses;
}

function usesOf(name: string, argument: Json, path: TreePath): Use[] {
  const first = isList(argument) ? argument[0] : argument;
  const firstPath = isList(argument) ? [...path, 0] : path;
  if (typeof first !== 'string') return [];
  switch (name) {
    case 'Ref':
      return [{ kind: 'ref', name: first, path }];
    case 'Fn::GetAtt':
      return [{ kind: 'attribute', name: first.split('.')[0] ?? '', path: firstPath }];
    case 'Fn::If':
      return [{ kind: 'condition', name: first, path: firstPath }];
    case 'Fn::FindInMap':
      return member(isList(argument) ? argument[3] : undefined, 'DefaultValue') === undefined
        ? [{ kind: 'mapping', name: first, path: firstPath }]
        : [];
    case 'Fn::Sub':
      return subUses(first, isList(argument) ? argument[1] : undefined, firstPath);
    default:
      return [];
  }
}

function subUses(text: string, variables: Json | undefined, path: TreePath): Use[] {
  return subParts(text).flatMap((part): Use[] => {
    if (part.kind === 'text' || member(variables, part.name) !== undefined) return [];
    if (!SUB_NAME.test(part.name)) return [{ kind: 'malformed', name: part.name, path }];
    const [logicalId = '', attribute] = part.name.split('.');
    return [{ kind: attribute === undefined ? 'ref' : 'attribute', name: logicalId, path }];
  });
}
