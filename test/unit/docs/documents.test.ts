import { describe, expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { fieldsOf, fieldsOfShape } from './shape.ts';

/** Plain JavaScript without types. */
const { DOCUMENTS } = (await import(new URL('../../../scripts/reference/documents.js', import.meta.url).href)) as {
  DOCUMENTS: Readonly<Record<string, string | null>>;
};

/** Maps of which the keys are the user's. */
const OPAQUE = new Set(['services[].outputs']);

describe('a shape', () => {
  it('is read as the paths of its fields', () => {
    const shape = '{ a, b: [ { c|null, d: x|y, e: [..], f: [ { g } ] } ], h: { i, j: {..} }|null, k }';
    expect([...fieldsOfShape(shape)]).toEqual([
      'a',
      'b',
      'b[].c',
      'b[].d',
      'b[].e',
      'b[].f',
      'b[].f[].g',
      'h',
      'h.i',
      'h.j',
      'k',
    ]);
  });
});

describe('JSON documents', () => {
  it('have no field that docs/commands.md leaves out', async () => {
    const { run, write } = await desk({
      'dev.yaml': definition({
        a: service('a', { runtime: { PAGE_SIZE: '20' } }),
        b: service('b', { dependsOn: ['a'] }),
      }),
      'new.yaml': definition({}, { account: { email: 'aws+new@example.com' } }),
      ...stackFile('a'),
      ...stackFile('b'),
    });
    const lines = [
      'validate',
      'create-account new',
      'bootstrap dev',
      'plan dev',
      'graph dev',
      'deploy dev --yes',
      'status dev',
      'list',
      'history dev',
      'quotas dev',
      'unlock dev --yes',
      'close-account new --confirm new',
    ];
    const seen = new Map<string, Set<string>>();
    const see = async (line: string): Promise<void> => {
      const { exit, json, stderr } = await run(`${line} --output json`);
      expect(exit, `${line}: ${stderr}`).toBe(0);
      const [name = ''] = line.split(' ');
      seen.set(name, new Set([...(seen.get(name) ?? []), ...fieldsOf(json(), OPAQUE)]));
    };
    for (const line of lines) await see(line);
    await write(stackFile('a', { value: 'y' }));
    for (const line of ['plan dev', 'destroy dev --yes']) await see(line);
    for (const [name, fields] of seen) expect(missing(fields, name), name).toEqual([]);
  });
});

/** Fields that a command printed and its page does not have. */
function missing(fields: ReadonlySet<string>, name: string): string[] {
  const documented = fieldsOfShape(DOCUMENTS[name] ?? '');
  return [...fields].filter((field) => !documented.has(field));
}
