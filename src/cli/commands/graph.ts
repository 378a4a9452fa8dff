import { nodesOf } from '../../plan/link.ts';
import type { LinkedEnvironment, LinkedNode } from '../../plan/linked.ts';
import { lenderId } from '../../plan/sources.ts';
import { clean } from '../../report/clean.ts';
import { flow, words } from '../../report/layout.ts';
import { dependencyNames } from '../../report/plan.ts';
import type { Style } from '../../report/style.ts';
import type { Command } from '../command.ts';
import { loadNamed } from '../stages/load.ts';
import { pictureOf } from '../stages/picture.ts';
import { prepareValid } from '../stages/prepare.ts';

type Format = 'text' | 'mermaid' | 'dot' | 'svg';

interface GraphArguments {
  readonly format: Format;
}

export const command: Command<GraphArguments> = {
  positional: '[env]',
  describe: 'Show which service waits for which, and why',
  options: {
    format: {
      type: 'string',
      choices: ['text', 'mermaid', 'dot', 'svg'],
      default: 'text',
      describe: 'Form of the picture',
    },
  },
  examples: [
    ['envctl graph staging', 'services in the order in which they can be deployed'],
    ['envctl graph staging --format svg > graph.svg', 'a picture that stands alone'],
    ['envctl graph staging --format mermaid', 'for Markdown'],
  ],
  actions: [],
  run: async (context, { env, format }) => {
    const prepared = await prepareValid(await loadNamed(context, env));
    const outcomes = prepared.map(({ linked }) => ({ document: documentOf(linked), errors: [] }));
    return {
      outcomes,
      several: outcomes.length > 1,
      text: (await Promise.all(prepared.map(({ linked }) => drawn(linked, format, context.style)))).join('\n'),
    };
  },
};

async function drawn(linked: LinkedEnvironment, format: Format, style: Style): Promise<string> {
  if (format === 'text') return graphText(linked, style);
  const { graphFile } = await import('../../report/graph/file.ts');
  return graphFile(pictureOf(linked), format);
}

function documentOf(linked: LinkedEnvironment): object {
  const { environment, borrowed } = linked;
  return {
    environment: environment.name,
    services: nodesOf(linked).map((service) => ({
      service: service.service.name,
      region: service.region,
      ...('unit' in service.service ? { organizationalUnit: service.service.unit.value } : {}),
      dependsOn: dependencyNames(
        environment.name,
        service.edges.map(({ to }) => to),
      ),
      edges: service.edges.map(({ to, why }) => ({ service: dependencyNames(environment.name, [to])[0], why })),
    })),
    borrowed: borrowed.map((one) => ({ service: one.name, from: `${lenderId(one)}/${one.service}` })),
  };
}

/** Each service below its level: a service of one level waits only for those above it. */
function graphText(linked: LinkedEnvironment, style: Style): string {
  const { environment, borrowed } = linked;
  const lines = nodesOf(linked).flatMap((service) =>
    serviceLines(service, environment.name, environment.region, style),
  );
  const lent = borrowed.map(
    (one) => `  ${style.dim('→')} ${one.name} ${style.dim(`from ${lenderId(one)}/${one.service}`)}`,
  );
  return `${[style.strong(environment.name), ...lent, ...lines].join('\n')}\n`;
}

function serviceLines(
  { service, region, edges }: LinkedNode,
  environment: string,
  home: string,
  style: Style,
): string[] {
  const place = region === home ? '' : style.dim(` in ${region}`);
  const kind = 'unit' in service ? style.dim(` stack set in ${clean(service.unit.value)}`) : '';
  const reasons = edges.flatMap(({ to, why }) => {
    const name = dependencyNames(environment, [to])[0] ?? to;
    return flow(`      ${style.dim('needs')} `, [name, ...words(`(${clean(why)})`).map(style.dim)], style.columns);
  });
  return [`  ${style.accent('●')} ${service.name}${place}${kind}`, ...reasons];
}
