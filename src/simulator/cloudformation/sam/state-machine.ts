import type { Json, JsonObject } from '../../../model/json.ts';
import { section } from '../../../template/tree.ts';
import { invalidResource, notExpanded } from './faults.ts';
import { locationOf } from './function.ts';
import { samRole } from './role.ts';

/** Properties that a state machine has under the same or another name. */
const NAMES: Readonly<Record<string, string>> = {
  DefinitionSubstitutions: 'DefinitionSubstitutions',
  Logging: 'LoggingConfiguration',
  Name: 'StateMachineName',
  Tracing: 'TracingConfiguration',
  Type: 'StateMachineType',
};
const EXPANDED = new Set(['Definition', 'DefinitionUri', 'Role', 'Policies', 'PermissionsBoundary', 'Tags', 'Events']);

/** AWS::Serverless::StateMachine without events: it, and its role unless it is given one. Source: SAM developer guide, "AWS::Serverless::StateMachine". */
export function stateMachine(logicalId: string, properties: JsonObject): Record<string, Json> {
  const unknown = Object.keys(properties).find((name) => !(name in NAMES) && !EXPANDED.has(name));
  if (unknown !== undefined) throw notExpanded(logicalId, `property ${unknown}`);
  if (Object.keys(section(properties, 'Events')).length > 0) throw notExpanded(logicalId, 'the events');
  const same = Object.entries(NAMES).flatMap(([name, other]): [string, Json][] => {
    const value = properties[name];
    return value === undefined ? [] : [[other, value]];
  });
  const roleId = `${logicalId}Role`;
  const role = properties['Role'];
  return {
    [logicalId]: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        ...Object.fromEntries(same),
        ...definitionOf(logicalId, properties),
        RoleArn: role ?? { 'Fn::GetAtt': [roleId, 'Arn'] },
      },
    },
    ...(role === undefined ? { [roleId]: samRole(logicalId, properties, 'states.amazonaws.com', []) } : {}),
  };
}

function definitionOf(logicalId: string, { Definition: definition, DefinitionUri: uri }: JsonObject): JsonObject {
  if (definition !== undefined) return { Definition: definition };
  const located = locationOf(uri);
  if (located === null)
    throw invalidResource(logicalId, "Either 'Definition' or 'DefinitionUri' property must be specified.");
  return { DefinitionS3Location: { Bucket: located['S3Bucket'] ?? '', Key: located['S3Key'] ?? '' } };
}
