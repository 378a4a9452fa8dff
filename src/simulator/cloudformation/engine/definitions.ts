import { isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { functionOf, isList, member, section } from '../../../template/tree.ts';
import { conditionHolds } from '../intrinsics/conditions.ts';
import { evaluate, evaluateMap } from '../intrinsics/evaluate.ts';
import { referencesIn } from '../intrinsics/references.ts';
import type { EvaluationScope } from '../intrinsics/scope.ts';
import { validationError } from '../faults.ts';
import type { ResourceRecord } from '../records.ts';
import { dependenciesOf } from '../template/dependencies.ts';
import { plain } from '../text.ts';

/** The resources whose conditions hold, as they should be: references to each other are left in. By logical id. */
export function wantedResources(
  scope: EvaluationScope,
  tags: Readonly<Record<string, string>>,
): Record<string, ResourceRecord> {
  const resources = Object.entries(section(scope.template, 'Resources')).filter(([, resource]) =>
    included(resource, scope),
  );
  const names = new Set(resources.map(([name]) => name));
  const wanted = resources.map(
    ([logicalId, resource]) => [logicalId, recordOf(logicalId, resource, names, scope, tags)] as const,
  );
  for (const [, record] of wanted) checkPresent(record.definition, names);
  return Object.fromEntries(wanted);
}

/** Whether a resource's or output's own condition holds. */
export function included(part: Json, scope: EvaluationScope): boolean {
  const condition = member(part, 'Condition');
  return typeof condition !== 'string' || conditionHolds(condition, scope, evaluate);
}

/** Throws for references to resources that are not made, because their condition does not hold. */
function checkPresent(part: Json, names: ReadonlySet<string>): void {
  const missing = referencesIn(part)
    .map(({ name }) => name)
    .filter((name) => !names.has(name) && !name.startsWith('AWS::'));
  if (missing.length === 0) return;
  const list = [...new Set(missing)].sort().join(', ');
  throw validationError(
    `Template format error: Unresolved resource dependencies [${list}] in the Resources block of the template`,
  );
}

/** Names of the exports that the resources and outputs of a template use, conditions considered. */
export function importedNames(scope: EvaluationScope): string[] {
  const names: string[] = [];
  const noting: EvaluationScope = {
    ...scope,
    imported: (name) => {
      names.push(name);
      return name;
    },
  };
  for (const block of ['Resources', 'Outputs']) {
    const parts = Object.values(section(scope.template, block)).filter((part) => included(part, scope));
    for (const part of parts) evaluate(member(part, 'Properties') ?? member(part, 'Value') ?? {}, noting);
  }
  return [...new Set(names)].sort();
}

function recordOf(
  logicalId: string,
  resource: Json,
  names: ReadonlySet<string>,
  scope: EvaluationScope,
  tags: Readonly<Record<string, string>>,
): ResourceRecord {
  const definition: JsonObject = {
    Properties: evaluateMap(section(resource, 'Properties'), scope),
    Metadata: evaluateMap(section(resource, 'Metadata'), { ...scope, reference: () => undefined }),
  };
  const explicit = member(resource, 'DependsOn') ?? [];
  const dependsOn = isList(explicit) ? explicit : [explicit];
  return {
    logicalId,
    type: plain(member(resource, 'Type')),
    physicalId: null,
    status: '',
    reason: null,
    time: 0,
    properties: {},
    tags,
    definition,
    attributes: {},
    after: dependenciesOf({ Properties: definition['Properties'] ?? {}, DependsOn: dependsOn }, names),
    deletionPolicy: policyOf(member(resource, 'DeletionPolicy'), scope),
    updateReplacePolicy: policyOf(member(resource, 'UpdateReplacePolicy'), scope),
  };
}

function policyOf(value: Json | undefined, scope: EvaluationScope): string {
  const policy = isObject(value) && functionOf(value) !== null ? evaluate(value, scope) : value;
  return typeof policy === 'string' ? policy : 'Delete';
}
