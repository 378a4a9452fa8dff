import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment, Service } from '../model/environment.ts';
import { outputsIn, type Expression, type Located } from '../model/expression.ts';
import { nameHint } from '../model/nearest.ts';
import { declaredOutputs, hasOpenOutputs } from '../template/exports.ts';
import type { Templates } from './offers.ts';
import { resolveSources, type Neighbours } from './sources.ts';

/** Every `${output:…}` must name an output that the template of its service declares: UnknownReference where it does not. */
export function checkOutputs(environment: Environment, templates: Templates, neighbours: Neighbours): Diagnostic[] {
  const near = new Map([environment, ...lendersOf(environment)].map((one) => [one.name, one] as const));
  const declared = new DeclaredOutputs((name) => neighbours.get(name) ?? near.get(name), templates);
  return environment.services.flatMap((service) =>
    expressionsOf(service).flatMap(({ value, at }) => {
      const { expression } = resolveSources(
        value,
        environment,
        service.regions[0] ?? environment.region,
        neighbours,
        at,
      );
      return outputsIn(expression).flatMap((part) => {
        const names = declared.of(part.environment, part.service);
        if (!names || names.includes(part.output)) return [];
        const message = `the template of service "${part.service}" declares no output "${part.output}"`;
        const hint = nameHint(part.output, names) ?? 'it declares no outputs at all';
        return [diagnostic('UnknownReference', message, { at, hint })];
      });
    }),
  );
}

function expressionsOf(service: Service): Located<Expression>[] {
  const runtime = service.runtime.flatMap(({ value, at }) => (value ? [{ value, at }] : []));
  return [...Object.values(service.parameters), ...runtime, ...(service.health ? [service.health] : [])];
}

function lendersOf(environment: Environment): Environment[] {
  return environment.borrowed.flatMap(({ lender }) => lender ?? []);
}

/** Looks only into the templates that something refers to, and into each once. */
class DeclaredOutputs {
  private readonly environment: (name: string) => Environment | undefined;
  private readonly templates: Templates;
  private readonly known = new Map<string, readonly string[] | null>();

  constructor(environment: (name: string) => Environment | undefined, templates: Templates) {
    this.environment = environment;
    this.templates = templates;
  }

  /** Null where that is not known, or open. */
  of(environment: string | null, service: string): readonly string[] | null {
    const key = `${environment}/${service}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found = this.environment(environment ?? '')?.services.find(({ name }) => name === service);
    const template = found && this.templates.get(found.template.value);
    const names = template && !hasOpenOutputs(template) ? declaredOutputs(template) : null;
    this.known.set(key, names);
    return names;
  }
}
