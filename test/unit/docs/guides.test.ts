import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../../support/folder.ts';
import { examplesOf, filesOf } from './examples.ts';
import { checkExample } from './run-example.ts';

const ROOT = new URL('../../../', import.meta.url);
const GUIDES = new URL('docs/guides/', ROOT);

describe('guides', async () => {
  const pages = (await readdir(GUIDES)).filter((name) => name !== 'README.md');

  it.each(pages)(
    '%s works line by line',
    async (name) => {
      const page = new URL(name, GUIDES);
      const files = await filesOf(page);
      const cwd = await folder(files);
      // A guide without files of its own is about the sample.
      if (Object.keys(files).length === 0)
        await cp(new URL('environments', ROOT), join(cwd, 'environments'), { recursive: true });
      const examples = await examplesOf(page);
      expect(examples.filter(({ how }) => how === 'run').length).toBeGreaterThan(3);
      for (const example of examples) await checkExample(example, cwd);
    },
    300_000,
  );
});
