import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment, Service } from '../model/environment.ts';
import { outputsIn, type Expression, type Located } from '../model/expression.ts';
import { nameHint } from '../model/nearest.ts';
import { declaredOutputs, hasOpenOutputs } from '../template/exports.ts';
import type { Template } from '../template/template.ts';
import type { Templates } from './offers.ts';
import { resolveSources, type Neighbours } from './sources.ts';

/** Every `${output:…}` must name an output that the template of its service declares: UnknownReference where it does not. */
export function checkOutputs(environment: Environment, templates: Templates, neighbours: Neighbours): Diagnostic[] {
  const near = new Map([environment, ...lendersOf(environment)].map((one) => [one.name, one] as const));
  const templateOf = (name: string | null, service: string): Template | undefined => {
    const { services = [] } = neighbours.get(name ?? '') ?? near.get(name ?? '') ?? {};
    const found = services.find((one) => one.name === service);
    return found && templates.get(found.template.value);
  };
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
        const template = templateOf(part.environment, part.service);
        const names = template ? declaredOutputs(template) : [];
        if (!template || names.includes(part.output) || hasOpenOutputs(template)) return [];
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
