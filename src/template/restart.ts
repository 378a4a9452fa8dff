import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { functionOf, isList, member, section } from './tree.ts';

/** The variable that a function or a container is given so that it starts again when its run-time values change. */
export const RESTART_VARIABLE = 'ENVCTL_RUNTIME';

const FUNCTIONS = ['AWS::Lambda::Function', 'AWS::Serverless::Function'];
const TASKS = 'AWS::ECS::TaskDefinition';

/**
 * The template with one more variable for everything in it that runs code and takes variables already: Lambda starts new
 * execution environments, and ECS new tasks, when a variable changes. What takes none is left as it is; a function of
 * Lambda@Edge may have none ("Restrictions on Lambda@Edge").
 */
export function withRestartMark(tree: JsonObject, mark: string): JsonObject {
  const resources = Object.entries(section(tree, 'Resources')).map(([id, resource]) => [id, marked(resource, mark)]);
  const globals = tree['Globals'];
  return {
    ...tree,
    ...(isObject(globals) ? { Globals: changeAt(globals, ['Function', 'Environment', 'Variables'], add(mark)) } : {}),
    Resources: Object.fromEntries(resources) as JsonObject,
  };
}

function marked(resource: Json, mark: string): Json {
  const type = member(resource, 'Type');
  if (!isObject(resource)) return resource;
  if (typeof type === 'string' && FUNCTIONS.includes(type))
    return changeAt(resource, ['Properties', 'Environment', 'Variables'], add(mark));
  if (type !== TASKS) return resource;
  return changeAt(resource, ['Properties', 'ContainerDefinitions'], (containers) =>
    isList(containers) ? containers.map((container) => markedContainer(container, mark)) : containers,
  );
}

function add(mark: string): (variables: Json) => Json {
  return (variables) =>
    isObject(variables) && functionOf(variables) === null ? { ...variables, [RESTART_VARIABLE]: mark } : variables;
}

function markedContainer(container: Json, mark: string): Json {
  if (!isObject(container)) return container;
  return changeAt(container, ['Environment'], (variables) =>
    isList(variables) ? [...variables, { Name: RESTART_VARIABLE, Value: mark }] : variables,
  );
}

/** A value somewhere below an object, replaced; the same object when there is none. */
function changeAt(
  object: JsonObject,
  [key = '', ...rest]: readonly string[],
  change: (value: Json) => Json,
): JsonObject {
  const value = object[key];
  if (value === undefined) return object;
  if (rest.length === 0) return { ...object, [key]: change(value) };
  return isObject(value) ? { ...object, [key]: changeAt(value, rest, change) } : object;
}
