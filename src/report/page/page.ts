import { Markup, markup } from '../markup.ts';
import { PICTURE_STYLE } from '../svg.ts';
import { anchorOf } from './anchor.ts';
import { configurationMarkup } from './configuration.ts';
import type { ReportData } from './data.ts';
import { environmentMarkup } from './environment.ts';
import { matrixMarkup } from './matrix.ts';
import { PAGE_STYLE } from './style.ts';
import { when } from './when.ts';

/** Nothing may be loaded and nothing may run: what the page needs is in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** An own icon, so that no browser asks the server for one. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%230b63ce'/%3E%3Cpath d='M4 5h5M4 8h8M4 11h6' stroke='white' stroke-width='1.6' stroke-linecap='round'/%3E%3C/svg%3E";

/** The whole page: it reads without a network, without a script, by eye, by keyboard and by ear. */
export function reportPage(data: ReportData): string {
  const { project, environments, made, version } = data;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="envctl ${version}">
<title>${project}: environments</title>
<link rel="icon" href="${ICON}">
<style>${new Markup(PAGE_STYLE)}${new Markup(PICTURE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<h1>${project}</h1>
<p class="soft">${summary(data)}, as of ${when(new Date(made).toISOString())}</p>
<nav aria-label="Sections"><ul>
<li><a href="#matrix">Overview</a></li>${environments.map(({ environment }) => markup`<li><a href="#${anchorOf(environment)}">${environment}</a></li>`)}<li><a href="#configuration">Configuration</a></li>
</ul></nav>
</header>
<main id="main" tabindex="-1">
<section id="matrix" aria-labelledby="matrix-heading"><h2 id="matrix-heading">Environments</h2>
${matrixMarkup(environments)}
</section>
${environments.map(environmentMarkup)}
<section id="configuration" aria-labelledby="configuration-heading"><h2 id="configuration-heading">Configuration</h2>
${configurationMarkup(environments)}
</section>
</main>
<footer><p class="soft">Made by envctl ${version}. Secrets are not in this page.</p></footer>
</body>
</html>
`;
  return page.text;
}

function summary({ environments }: ReportData): string {
  const count = environments.length;
  const stacks = environments.flatMap(({ services }) =>
    services.filter(({ status, from }) => status !== null && status !== 'ABSENT' && from === null),
  ).length;
  return `${count} ${count === 1 ? 'environment' : 'environments'}, ${stacks} ${stacks === 1 ? 'stack' : 'stacks'}`;
}
