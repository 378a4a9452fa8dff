import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../../support/folder.ts';
import { allPages } from './blocks.ts';
import { examplesOf } from './examples.ts';
import { checkExample } from './run-example.ts';

const ROOT = new URL('../../../', import.meta.url);

/** Pages with examples that are to be run on the sample; README and guides have tests of their own. */
const pages = (await allPages()).filter(
  ({ name, blocks }) => /^docs\/[\w-]+\.md$/.test(name) && blocks.some(({ info }) => info === 'run'),
);

describe.each(pages)('$name', ({ name }) => {
  it('has examples that work as they are written', async () => {
    const cwd = await folder({});
    await cp(new URL('environments', ROOT), join(cwd, 'environments'), { recursive: true });
    const examples = await examplesOf(new URL(name, ROOT));
    for (const example of examples) if (example.how === 'run') await checkExample(example, cwd);
  });
});

describe('pages with examples that run', () => {
  it('are found', () => {
    expect(pages.map(({ name }) => name)).toEqual(expect.arrayContaining(['docs/ci.md', 'docs/rehearse.md']));
  });
});
