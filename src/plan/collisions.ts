import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment } from '../model/environment.ts';
import { ownOffers, type Templates } from './offers.ts';
import { sameAccount } from './scope.ts';

interface Exporting {
  readonly environment: Environment;
  readonly templates: Templates;
}

/** Two environments of one account may not export the same name in one region: TemplateInvalid, at the later one's template. */
export function exportCollisions(all: readonly Exporting[]): Diagnostic[] {
  const offers = all.flatMap(({ environment, templates }) =>
    ownOffers(environment, templates).map((offer) => ({ environment, ...offer })),
  );
  const known = new Map<string, typeof offers>();
  return offers.flatMap((offer) => {
    const { environment, source, exported } = offer;
    const name = `${source.region} ${exported}`;
    const before = known.get(name) ?? [];
    known.set(name, [...before, offer]);
    const other = before.find(
      (one) => one.environment.name !== environment.name && sameAccount(one.environment, environment),
    );
    if (!other) return [];
    const message = `"${exported}" is exported by ${other.source.service} of ${other.environment.name} and by ${source.service} of ${environment.name}, which share an account`;
    const at = environment.services.find((service) => service.name === source.service)?.template.at ?? null;
    return [
      diagnostic('TemplateInvalid', message, { at, hint: 'let the name contain ${environment}, through a parameter' }),
    ];
  });
}
