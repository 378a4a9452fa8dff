import type { AccountGateways } from '../aws/types/account.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LinkedEnvironment, LinkedService } from '../plan/linked.ts';

/** Values of `${ssm:…}` references, by `<region>:<name>`, and what is wrong with those that have none. */
export interface ReferencedParameters {
  readonly values: ReadonlyMap<string, string>;
  readonly problems: readonly Diagnostic[];
}

/** Reads each parameter that a definition refers to, in the region of the service that asks. No SecureString is taken. */
export async function readParameters(
  linked: LinkedEnvironment,
  gateways: AccountGateways | null,
): Promise<ReferencedParameters> {
  const values = new Map<string, string>();
  const problems: Diagnostic[] = [];
  if (!gateways) return { values, problems };
  const asked = new Map(
    linked.services.flatMap((service) =>
      namesIn(service).map((name) => [`${service.region}:${name}`, { service, name }]),
    ),
  );
  await Promise.all(
    [...asked].map(async ([id, { service, name }]) => {
      const found = await gateways.ssm(service.region).get(name);
      if (found && found.type !== 'SecureString') return void values.set(id, found.value);
      const what = found ? 'is a SecureString, which a definition may not read' : `does not exist in ${service.region}`;
      const hint = found
        ? 'declare it as a run-time value with secret: true'
        : 'create the parameter, or correct its name';
      problems.push(diagnostic('OutputMissing', `parameter ${name} ${what}`, { at: service.service.at, hint }));
    }),
  );
  return { values, problems };
}

function namesIn({ parameters, runtime, health }: LinkedService): string[] {
  const expressions = [
    ...Object.values(parameters),
    ...runtime.flatMap(({ value }) => value ?? []).map((part) => [part]),
    health ?? [],
  ];
  return expressions.flat().flatMap((part) => (part.kind === 'ssm' ? [part.name] : []));
}
