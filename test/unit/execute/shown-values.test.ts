import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import type { ValueChange } from '../../../src/model/value-changes.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, service } from '../../support/project.ts';
import { wire } from '../../support/requests.ts';

/** What must never be seen. */
const SECRET = 'hunter2-7c1d';

function parameter(value: unknown, more: JsonObject = {}): JsonObject {
  return { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: value as string, ...more } };
}

const PASSWORD = { Type: 'String', NoEcho: true };

interface Stage {
  readonly template: JsonObject;
  readonly parameters?: JsonObject;
}

async function changed(before: Stage, after: Stage): Promise<Desk> {
  const of = ({ template, parameters = {} }: Stage) => ({
    'dev.yaml': definition({ a: service('a', { parameters }) }),
    'stack/a.json': template,
  });
  const one = await desk(of(before));
  expect(await one.run('deploy dev --yes')).toMatchObject({ exit: 0 });
  await one.write(of(after));
  return one;
}

interface Planned {
  readonly services: readonly {
    readonly resources: readonly {
      logicalId: string;
      properties: readonly { name: string; values?: ValueChange[] }[];
    }[];
  }[];
}

/** The plan as text and as a document; no trace of a secret in either. */
async function plan(one: Desk, options = ''): Promise<{ text: string; values: string[]; calls: number }> {
  const log = wire();
  const shown = await one.run(`plan dev ${options}`.trim(), { aws: { wrap: log.wrap } });
  const json = await one.run(`plan dev --output json ${options}`.trim());
  for (const said of [shown.stdout, shown.stderr, json.stdout]) expect(said).not.toContain(SECRET);
  const { services } = json.json() as unknown as Planned;
  const values = services.flatMap(({ resources }) =>
    resources.flatMap(({ logicalId, properties }) =>
      properties.flatMap(({ values = [] }) => values.map((value) => told(logicalId, value))),
    ),
  );
  return { text: shown.stdout, values, calls: log.count(/^GetTemplate$/) };
}

function told(logicalId: string, { path, change, before, after, secret }: ValueChange): string {
  return `${logicalId}${path} ${change} ${before} ${after}${secret ? ' secret' : ''}`;
}

describe('a plan', () => {
  const before = { Resources: { P: parameter('30', { Description: 'x' }) } };
  const after = { Resources: { P: parameter('60', { Tier: 'Standard' }) } };

  it.each(['', '--read-only'])('tells old and new values %s', async (options) => {
    const { text, values } = await plan(await changed({ template: before }, { template: after }), options);
    expect(values.sort()).toEqual(['P/Description remove x null', 'P/Tier add null Standard', 'P/Value change 30 60']);
    expect(text).toContain('Value: 30 → 60\n');
    expect(text).toContain('Tier: nothing → Standard\n');
    expect(text).toContain('Description: x → nothing\n');
  });

  it('tells what a parameter changes, and asks for no template where nothing is secret', async () => {
    const template = { Parameters: { Size: { Type: 'String' } }, Resources: { P: parameter({ Ref: 'Size' }) } };
    const one = await changed({ template, parameters: { Size: '1' } }, { template, parameters: { Size: '2' } });
    expect(await plan(one)).toMatchObject({ values: ['P/Value change 1 2'], calls: 0 });
  });

  it('tells which value is known only when it is deployed', async () => {
    const one = await changed(
      { template: { Resources: { P: parameter('1'), Q: parameter('2') } } },
      { template: { Resources: { P: parameter('1'), Q: parameter({ Ref: 'P' }) } } },
    );
    const { text, values } = await plan(one);
    expect(values).toEqual(['Q/Value change 2 null']);
    expect(text).toContain('Value: 2 → (known when it is deployed)');
  });
});

describe('a secret', () => {
  const secret = {
    Parameters: { Pw: PASSWORD },
    Resources: { P: parameter({ 'Fn::Sub': 'x-${Pw}' }), Q: parameter('1') },
  };
  const other = { Parameters: { Pw: PASSWORD }, Resources: { P: parameter('plain'), Q: parameter('2') } };

  it.each<[string, Stage, Stage, string[]]>([
    [
      'that a NoEcho parameter brings',
      { template: secret, parameters: { Pw: SECRET } },
      { template: secret, parameters: { Pw: `${SECRET}-new` } },
      ['P/Value change null null secret'],
    ],
    [
      'that a NoEcho parameter brought',
      { template: secret, parameters: { Pw: SECRET } },
      { template: { Resources: other.Resources } },
      ['P/Value change null null secret', 'Q/Value change 1 2'],
    ],
    [
      'whose place takes a NoEcho parameter now',
      { template: other, parameters: { Pw: SECRET } },
      { template: secret, parameters: { Pw: SECRET } },
      ['P/Value change null null secret', 'Q/Value change 2 1'],
    ],
    [
      'that its parameter is named as',
      {
        template: {
          Parameters: { DbPassword: { Type: 'String' } },
          Resources: { P: parameter({ Ref: 'DbPassword' }) },
        },
        parameters: { DbPassword: SECRET },
      },
      { template: { Resources: { P: parameter('y') } } },
      ['P/Value change null null secret'],
    ],
    [
      'that gives way to a reference',
      { template: { Resources: { P: parameter(SECRET) } } },
      { template: { Resources: { P: parameter('{{resolve:secretsmanager:db:SecretString:pw}}') } } },
      ['P/Value change null {{resolve:secretsmanager:db:SecretString:pw}} secret'],
    ],
    [
      'within an address',
      { template: { Resources: { P: parameter(`postgres://app:${SECRET}@db/notes`) } } },
      { template: { Resources: { P: parameter('postgres://db/notes') } } },
      ['P/Value change null null secret'],
    ],
  ])('%s is in no plan', async (_, before, after, expected) => {
    const one = await changed(before, after);
    expect((await plan(one)).values.sort()).toEqual(expected);
    await plan(one, '--read-only');
  });
});
