import { fillConfig } from '../../definition/build-config.ts';
import type { Warning } from '../../diagnostics/diagnostic.ts';
import { missingAcross } from '../../plan/config-across.ts';
import type { Prepared } from './prepare.ts';

/** Configuration that one of these environments names and another lacks. */
export function checkAcross(prepared: readonly Prepared[]): Warning[] {
  return missingAcross(
    prepared.map(({ environment, configs }) => {
      const place = { account: environment.account.id ?? '', region: environment.region };
      const builds = new Map([...configs].map(([service, config]) => [service, fillConfig(config, place)] as const));
      return { environment, builds };
    }),
  );
}
