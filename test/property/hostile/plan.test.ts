import * as fc from 'fast-check';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPlans } from '../../../src/cli/stages/plan-file.ts';
import { planCheck } from '../../../src/cli/stages/plan-shape.ts';
import { digestOf } from '../../../src/model/digest.ts';
import { isObject, type Json, type JsonObject } from '../../../src/model/json.ts';
import { campaign } from '../../support/campaign.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

type Path = readonly (string | number)[];

/** Parts of a plan that hold whatever a template, or an evaluation of one, holds. */
const FREE = new Set(['template', 'properties', 'at', 'replacement']);

function pathsIn(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).filter(([key]) => !FREE.has(key));
  return [
    path,
    ...inside.flatMap(([key, inner]) => pathsIn(inner, [...path, Array.isArray(value) ? Number(key) : key])),
  ];
}

function at(value: Json, path: Path): Json {
  return path.reduce<Json>((node, key) => (node as Record<string | number, Json>)[key] ?? null, value);
}

function put(value: Json, [key, ...rest]: Path, replacement: Json): Json {
  if (key === undefined) return replacement;
  const copy = structuredClone(value) as Record<string | number, Json>;
  copy[key] = put(copy[key] ?? null, rest, replacement);
  return copy;
}

function kindOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
}

const ODD: readonly Json[] = [null, true, -1.5, 'x', [], [[]], {}, { kind: 'text' }, [{ kind: 'odd' }], '\u001b[31m'];

async function saved(): Promise<{ file: string; content: JsonObject; run: Desk['run'] }> {
  const runtime = { SIZE: '1', NAME: '${output:a.Name}', KEY: { default: 'x', apply: 'live' } };
  const { root, run } = await desk({
    'dev.yaml': definition({ a: service('a', { runtime, after: { command: 'true' } }), b: service('b') }),
    ...stackFile('a'),
    ...stackFile('b'),
  });
  expect((await run('plan dev --out dev.plan')).exit).toBe(0);
  const file = join(root, 'dev.plan');
  const content: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!isObject(content)) throw new Error('the plan is no object');
  return { file, content, run };
}

describe('a saved plan that somebody made up', () => {
  it('is refused for every value that is of another kind, though its digest is right', async () => {
    const { file, content } = await saved();
    const plans = content['plans'] ?? null;
    const paths = pathsIn(plans).filter((path) => kindOf(at(plans, path)) !== 'null');
    expect(paths.length).toBeGreaterThan(80);
    const fits = planCheck();
    expect(fits(plans)).toBe(true);
    const cases = fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...ODD));
    await campaign('saved plans', cases, 1_000, ([path, odd]) => {
      if (!fits(put(plans, path, odd))) return;
      // What was taken is of the same kind as what it stands for, or of one that it may be as well.
      const [before, after] = [kindOf(at(plans, path)), kindOf(odd)];
      expect([before, 'null'], path.join('.')).toContain(after);
    });
    const changed = put(plans, [0, 'services', 0, 'deployment', 'runtime'], 'none');
    await writeFile(file, JSON.stringify({ ...content, plans: changed, digest: digestOf(changed) }));
    await expect(readPlans(file)).rejects.toMatchObject({ code: 'UsageInvalid' });
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a list', '[]'],
    ['no plans', '{"version":1,"digest":"x"}'],
    ['very deep', `{"version":1,"digest":"x","plans":[${'['.repeat(200_000)}${']'.repeat(200_000)}]}`],
    ['another encoding', Buffer.from('{}', 'utf16le').toString('latin1')],
  ])('that is %s is refused', async (_, text) => {
    const { root, run } = await desk({ 'dev.yaml': definition({ a: service('a') }), ...stackFile('a') });
    await writeFile(join(root, 'odd.plan'), text, 'latin1');
    const refused = await run('deploy --plan odd.plan --yes --output json');
    expect(refused.exit).toBe(4);
    expect(refused.json()['error']).toMatchObject({ code: 'UsageInvalid' });
  });

  it('does nothing that a plan of the environment could not, though all its values are of the right kind', async () => {
    const { file, content, run } = await saved();
    const [plan] = content['plans'] as [JsonObject];
    const [a] = plan['services'] as [JsonObject];
    const step: JsonObject = {
      name: '/other/dev/a/KEY',
      region: 'eu-west-1',
      service: 'a',
      action: 'delete',
      secret: false,
    };
    const forged: readonly JsonObject[] = [
      { ...plan, project: 'other' },
      { ...plan, services: [{ ...a, stack: 'other-dev-a' }] },
      {
        ...plan,
        services: [{ ...a, service: 'legacy', stack: 'notes-dev-legacy', action: 'delete', deployment: null }],
      },
      { ...plan, runtime: [step] },
    ];
    for (const one of forged) {
      await writeFile(file, JSON.stringify({ version: 1, digest: digestOf([one]), plans: [one] }));
      const { exit, stdout } = await run('deploy --plan dev.plan --yes --output json');
      expect(exit, stdout).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'PlanStale' } });
    }
  });
});
