import type { AccountGateways } from '../aws/types/account.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment } from '../model/environment.ts';
import { bucketName } from '../model/names.ts';
import { enabledRegion } from '../model/regions.ts';
import type { Observation } from '../model/observation.ts';
import { belongsTo } from '../plan/others.ts';

/**
 * The home region of a deployed environment does not move: WrongAccount, when nothing of it is where the definition says
 * and something of it is in another region. Looked for only then, in the regions that have an artifact bucket of the project.
 */
export async function checkHomeRegion(
  environment: Environment,
  { stacks }: Observation,
  gateways: AccountGateways | null,
): Promise<Diagnostic[]> {
  const here = Object.values(stacks).some((list) => list.some((stack) => belongsTo(stack, environment)));
  if (here || !gateways) return [];
  const prefix = bucketName(environment.project, gateways.account, '');
  const buckets = await gateways.s3(enabledRegion(environment.region)).buckets();
  const regions = buckets.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  const elsewhere = regions.filter(
    (region) => stacks[region] === undefined && /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region),
  );
  const found = await Promise.all(
    elsewhere.map(async (region) => {
      const swept = await gateways.cloudformation(region).sweep();
      return swept.some((stack) => belongsTo(stack, environment)) ? region : [];
    }),
  );
  return found.flat().map((region) => {
    const message = `environment "${environment.name}" is deployed in ${region}; its home region cannot become ${environment.region}`;
    const at = { file: environment.file, line: 1, column: 1 };
    return diagnostic('WrongAccount', message, { at, hint: `give region: ${region}, or destroy it there first` });
  });
}
