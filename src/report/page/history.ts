import { markup, type Markup } from '../markup.ts';
import { duration } from '../outcomes.ts';
import { chip } from './chip.ts';
import type { ReportedDeployment } from './data.ts';
import { when } from './when.ts';

/** The deployments of one environment, the newest first. */
export function historyMarkup(environment: string, deployments: readonly ReportedDeployment[]): Markup {
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="History of ${environment}">
<table><caption>The last ${deployments.length === 1 ? 'deployment' : `${deployments.length} deployments`} of ${environment}</caption>
<thead><tr><th scope="col">When</th><th scope="col">By</th><th scope="col">Commit</th><th scope="col">Outcome</th><th scope="col" class="number">Time</th><th scope="col">Services</th></tr></thead>
<tbody>${deployments.map(rowMarkup)}</tbody></table></div>`;
}

function rowMarkup({ at, by, commit, outcome, seconds, services }: ReportedDeployment): Markup {
  const changed = services.filter((service) => service.outcome !== 'unchanged' && service.outcome !== 'shared');
  const text = changed.map(({ service, outcome: result }) => `${service} ${result}`).join(', ');
  return markup`<tr><th scope="row">${when(at)}</th><td>${by}</td><td>${commit === null ? '–' : markup`<code title="${commit}">${commit.slice(0, 8)}</code>`}</td><td>${chip(outcome)}</td><td class="number">${duration(seconds)}</td><td>${text === '' ? 'nothing changed' : text}</td></tr>
`;
}
