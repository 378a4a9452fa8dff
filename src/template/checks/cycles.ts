import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Json } from '../../model/json.ts';
import { invalid } from '../problem.ts';
import type { Template } from '../template.ts';
import { isList, member, section } from '../tree.ts';
import { usesIn } from '../uses.ts';

/**
 * Resources that need each other: CloudFormation cannot make any of them first. One problem a cycle. What a condition may
 * leave out is not counted: CloudFormation looks at conditions first.
 */
export function checkCycles(template: Template): Diagnostic[] {
  const resources = section(template.tree, 'Resources');
  const edges = new Map(
    Object.entries(resources).map(([name, declared]) => [
      name,
      needs(declared).filter((need) => Object.hasOwn(resources, need)),
    ]),
  );
  return findCycles(edges).map((cycle) =>
    invalid(template, ['Resources', cycle[0] ?? ''], `resources need each other: ${[...cycle, cycle[0]].join(' -> ')}`),
  );
}

/** Metadata makes no order, and SAM makes resources of their own of what calls a function. */
function needs(declared: Json): string[] {
  if (member(declared, 'Condition') !== undefined) return [];
  const dependsOn = member(declared, 'DependsOn');
  const explicit = (isList(dependsOn) ? dependsOn : [dependsOn]).filter((name) => typeof name === 'string');
  const serverless = typeOf(declared).startsWith('AWS::Serverless::');
  const properties = Object.entries(section(declared, 'Properties')).filter(
    ([name]) => !serverless || name !== 'Events',
  );
  const used = usesIn(Object.fromEntries(properties), []).filter(
    ({ kind, path }) => (kind === 'ref' || kind === 'attribute') && !path.includes('Fn::If'),
  );
  return [...new Set([...explicit, ...used.map(({ name }) => name)])];
}

function typeOf(declared: Json): string {
  const type = member(declared, 'Type');
  return typeof type === 'string' ? type : '';
}

function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    const start = path.indexOf(name);
    if (start >= 0) cycles.push(path.slice(start));
    if (start >= 0 || done.has(name)) return;
    for (const need of edges.get(name) ?? []) visit(need, [...path, name]);
    done.add(name);
  };
  for (const name of edges.keys()) visit(name, []);
  return cycles;
}
