import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../src/model/json.ts';
import { folder } from '../../support/folder.ts';
import { startLanguageServer, type LanguageServer } from '../../support/language-server.ts';

const SCHEMA = new URL('../../../schemas/environment.schema.json', import.meta.url);
const HEAD = '# yaml-language-server: $schema=../schemas/environment.schema.json\n';

/** A definition as it stands in an editor, the cursor at `|`. */
interface Opened {
  readonly uri: string;
  readonly position: JsonObject;
}

describe('a definition in an editor', () => {
  let server: LanguageServer;
  let count = 0;
  beforeAll(async () => {
    server = await startLanguageServer('/');
  });
  afterAll(() => server.close());

  async function open(text: string): Promise<Opened> {
    const root = await folder({ 'schemas/environment.schema.json': await readFile(SCHEMA, 'utf8') });
    count += 1;
    const uri = `file://${join(root, 'environments', `dev${count}.yaml`)}`;
    const whole = HEAD + text;
    const before = whole.slice(0, Math.max(0, whole.indexOf('|'))).split('\n');
    const textDocument = { uri, languageId: 'yaml', version: 1, text: whole.replace('|', '') };
    server.notify('textDocument/didOpen', { textDocument });
    return { uri, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
  }

  async function problems(text: string): Promise<string[]> {
    const { uri } = await open(text);
    const { diagnostics } = await server.notification('textDocument/publishDiagnostics', (sent) => sent['uri'] === uri);
    return texts(diagnostics, 'message');
  }

  async function completions(text: string): Promise<string[]> {
    const { uri, position } = await open(text);
    const answer = await server.request('textDocument/completion', { textDocument: { uri }, position });
    const items: Json = isObject(answer) ? (answer['items'] ?? null) : answer;
    return texts(items, 'label');
  }

  async function hover(text: string): Promise<string> {
    const { uri, position } = await open(text);
    return JSON.stringify(await server.request('textDocument/hover', { textDocument: { uri }, position }));
  }

  it.each([
    ['at the top', 'project: notes\n|', ['region', 'services', 'account', 'extends']],
    ['of an account', 'project: notes\naccount:\n  |', ['email', 'id', 'organizationalUnit']],
    ['of a service', 'project: notes\nservices:\n  notes:\n    |', ['template', 'parameters', 'runtime', 'dependsOn']],
    ['of the baseline', 'project: notes\nbaseline:\n  |', ['artifacts', 'oidc', 'guardrails']],
    [
      'of a run-time value',
      'project: notes\nservices:\n  notes:\n    runtime:\n      KEY:\n        |',
      ['secret', 'default', 'apply'],
    ],
  ])('gets its keys completed: %s', async (_, text, expected) => {
    expect(await completions(text)).toEqual(expect.arrayContaining(expected));
  });

  it('gets values completed that are a choice', async () => {
    expect(await completions('project: notes\nservices:\n  notes:\n    approval: |')).toEqual(
      expect.arrayContaining(['manual', 'auto']),
    );
  });

  it.each([
    ['project', 'pro|ject: notes\n', /begins every stack/],
    ['expires', 'project: notes\nexp|ires: 14d\n', /deployment/i],
    ['runtime', 'project: notes\nservices:\n  notes:\n    run|time: {}\n', /SSM/i],
  ])('explains its keys: %s', async (_, text, expected) => {
    expect(await hover(text)).toMatch(expected);
  });

  it.each([
    ['a key that there is not', 'project: notes\nregon: eu-west-1\n', /Property regon is not allowed/],
    ['a value of another kind', 'project: notes\nprotected: perhaps\n', /^true or false$/],
    ['a name that cannot be one', 'project: Notes_1\n', /lower-case letters/],
  ])('is told of %s', async (_, text, expected) => {
    expect((await problems(text)).join('\n')).toMatch(expected);
  });

  it('has nothing to be told of when it is in order', async () => {
    const base = new URL('../../../environments/base.yaml', import.meta.url);
    const text = (await readFile(base, 'utf8')).split('\n').slice(1).join('\n');
    expect(await problems(text)).toEqual([]);
    expect(await problems('extends: base.yaml\naccount: { email: "a+${environment}@example.com" }\n')).toEqual([]);
  });
});

/** One field of each item of a list. */
function texts(items: Json | undefined, field: string): string[] {
  if (!Array.isArray(items)) return [];
  const values = items.map((item: Json) => (isObject(item) ? item[field] : null));
  return values.filter((value) => typeof value === 'string');
}
