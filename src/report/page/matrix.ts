import { markup, type Markup } from '../markup.ts';
import { anchorOf } from './anchor.ts';
import { chip } from './chip.ts';
import type { ReportedEnvironment, ReportedService } from './data.ts';
import { aside, cell, rowHead, tableMarkup } from './table.ts';
import { when } from './when.ts';

/** Services by environments: what is deployed where, in which state and since when. */
export function matrixMarkup(environments: readonly ReportedEnvironment[]): Markup {
  const services = [...new Set(environments.flatMap((one) => one.services.map(({ service }) => service)))].sort();
  return tableMarkup({
    label: 'Services by environments',
    caption: "State of each service's stack, and when it was last changed",
    className: 'matrix',
    head: ['Service', ...environments.map(headMarkup)],
    rows: services.map((service) => [rowHead(service), ...environments.map((one) => cellMarkup(one, service))]),
  });
}

function headMarkup({ environment, accountId, region, problem }: ReportedEnvironment): Markup {
  const place = [accountId ?? 'no account', region].map(aside);
  return markup`<th scope="col"><a href="#${anchorOf(environment)}">${environment}</a>${place}${problem === null ? null : chip('unreachable')}</th>`;
}

function cellMarkup({ services, region }: ReportedEnvironment, name: string): Markup {
  const found = services.filter(({ service }) => service === name);
  if (found.length === 0) return cell('–', 'none');
  return cell(found.map((service) => stateMarkup(service, region)));
}

function stateMarkup({ status, updated, from, region, stack }: ReportedService, home: string): Markup {
  const details = [...(from === null ? [] : [`from ${from}`]), ...(region === home ? [] : [region])];
  const state = status === null ? 'not known' : status === 'ABSENT' ? 'not deployed' : status;
  return markup`<div class="state" title="${stack}">${chip(state)}${details.length > 0 ? markup` <span class="soft">${details.join(' · ')}</span>` : null}${updated === null ? null : aside(when(updated))}</div>`;
}
