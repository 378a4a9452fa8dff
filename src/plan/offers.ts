import type { Stack } from '../aws/types/cloudformation.ts';
import type { Borrowed, Environment, Service } from '../model/environment.ts';
import type { OutputSource } from '../model/plan.ts';
import { exportsOf } from '../template/exports.ts';
import type { Template } from '../template/template.ts';
import { sameAccount, scopeOf } from './scope.ts';
import { lenderId, regionOf } from './sources.ts';

/** Templates by absolute path. */
export type Templates = ReadonlyMap<string, Template>;

/** An output that some stack exports, and under which name. */
export interface Offer {
  readonly source: OutputSource;
  readonly exported: string;
  /** True: in the account of the environment that asks. */
  readonly sameAccount: boolean;
}

/** Everything that the environment's own services export. */
export function ownOffers(environment: Environment, templates: Templates): Offer[] {
  return environment.services.flatMap((service) =>
    service.regions.flatMap((region) => offersOf(environment, environment, service, region, templates)),
  );
}

/**
 * What borrowed services offer, by the names that templates here may use for it: the name exported there, and the name
 * that the same template would export here (`dev-emma-TableArn` meets `dev-TableArn`).
 */
export function borrowedOffers(environment: Environment, region: string, templates: Templates): Map<string, Offer> {
  const offers = new Map<string, Offer>();
  for (const { lender, here, service: name } of environment.borrowed) {
    const service = lender?.services.find((candidate) => candidate.name === name);
    const template = service && templates.get(service.template.value);
    if (!lender || !service || !template) continue;
    const there = offersOf(environment, lender, service, regionOf(service, region, lender.region), templates);
    const names = here ? exportsOf(template, scopeOf(environment, here, region)) : [];
    for (const offer of there) {
      const alias = names.find((entry) => entry.output === offer.source.output)?.name;
      if (alias) offers.set(alias, offer);
      offers.set(offer.exported, offer);
    }
  }
  return offers;
}

/** The same for a lender of another repository, whose templates are not here: its stack says what it exports. */
export function foreignOffers(environment: Environment, borrowed: Borrowed, stack: Stack): Map<string, Offer> {
  const offers = new Map<string, Offer>();
  const own = borrowed.account === null || borrowed.account === environment.account.id;
  for (const { key, exportName } of stack.outputs) {
    if (exportName === null) continue;
    const source = {
      environment: lenderId(borrowed),
      service: borrowed.service,
      region: environment.region,
      output: key,
    };
    const offer = { source, exported: exportName, sameAccount: own };
    const alias = exportName
      .replaceAll(`${borrowed.project}-${borrowed.environment}`, `${environment.project}-${environment.name}`)
      .replaceAll(new RegExp(`(?<![a-z0-9-])${borrowed.environment}(?![a-z0-9])`, 'g'), environment.name);
    offers.set(alias, offer);
    offers.set(exportName, offer);
  }
  return offers;
}

function offersOf(
  asking: Environment,
  owner: Environment,
  service: Service,
  region: string,
  templates: Templates,
): Offer[] {
  const template = templates.get(service.template.value);
  if (!template) return [];
  return exportsOf(template, scopeOf(owner, service, region)).flatMap(({ output, name }) => {
    const source = { environment: owner.name, service: service.name, region, output };
    return name === null ? [] : [{ source, exported: name, sameAccount: sameAccount(asking, owner) }];
  });
}
