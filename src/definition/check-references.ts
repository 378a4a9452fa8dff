import { diagnostic, type Diagnostic, type Position } from '../diagnostics/diagnostic.ts';
import { outputsIn, type Expression, type Located, type Part } from '../model/expression.ts';
import type { Service } from '../model/environment.ts';
import type { Draft } from './draft.ts';
import type { Drafts } from './drafts.ts';
import { nameHint } from '../model/nearest.ts';

type Output = Extract<Part, { kind: 'output' }>;

/** Every name in `dependsOn` and every output reference that leads nowhere. Outputs themselves are templates' business. */
export function checkReferences(draft: Draft, drafts: Drafts): Diagnostic[] {
  const sets = draft.own.stackSets.flatMap(({ dependsOn }) =>
    dependsOn.flatMap((name) => dependencyProblem(draft, name)),
  );
  const services = draft.own.services.flatMap((service) => [
    ...service.dependsOn.flatMap((name) => dependencyProblem(draft, name)),
    ...expressionsOf(service).flatMap(({ value, at }) =>
      outputsIn(value).flatMap((output) => outputProblem(draft, drafts, output, at)),
    ),
  ]);
  return [...services, ...sets];
}

/** Names of environments that the references of a definition lead to. */
export function environmentsReferredTo(draft: Draft): string[] {
  const outputs = draft.own.services.flatMap(expressionsOf).flatMap(({ value }) => outputsIn(value));
  return [...new Set(outputs.flatMap((output) => output.environment ?? []))];
}

function expressionsOf(service: Service): Located<Expression>[] {
  const runtime = service.runtime.flatMap(({ value, at }) => (value ? [{ value, at }] : []));
  return [...Object.values(service.parameters), ...runtime, ...(service.health ? [service.health] : [])];
}

function dependencyProblem(draft: Draft, { value, at }: Located<string>): Diagnostic[] {
  const names = [...serviceNames(draft), ...draft.own.stackSets.map(({ name }) => name)];
  if (names.includes(value)) return [];
  return [
    diagnostic('UnknownReference', `dependsOn names an unknown service ${value}`, { at, hint: nameHint(value, names) }),
  ];
}

function outputProblem(draft: Draft, drafts: Drafts, output: Output, at: Position): Diagnostic[] {
  const unknown = (message: string, hint: string | null): Diagnostic[] => [
    diagnostic('UnknownReference', message, { at, hint }),
  ];
  const text = show(output);
  if (
    output.environment !== null &&
    !drafts.names.includes(output.environment) &&
    output.environment !== draft.own.name
  ) {
    return unknown(
      `${text} names an unknown environment ${output.environment}`,
      nameHint(output.environment, drafts.names),
    );
  }
  const target = output.environment === null ? draft : drafts.byName(output.environment);
  if (!target) return [];
  const borrowed = target.borrows.find((request) => request.name === output.service);
  if (borrowed && target !== draft) {
    const hint = `write \${output:${borrowed.environment}/${borrowed.service}.${output.output}}`;
    return unknown(`${text}: ${target.own.name} itself borrows ${output.service} from ${borrowed.environment}`, hint);
  }
  if (target.own.stackSets.some(({ name }) => name === output.service)) {
    const message = `${text}: ${output.service} is deployed by a stack set, and every account has outputs of its own`;
    return [diagnostic('DefinitionInvalid', message, { at, hint: NO_STACK_SET_OUTPUTS })];
  }
  if (!serviceNames(target).includes(output.service)) {
    const where = target === draft ? '' : ` of ${target.own.name}`;
    return unknown(
      `${text} names an unknown service ${output.service}${where}`,
      nameHint(output.service, serviceNames(target)),
    );
  }
  const regions = regionsOf(target, output.service, drafts);
  if (output.region === null || regions === null || regions.includes(output.region)) return [];
  return unknown(`${text}: ${output.service} is not deployed in ${output.region}`, `it is in ${regions.join(', ')}`);
}

const NO_STACK_SET_OUTPUTS = 'take it from a service that the environment deploys itself';

/** Where a service is deployed; null for one of another repository. */
function regionsOf(draft: Draft, service: string, drafts: Drafts): readonly string[] | null {
  const own = draft.own.services.find(({ name }) => name === service);
  if (own) return own.regions;
  const request = draft.borrows.find(({ name }) => name === service);
  const lender = request && drafts.byName(request.environment);
  return lender?.own.services.find(({ name }) => name === request?.service)?.regions ?? null;
}

function serviceNames(draft: Draft): string[] {
  return [...draft.own.services, ...draft.borrows].map(({ name }) => name);
}

function show({ environment, service, region, output }: Output): string {
  return `\${output:${environment === null ? '' : `${environment}/`}${service}${region === null ? '' : `@${region}`}.${output}}`;
}
