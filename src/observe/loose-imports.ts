import type { AccountGateways } from '../aws/types/account.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LinkedEnvironment } from '../plan/linked.ts';

/**
 * Imports that are left to CloudFormation must find their export there: OutputMissing for those that would not. `only`: the
 * names of the services that are deployed in this run; null for all.
 */
export async function checkLooseImports(
  { services }: LinkedEnvironment,
  gateways: AccountGateways | null,
  only: readonly string[] | null,
): Promise<Diagnostic[]> {
  const deployed = services.filter(({ service }) => only === null || only.includes(service.name));
  const loose = deployed.filter((service) => service.loose.length > 0);
  if (!gateways || loose.length === 0) return [];
  const regions = [...new Set(loose.map(({ region }) => region))];
  const exported = new Map(
    await Promise.all(
      regions.map(async (region) => {
        const exports = await gateways.cloudformation(region).exports();
        return [region, new Set(exports.map(({ name }) => name))] as const;
      }),
    ),
  );
  return loose.flatMap(({ service, region, loose: names }) =>
    names
      .filter((name) => exported.get(region)?.has(name) !== true)
      .map((name) => {
        const message = `service "${service.name}" imports ${name}, which no stack in account ${gateways.account} exports in ${region}`;
        return diagnostic('OutputMissing', message, {
          at: service.at,
          hint: 'deploy what exports it first, or correct the name',
        });
      }),
  );
}
