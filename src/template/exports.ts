import type { Position } from '../diagnostics/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { takesEffect, walkTaken } from './effect.ts';
import { evaluate } from './evaluate.ts';
import { textOf } from './evaluation.ts';
import type { Scope } from './scope.ts';
import type { Template, TreePath } from './template.ts';
import { expands, transformsOf } from './transforms.ts';
import { member, section } from './tree.ts';

/** The name of an export, where it is given or asked for. */
interface ExportName {
  /** Null when it is known only in AWS, for the reasons in `because`. */
  readonly name: string | null;
  /** Each one thing as it is called in a message: `parameter Stage`, `Table.Arn`. Empty when the name is known. */
  readonly because: readonly string[];
  readonly at: Position;
}

/** An output with an export name. */
export interface Export extends ExportName {
  readonly output: string;
}

/** An `Fn::ImportValue`. */
export interface Import extends ExportName {
  /** Leads to the object whose only key is `Fn::ImportValue`. */
  readonly path: TreePath;
}

/** What a stack of this template exports. An output whose condition is known not to hold exports nothing. */
export function exportsOf(template: Template, scope: Scope): Export[] {
  return Object.entries(section(template.tree, 'Outputs')).flatMap(([output, declared]) => {
    const name = member(member(declared, 'Export'), 'Name');
    if (name === undefined || !takesEffect(declared, template, scope)) return [];
    return { output, ...exportName(name, ['Outputs', output, 'Export', 'Name'], template, scope) };
  });
}

/**
 * Every `Fn::ImportValue` in resources, outputs and conditions, except where a condition that is known leaves it out:
 * CloudFormation does not resolve it there.
 */
export function importsOf(template: Template, scope: Scope): Import[] {
  const imports: Import[] = [];
  for (const name of ['Conditions', 'Resources', 'Outputs']) {
    for (const [key, entry] of Object.entries(section(template.tree, name))) {
      if (name !== 'Conditions' && !takesEffect(entry, template, scope)) continue;
      walkTaken(entry, [name, key], template, scope, (called, path) => {
        if (called.name !== 'Fn::ImportValue') return;
        imports.push({ path: [...path], ...exportName(called.argument, [...path, called.name], template, scope) });
      });
    }
  }
  return imports;
}

/** Names of the outputs in the file, whatever conditions they have. */
export function declaredOutputs(template: Pick<Template, 'tree'>): string[] {
  return Object.keys(section(template.tree, 'Outputs')).filter((key) => !key.startsWith('Fn::'));
}

/** True when a macro or `Fn::ForEach` may add outputs that the file does not name. */
export function hasOpenOutputs({ tree }: Pick<Template, 'tree'>): boolean {
  const loops = Object.keys(section(tree, 'Outputs')).some((key) => key.startsWith('Fn::'));
  return loops || expands(transformsOf(tree));
}

function exportName(node: Json, path: TreePath, template: Template, scope: Scope): ExportName {
  const evaluation = evaluate(node, scope, template.tree);
  const because = evaluation.kind === 'unknown' ? evaluation.because : [];
  return { name: textOf(evaluation), because, at: template.locate(path) };
}
