import { markup, type Markup } from '../markup.ts';
import type { ReportedEnvironment, ReportedValue } from './data.ts';
import { compareValues, type ComparedService } from './differences.ts';
import { aside, cell, code, rowHead, tableMarkup } from './table.ts';

/** What is configured differently in the environments, service by service. */
export function configurationMarkup(environments: readonly ReportedEnvironment[]): Markup {
  const services = compareValues(environments);
  if (services.length === 0) return markup`<p>No service is configured by build-time or run-time values.</p>`;
  return markup`${services.map(serviceMarkup)}`;
}

function serviceMarkup({ service, environments, values, same }: ComparedService): Markup {
  const alike =
    same === 0
      ? null
      : markup`<p class="soft">${same} ${same === 1 ? 'value is' : 'values are'} the same in ${environments.join(', ')}.</p>`;
  if (values.length === 0) return markup`<h3>${service}</h3>${alike}`;
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
