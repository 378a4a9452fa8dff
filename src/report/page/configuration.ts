import { markup, type Markup } from '../markup.ts';
import type { ReportedEnvironment, ReportedValue } from './data.ts';
import { compareValues, type ComparedService } from './differences.ts';
import { aside, cell, code, rowHead, tableMarkup } from './table.ts';

/** What is configured differently in the environments, service by service; services that do not differ share a line. */
export function configurationMarkup(environments: readonly ReportedEnvironment[]): Markup {
  const services = compareValues(environments);
  if (services.length === 0) return markup`<p>No service is configured by build-time or run-time values.</p>`;
  const alike = services.filter(({ values, same }) => values.length === 0 && same > 0);
  return markup`${services.filter(({ values }) => values.length > 0).map(serviceMarkup)}${alikeMarkup(alike)}`;
}

function alikeMarkup(services: readonly ComparedService[]): Markup | null {
  if (services.length === 0) return null;
  return markup`<h3>Nothing differs</h3>
<p class="soft">All values are the same in every environment that deploys ${services.map(({ service }) => service).join(', ')}.</p>`;
}

function serviceMarkup({ service, environments, values, same }: ComparedService): Markup {
  const alike =
    same === 0 ? null : markup`<p class="soft">${same} more ${same === 1 ? 'value is' : 'values are'} the same.</p>`;
  const caption =
    environments.length === 1
      ? `Configuration of ${service} in ${environments.join('')}`
      : `What differs in ${service}`;
  const table = tableMarkup({
    label: `Configuration of ${service}`,
    caption,
    head: ['Value', 'Kind', ...environments],
    rows: values.map(({ key, kind, values: list }) => [
      rowHead(code(key)),
      cell(kind, 'soft'),
      ...list.map(valueMarkup),
    ]),
  });
  return markup`<h3>${service}</h3>
${table}${alike}`;
}

function valueMarkup(value: ReportedValue | null): Markup {
  if (value === null) return cell('–', 'none');
  const note = value.note === null ? [] : [aside(value.note)];
  if (value.secret)
    return cell([markup`<span aria-hidden="true">••••••</span><span class="hidden">secret</span>`, ...note]);
  return cell([value.value === null ? markup`<span class="none">–</span>` : code(value.value), ...note]);
}
