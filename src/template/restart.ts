import { canonical, isObject, type Json, type JsonObject } from '../model/json.ts';
import { functionOf, isList, member, section } from './tree.ts';

/** The variable that a function or a container gets so that it starts again when its run-time values change. */
const VARIABLE = 'ENVCTL_RUNTIME';

const FUNCTIONS: readonly Json[] = ['AWS::Lambda::Function', 'AWS::Serverless::Function'];
const TASK = 'AWS::ECS::TaskDefinition';

/** Whom the role of a function at the edge trusts. Such a function may have no variables ("Restrictions on Lambda@Edge"). */
const EDGE = 'edgelambda.amazonaws.com';

/**
 * The template with one more variable for everything in it that runs code: Lambda starts new execution environments, and
 * ECS new tasks, when a variable changes. Where nothing takes one the mark becomes metadata of the first resource: the
 * stack is updated, and what follows an update follows, but nothing is restarted.
 */
export function withRestartMark(tree: JsonObject, mark: string): JsonObject {
  const atTheEdge = canonical(tree).includes(EDGE);
  const resources = changeEach(section(tree, 'Resources'), (resource) => markedCode(resource, mark, atTheEdge));
  const none = canonical(resources) === canonical(section(tree, 'Resources'));
  return { ...tree, Resources: none ? markedFirst(resources, mark) : resources };
}

function markedCode(resource: Json, mark: string, atTheEdge: boolean): Json {
  const type = member(resource, 'Type') ?? null;
  if (FUNCTIONS.includes(type) && !atTheEdge) {
    return changeIn(resource, 'Properties', (properties) =>
      changeIn(properties, 'Environment', (environment) =>
        changeIn(environment, 'Variables', (variables) => ({ ...variables, [VARIABLE]: mark })),
      ),
    );
  }
  if (type !== TASK) return resource;
  return changeIn(resource, 'Properties', (properties) => {
    const containers = member(properties, 'ContainerDefinitions');
    if (!isList(containers)) return properties;
    return { ...properties, ContainerDefinitions: containers.map((container) => markedContainer(container, mark)) };
  });
}

function markedContainer(container: Json, mark: string): Json {
  const variables = member(container, 'Environment') ?? [];
  if (!isObject(container) || !isList(variables)) return container;
  return { ...container, Environment: [...variables, { Name: VARIABLE, Value: mark }] };
}

function markedFirst(resources: JsonObject, mark: string): JsonObject {
  const [first] = Object.keys(resources).sort();
  return changeEach(resources, (resource, id) =>
    id === first ? changeIn(resource, 'Metadata', (metadata) => ({ ...metadata, 'envctl:runtime': mark })) : resource,
  );
}

/** An object in an object, changed, or made where there is none; what an intrinsic makes is left to it. */
function changeIn(parent: Json, key: string, change: (value: JsonObject) => JsonObject): JsonObject {
  const value = member(parent, key) ?? {};
  const object = isObject(parent) ? parent : {};
  return isObject(value) && functionOf(value) === null ? { ...object, [key]: change(value) } : object;
}

function changeEach(objects: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(objects).map(([key, value]) => [key, change(value, key)]));
}
