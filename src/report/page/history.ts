import { markup, type Markup } from '../markup.ts';
import { duration } from '../outcomes.ts';
import { chip } from './chip.ts';
import type { ReportedDeployment } from './data.ts';
import { cell, rowHead, tableMarkup } from './table.ts';
import { when } from './when.ts';

/** The deployments of one environment, the newest first. */
export function historyMarkup(environment: string, deployments: readonly ReportedDeployment[]): Markup {
  return tableMarkup({
    label: `History of ${environment}`,
    caption: `The last ${deployments.length === 1 ? 'deployment' : `${deployments.length} deployments`} of ${environment}`,
    head: ['When', 'By', 'Commit', 'Outcome', markup`<th scope="col" class="number">Time</th>`, 'Services'],
    rows: deployments.map(rowOf),
  });
}

function rowOf({ at, by, commit, outcome, seconds, services }: ReportedDeployment): Markup[] {
  const text = changesText(services);
  return [
    rowHead(when(at)),
    cell(by),
    cell(commit === null ? '–' : markup`<code title="${commit}">${commit.slice(0, 8)}</code>`),
    cell(chip(outcome)),
    cell(duration(seconds), 'number'),
    cell(text === '' ? 'nothing changed' : text, 'wide'),
  ];
}

/** `created: database, notes; failed: search`: what happened is said once. */
function changesText(services: ReportedDeployment['services']): string {
  const changed = services.filter(({ outcome }) => outcome !== 'unchanged' && outcome !== 'shared');
  const outcomes = [...new Set(changed.map(({ outcome }) => outcome))];
  return outcomes
    .map(
      (outcome) =>
        `${outcome}: ${changed
          .filter((one) => one.outcome === outcome)
          .map(({ service }) => service)
          .join(', ')}`,
    )
    .join('; ');
}
