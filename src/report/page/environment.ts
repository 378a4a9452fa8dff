import { describePicture } from '../graph/picture.ts';
import { graphDrawing } from '../graph/svg.ts';
import { markup, type Markup } from '../markup.ts';
import { drawingMarkup, type Drawing } from '../svg.ts';
import { ganttDrawing } from '../timeline/gantt.ts';
import { timelineOf } from '../timeline/timeline.ts';
import { duration } from '../outcomes.ts';
import { anchorOf } from './anchor.ts';
import { chip } from './chip.ts';
import type { ReportedDeployment, ReportedEnvironment } from './data.ts';
import { historyMarkup } from './history.ts';
import { cell, rowHead, tableMarkup } from './table.ts';
import { when } from './when.ts';

/** One environment: its place, the graph of its services, its last deployment, and those before. */
export function environmentMarkup(one: ReportedEnvironment): Markup {
  const { environment, graph, problem } = one;
  const id = anchorOf(environment);
  return markup`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${environment}</h2>
${factsMarkup(one)}${problem === null ? null : markup`<p class="notice"><strong>It could not be looked at.</strong> ${problem}</p>`}
<h3>Dependencies</h3>
${figureMarkup(graphDrawing(graph, `${id}-graph`, false))}
<details><summary>Why each waits</summary>${reasonsMarkup(one)}</details>
${deploymentsMarkup(one)}
</section>`;
}

function factsMarkup({ accountId, region, protected: isProtected, expires, services }: ReportedEnvironment): Markup {
  const urls = services.flatMap(({ service, urls: list }) => list.map((url) => ({ service, url })));
  const facts: [name: string, value: Markup | string][] = [
    ['Account', accountId ?? 'none yet'],
    ['Home region', region],
    ...(isProtected ? [['Protected', 'it is neither destroyed nor closed'] as [string, string]] : []),
    ...(expires === null ? [] : [['Expires', expires] as [string, string]]),
    ...urls.map(({ service, url }): [string, Markup] => [
      service,
      markup`<a href="${url}" rel="noreferrer">${url}</a>`,
    ]),
  ];
  return markup`<dl class="facts">${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
`;
}

function figureMarkup(drawing: Drawing): Markup {
  return markup`<figure class="scroll" tabindex="0" role="region" aria-label="${drawing.title}">${drawingMarkup(drawing, 'page')}</figure>`;
}

function reasonsMarkup({ graph, environment }: ReportedEnvironment): Markup {
  const names = new Map(graph.nodes.map(({ key, name }) => [key, name]));
  if (graph.arrows.length === 0) return markup`<p class="soft">${describePicture(graph)}</p>`;
  return tableMarkup({
    label: `Dependencies of ${environment}`,
    head: ['Service', 'waits for', 'because'],
    rows: graph.arrows.map(({ from, to, reasons }) => [
      rowHead(names.get(to) ?? to),
      cell(names.get(from) ?? from),
      cell(reasons.join(', ')),
    ]),
  });
}

function deploymentsMarkup({ environment, deployments, problem }: ReportedEnvironment): Markup | null {
  const [last] = deployments;
  if (!last) return problem === null ? markup`<p class="soft">Nothing has been deployed yet.</p>` : null;
  return markup`<h3>Last deployment</h3>
<p>${chip(last.outcome)} ${when(last.at)}, by ${last.by}, in ${duration(last.seconds)}</p>
${timelineMarkup(environment, last)}
<h3>History</h3>
${historyMarkup(environment, deployments)}`;
}

function timelineMarkup(environment: string, last: ReportedDeployment): Markup {
  const timeline = timelineOf(environment, last);
  if (!timeline) return markup`<p class="soft">Its record tells no times.</p>`;
  return markup`${figureMarkup(ganttDrawing(timeline, `${anchorOf(environment)}-timeline`))}
<p class="soft"><span class="key critical"></span> critical path, its names in bold: what the end waited for</p>`;
}
