import { markup, type Markup } from '../markup.ts';
import type { ReportedEnvironment, ReportedValue } from './data.ts';
import { compareValues, type ComparedService } from './differences.ts';

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
  return markup`<h3>${service}</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Configuration of ${service}">
<table><caption>${caption}</caption><thead><tr><th scope="col">Value</th><th scope="col">Kind</th>${environments.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${values.map(
    ({
      key,
      kind,
      values: list,
    }) => markup`<tr><th scope="row"><code>${key}</code></th><td class="soft">${kind}</td>${list.map(valueMarkup)}</tr>
`,
  )}</tbody></table></div>${alike}`;
}

function valueMarkup(value: ReportedValue | null): Markup {
  if (value === null) return markup`<td class="none">–</td>`;
  const note = value.note === null ? null : markup`<span class="soft block">${value.note}</span>`;
  if (value.secret)
    return markup`<td><span aria-hidden="true">••••••</span><span class="hidden">secret</span>${note}</td>`;
  return markup`<td>${value.value === null ? markup`<span class="none">–</span>` : markup`<code>${value.value}</code>`}${note}</td>`;
}
