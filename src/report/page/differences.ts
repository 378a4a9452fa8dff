import type { ReportedEnvironment, ReportedValue } from './data.ts';

/** One value of the configuration beside the same one of the other environments. */
export interface ComparedValue {
  readonly key: string;
  readonly kind: ReportedValue['kind'];
  /** One for each environment that was compared; null where it has none. */
  readonly values: readonly (ReportedValue | null)[];
}

export interface ComparedService {
  readonly service: string;
  /** Those that deploy the service, in the order of the report. */
  readonly environments: readonly string[];
  readonly values: readonly ComparedValue[];
  /** How many values are the same everywhere and left out. */
  readonly same: number;
}

/**
 * What differs between the environments that deploy a service. Where only one does, all of its values. A secret is always
 * among them: whether it differs nobody can see, but whether it is set.
 */
export function compareValues(environments: readonly ReportedEnvironment[]): ComparedService[] {
  const services = [
    ...new Set(environments.flatMap(({ configuration }) => configuration.map(({ service }) => service))),
  ];
  return services.sort().map((service) => {
    const having = environments.filter((one) =>
      one.services.some((own) => own.service === service && own.from === null),
    );
    const lists = having.map(({ configuration }) => configuration.filter((value) => value.service === service));
    const all = keysOf(lists.flat()).map(({ key, kind }): ComparedValue => {
      const values = lists.map((list) => list.find((value) => value.key === key && value.kind === kind) ?? null);
      return { key, kind, values };
    });
    const shown = having.length === 1 ? all : all.filter(differs);
    return {
      service,
      environments: having.map(({ environment }) => environment),
      values: shown,
      same: all.length - shown.length,
    };
  });
}

function keysOf(values: readonly ReportedValue[]): Pick<ReportedValue, 'key' | 'kind'>[] {
  const unique = new Map(values.map(({ key, kind }) => [`${kind} ${key}`, { key, kind }]));
  return [...unique].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}

function differs({ values }: ComparedValue): boolean {
  return (
    values.some((value) => value?.secret === true) || new Set(values.map((value) => value?.value ?? null)).size > 1
  );
}
