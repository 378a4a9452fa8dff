import { isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { functionOf, isList, member, section, walk } from '../../../template/tree.ts';
import { validationError } from '../faults.ts';
import { referencesIn } from '../intrinsics/references.ts';
import { plain } from '../text.ts';

/** Everything that is referred to is there, and no resource needs itself. */
export function checkReferences(template: JsonObject): void {
  checkConditions(template);
  const resources = section(template, 'Resources');
  const known = new Set([...Object.keys(resources), ...Object.keys(section(template, 'Parameters'))]);
  checkResolved('Resources', withoutMetadata(resources), known);
  checkResolved('Outputs', section(template, 'Outputs'), known);
  checkExportNames(template);
  for (const [, resource] of Object.entries(resources)) {
    const missing = explicitDependencies(resource).filter((name) => !Object.hasOwn(resources, name));
    if (missing.length > 0) throw unresolved(missing, 'Resources');
  }
  checkCycles(resources);
}

/** Logical ids that a resource must come after: what it mentions and what `DependsOn` names. */
export function dependenciesOf(definition: Json, names: ReadonlySet<string>): string[] {
  const mentioned = referencesIn(member(definition, 'Properties') ?? {}).map(({ name }) => name);
  return [...new Set([...mentioned, ...explicitDependencies(definition)])].filter((name) => names.has(name)).sort();
}

function explicitDependencies(definition: Json): string[] {
  const named = member(definition, 'DependsOn') ?? [];
  return (isList(named) ? named : [named]).map(String);
}

function withoutMetadata(resources: JsonObject): Json {
  return Object.values(resources).map((resource) => member(resource, 'Properties') ?? {});
}

function checkResolved(name: string, part: Json, known: ReadonlySet<string>): void {
  const missing = referencesIn(part)
    .map((reference) => reference.name)
    .filter((reference) => !known.has(reference) && !reference.startsWith('AWS::'));
  if (missing.length > 0) throw unresolved(missing, name);
}

function unresolved(names: readonly string[], block: string): Error {
  const list = [...new Set(names)].sort().join(', ');
  return validationError(
    `Template format error: Unresolved resource dependencies [${list}] in the ${block} block of the template`,
  );
}

function checkConditions(template: JsonObject): void {
  const conditions = section(template, 'Conditions');
  for (const block of ['Resources', 'Outputs', 'Conditions']) {
    for (const name of conditionsNamedIn(block, section(template, block))) {
      if (!Object.hasOwn(conditions, name)) {
        throw validationError(
          `Template format error: Unresolved condition dependency ${name} in the ${block} block of the template`,
        );
      }
    }
  }
  const circular = firstCycle(
    new Map(Object.entries(conditions).map(([name, node]) => [name, conditionsNamedIn('Conditions', node)])),
  );
  if (circular !== null)
    throw validationError(`Template error: Circular dependency between conditions: [${circular.join(', ')}]`);
}

function conditionsNamedIn(block: string, part: Json): string[] {
  const names: string[] = [];
  if (block !== 'Conditions' && isObject(part)) {
    for (const item of Object.values(part)) {
      const own = member(item, 'Condition');
      if (typeof own === 'string') names.push(own);
    }
  }
  walk(part, [], (node) => {
    const call = functionOf(node);
    if (block === 'Conditions' && call?.name === 'Condition') names.push(plain(call.argument));
    if (call?.name === 'Fn::If' && isList(call.argument)) names.push(plain(call.argument[0]));
  });
  return names;
}

function checkExportNames(template: JsonObject): void {
  const resources = section(template, 'Resources');
  for (const [name, output] of Object.entries(section(template, 'Outputs'))) {
    const exportName = member(member(output, 'Export'), 'Name') ?? '';
    let bound = referencesIn(exportName).some((reference) => Object.hasOwn(resources, reference.name));
    walk(exportName, [], (node) => {
      const called = functionOf(node)?.name;
      if (called === 'Fn::ImportValue' || called === 'Fn::GetAZs') bound = true;
    });
    if (bound) {
      throw validationError(
        `Template format error: Output ${name} is malformed.  The Name field of Export must not depend on any resources, imported values, or Fn::GetAZs.`,
      );
    }
  }
}

function checkCycles(resources: JsonObject): void {
  const names = new Set(Object.keys(resources));
  const cycle = firstCycle(new Map([...names].map((name) => [name, dependenciesOf(resources[name] ?? {}, names)])));
  if (cycle !== null) throw validationError(`Circular dependency between resources: [${cycle.join(', ')}]`);
}

/** What is left after taking away everything whose needs are met, again and again; null when nothing is left. */
function firstCycle(needs: ReadonlyMap<string, readonly string[]>): string[] | null {
  const left = new Map(needs);
  for (;;) {
    const ready = [...left].filter(([, wanted]) => !wanted.some((name) => left.has(name)));
    if (ready.length === 0) return left.size === 0 ? null : [...left.keys()].sort();
    for (const [name] of ready) left.delete(name);
  }
}
