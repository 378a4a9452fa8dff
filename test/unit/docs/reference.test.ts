import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { GLOBAL_OPTIONS } from '../../../src/cli/options.ts';
import { FIND_ACCOUNT, OPTIONAL } from '../../../src/cli/actions.ts';
import { CODES, EXIT } from '../../../src/diagnostics/codes.ts';

const ROOT = new URL('../../../', import.meta.url);

type Pages = Readonly<Record<string, string>>;

/** The generator is plain JavaScript without types. */
const { pages } = (await import(new URL('scripts/generate-commands.js', ROOT).href)) as {
  pages: (modules: object) => Promise<Pages>;
};

describe('the reference', () => {
  it.each(['commands.md', 'permissions.md', 'exit-codes.md'])(
    '%s says what the program does: `npm run generate` brings it up to date',
    async (name) => {
      const written = await readFile(new URL(`docs/${name}`, ROOT), 'utf8');
      expect(written).toBe((await pages({ COMMANDS, GLOBAL_OPTIONS, EXIT, CODES, FIND_ACCOUNT, OPTIONAL }))[name]);
    },
  );

  it('has a link that leads somewhere for each command', async () => {
    const { 'commands.md': page = '' } = await pages({ COMMANDS, GLOBAL_OPTIONS, EXIT, CODES, FIND_ACCOUNT, OPTIONAL });
    for (const name of Object.keys(COMMANDS)) {
      expect(page).toContain(`(#${name})`);
      expect(page).toContain(`\n## ${name}\n`);
    }
  });
});
