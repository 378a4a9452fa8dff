import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTemplate } from '../../../src/template/read.ts';

const at = { file: '/environments/dev.yaml', line: 4, column: 15 };
const template = '{"Resources":{"A":{"Type":"AWS::SNS::Topic"}}}';
const stack = (templateFile: string) => ({ type: 'aws:cloudformation:stack', properties: { templateFile } });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'envctl-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('readTemplate', () => {
  it('reads a file', async () => {
    const file = write('t.json', template);
    expect((await readTemplate({ value: file, at })).value).toMatchObject({ file, text: template });
  });

  it('says where a template is invalid', async () => {
    const file = write('t.yaml', 'Resources:\n  A: {}\n');
    expect(await readTemplate({ value: file, at })).toMatchObject({
      value: null,
      diagnostics: [{ code: 'TemplateInvalid', at: { file, line: 2, column: 6 } }],
    });
  });

  it('says where a missing file is named', async () => {
    const { diagnostics } = await readTemplate({ value: path.join(folder, 'none.yaml'), at });
    expect(diagnostics).toMatchObject([
      { code: 'DefinitionInvalid', message: expect.stringContaining('none.yaml'), at },
    ]);
  });

  it('reads the single stack of a CDK assembly, in a stage too', async () => {
    write('manifest.json', {
      artifacts: {
        Tree: { type: 'cdk:tree' },
        Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } },
      },
    });
    write('assembly-Stage/manifest.json', { artifacts: { App: stack('App.template.json') } });
    const file = write('assembly-Stage/App.template.json', template);
    expect((await readTemplate({ value: folder, at })).value?.file).toBe(file);
  });

  it('lists the stacks of an assembly with several', async () => {
    write('manifest.json', { artifacts: { A: stack('A.template.json'), B: stack('B.template.json') } });
    const { diagnostics } = await readTemplate({ value: folder, at });
    expect(diagnostics).toMatchObject([
      { code: 'DefinitionInvalid', hint: 'name one of its templates: A.template.json, B.template.json', at },
    ]);
  });

  it('passes over what an assembly names outside of itself, and a stage that contains itself', async () => {
    const outside = write('outside.json', template);
    const assembly = path.join(folder, 'cdk.out');
    const stage = (directoryName: string) => ({ type: 'cdk:cloud-assembly', properties: { directoryName } });
    write('cdk.out/manifest.json', {
      artifacts: {
        A: stack('../outside.json'),
        B: stack(outside),
        C: stack('link.json'),
        D: stage('.'),
        E: stage('..'),
      },
    });
    symlinkSync(outside, path.join(assembly, 'link.json'));
    const { diagnostics } = await readTemplate({ value: assembly, at });
    expect(diagnostics).toMatchObject([
      { code: 'DefinitionInvalid', message: expect.stringContaining('no CDK assembly') },
    ]);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['in another encoding', Buffer.from(`\uFEFF${template}`, 'utf16le'), 'the file is not UTF-8'],
    ['in Latin-1', Buffer.from('# \u00fc', 'latin1'), 'the file is not UTF-8'],
    [
      'with an escape for terminals',
      `# \u001b[31m\n${template}`,
      'the control character U+001B cannot stand in a file',
    ],
    ['too big to be one', ' '.repeat(3 * 1024 * 1024), 'the file has 3145728 bytes; at most 2097152 are read'],
  ])('refuses a file that is %s', async (_, content, message) => {
    const file = path.join(folder, 't.yaml');
    writeFileSync(file, content);
    const { diagnostics } = await readTemplate({ value: file, at });
    expect(diagnostics).toMatchObject([{ code: 'TemplateInvalid', message, at: { file, line: 1 } }]);
  });

  it('reads past a byte order mark', async () => {
    const file = write('t.json', `\uFEFF${template}`);
    expect((await readTemplate({ value: file, at })).value).not.toBeNull();
  });

  it.each([['nothing'], ['broken JSON', '{'], ['a list', '[]']])(
    'refuses a folder whose manifest is %s',
    async (_name, manifest?: string) => {
      if (manifest !== undefined) write('manifest.json', manifest);
      const { diagnostics } = await readTemplate({ value: folder, at });
      expect(diagnostics).toMatchObject([
        { code: 'DefinitionInvalid', message: expect.stringContaining('no CDK assembly'), at },
      ]);
    },
  );
});
