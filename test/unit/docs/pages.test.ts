import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/main.ts';
import { folder } from '../../support/folder.ts';
import { testHost } from '../../support/host.ts';
import { examplesOf } from './examples.ts';

const ROOT = new URL('../../../', import.meta.url);

describe.each(['pictures', 'ci', 'editor'])('docs/%s.md', (page) => {
  it('has examples that work as they are written', async () => {
    const cwd = await folder({});
    await cp(new URL('environments', ROOT), join(cwd, 'environments'), { recursive: true });
    const examples = await examplesOf(new URL(`docs/${page}.md`, ROOT));
    expect(examples.some(({ how }) => how === 'run')).toBe(true);
    for (const { line, how } of examples.filter((example) => example.line.startsWith('envctl '))) {
      const host = testHost({ cwd, env: { ENVCTL_SIMULATE: 'true' } });
      const exit = await main(line.split(/\s+/).slice(1), host);
      const told = `${line}\n${host.stderr.text()}${host.stdout.text()}`;
      if (how === 'run') expect(exit, told).toBe(0);
      else expect(exit, told).not.toBe(4);
    }
  });
});
