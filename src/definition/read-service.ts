import { dirname } from 'node:path';
import type { RuntimeValue, Service } from '../model/environment.ts';
import type { Expression, Located } from '../model/expression.ts';
import type { ServiceDefinition } from './definition.generated.ts';
import { nearest } from '../model/nearest.ts';
import { isWithin, pathFrom, type PathClaim } from './project-paths.ts';
import { readRuntimeValue } from './read-runtime.ts';
import { report, reportMissing, type Scope } from './scope.ts';
import type { View } from './view.ts';

type ServiceView = View<NonNullable<ServiceDefinition>>;

/** What a service is, whoever deploys it. */
export type CommonService = Pick<
  Service,
  'name' | 'at' | 'template' | 'dependsOn' | 'regions' | 'manualApproval' | 'protected' | 'paths'
>;

/** Reads a service that is deployed here. Paths become absolute; that they exist is claimed, to be checked later. */
export function readService(name: string, view: ServiceView, scope: Scope): Service {
  const where = `services.${name}`;
  const common = readCommon(name, view, scope);
  if (view.has('stackSet')) {
    report(scope, `${where}.stackSet is for engine: stacksets`, view.keyAt('stackSet'), 'add engine: stacksets');
  }
  const directory = dirname(common.template.value);
  const build = readCommand(view, 'build', directory, where, scope);
  return {
    ...common,
    build,
    buildConfig: readPath(view.get('buildConfig'), 'buildConfig', 'folder', scope),
    parameters: readParameters(view),
    ...(areParametersLost(view) ? { parametersLost: true } : {}),
    runtime: readRuntime(view, where, scope),
    importExisting: view.get('importExisting')?.json === true,
    emptyBuckets: view.get('emptyBuckets')?.json === true,
    after: readCommand(view, 'after', build?.directory ?? directory, where, scope),
    health: readHealth(view),
  };
}

/** Reads what a service has also when StackSets deploy it. */
export function readCommon(name: string, view: ServiceView, scope: Scope): CommonService {
  if (!view.has('template')) {
    const hint = 'add template, or from to use the service of another environment';
    reportMissing(scope, 'template', `services.${name}`, view.at, hint);
  }
  return {
    name,
    at: view.at,
    template: readPath(view.get('template'), 'template', 'either', scope) ?? { value: '', at: view.at },
    dependsOn:
      view
        .get('dependsOn')
        ?.items()
        .map((item) => item.located) ?? [],
    regions: readRegions(view, scope),
    manualApproval: view.get('approval')?.text === 'manual',
    protected: view.get('protected')?.json === true,
    paths: readGlobs(view, scope),
  };
}

function readPath(
  view: View<string> | null,
  what: string,
  kind: PathClaim['kind'],
  scope: Scope,
): Located<string> | null {
  const value = view?.text;
  if (!view || value === null || value === undefined) return null;
  const path = pathFrom(view.at, value);
  scope.claims.push({ path, kind, what, at: view.at, code: 'DefinitionInvalid' });
  return { value: path, at: view.at };
}

/** `otherwise` is where it runs when no directory is given. */
function readCommand(
  service: ServiceView,
  key: 'build' | 'after',
  otherwise: string,
  where: string,
  scope: Scope,
): Service['build'] {
  const view = service.get(key);
  if (!view) return null;
  if (!view.has('command')) reportMissing(scope, 'command', `${where}.${key}`, view.at);
  const directory = readPath(view.get('directory'), `${key}.directory`, 'folder', scope)?.value ?? otherwise;
  return { command: view.get('command')?.text ?? '', directory };
}

function readParameters(view: ServiceView): Record<string, Located<Expression>> {
  const entries = view.get('parameters')?.allEntries() ?? [];
  return Object.fromEntries(
    entries.map(([key, value]) => [key, { value: value.expression, at: value.at, from: value.origin }]),
  );
}

/** They are there under an unknown key that is nearly theirs, or cannot be used. */
function areParametersLost(view: ServiceView): boolean {
  if (view.get('parameters') !== null) return false;
  return view.allEntries().some(([key, { tree }]) => tree.kind === 'invalid' && nearest(key, ['parameters']) !== null);
}

function readRuntime(view: ServiceView, where: string, scope: Scope): RuntimeValue[] {
  const entries = view.get('runtime')?.entries() ?? [];
  return entries.map(([key, value]) => readRuntimeValue(key, value, where, scope)).filter((value) => value !== null);
}

function readRegions(view: ServiceView, scope: Scope): string[] {
  const listed =
    view
      .get('regions')
      ?.items()
      .map((item) => item.text ?? '') ?? [];
  return listed.length > 0 ? listed : [scope.region];
}

function readGlobs(view: ServiceView, scope: Scope): string[] {
  const globs = view.get('paths')?.items() ?? [];
  return globs.map((glob) => {
    const path = pathFrom(glob.at, glob.text ?? '');
    if (!isWithin(scope.root, path)) {
      report(scope, `paths: ${path} is outside the project`, glob.at, `keep it below ${scope.root}`);
    }
    return path;
  });
}

function readHealth(view: ServiceView): Located<Expression> | null {
  const health = view.get('health');
  return health && { value: health.expression, at: health.at };
}
