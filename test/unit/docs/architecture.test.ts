import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SRC = join(ROOT, 'src');

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly typesOnly: boolean;
}

/** Imports from one folder of `src/` to another. */
async function imports(): Promise<Import[]> {
  const names = (await readdir(SRC, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const found = await Promise.all(names.map(async (name) => importsIn(name, await readFile(join(SRC, name), 'utf8'))));
  return found.flat();
}

function importsIn(name: string, text: string): Import[] {
  const statement = /(?:^|\n)(?:import|export)\s+(type\s)?[^;']*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g;
  return [...text.matchAll(statement)].flatMap(([, type, target, lazy]) => {
    const to = folderOf(relative(SRC, resolve(SRC, dirname(name), target ?? lazy ?? '')));
    const from = folderOf(name);
    return from === to ? [] : [{ file: name, from, to, typesOnly: type !== undefined }];
  });
}

function folderOf(name: string): string {
  if (name.startsWith('aws/types/')) return 'aws/types';
  return name.split('/')[0] ?? name;
}

/** What the table allows: `model` for values, too, `types of model` for types alone. */
async function allowed(): Promise<Map<string, Set<string>>> {
  const page = await readFile(join(ROOT, 'docs', 'architecture.md'), 'utf8');
  const table = page.slice(page.indexOf('## Folders'), page.indexOf('## Where'));
  const rows = [...table.matchAll(/^\| `([\w./]+)` +\|[^|]*\| (.*?) +\|$/gm)];
  return new Map(
    rows.map(([, folder = '', names = '']) => [
      folder,
      new Set(names === 'nothing' ? [] : names.replaceAll('`', '').split(', ')),
    ]),
  );
}

describe('the table of folders in docs/architecture.md', () => {
  it('names every folder and nothing else', async () => {
    const entries = await readdir(SRC, { withFileTypes: true });
    const names = entries.map(({ name }) => name).concat('aws/types');
    expect([...(await allowed()).keys()].sort()).toEqual(names.sort());
  });

  it('allows every import that there is', async () => {
    const rules = await allowed();
    const all = await imports();
    expect(all.length).toBeGreaterThan(100);
    const broken = all.filter(({ from, to, typesOnly }) => {
      const rule = rules.get(from);
      return !rule?.has(to) && !(typesOnly && rule?.has(`types of ${to}`));
    });
    expect(broken).toEqual([]);
  });
});

describe('links between pages', () => {
  it('lead to files that are there', async () => {
    const pages = (await readdir(join(ROOT, 'docs'), { recursive: true })).filter((name) => name.endsWith('.md'));
    const files = [...pages.map((name) => join('docs', name)), 'README.md', 'CONTRIBUTING.md'];
    const broken: string[] = [];
    for (const file of files) {
      const text = await readFile(join(ROOT, file), 'utf8');
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
        const path = resolve(ROOT, dirname(file), target);
        await readFile(path).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'EISDIR') broken.push(`${file}: ${target}`);
        });
      }
    }
    expect(broken).toEqual([]);
  });

  it('lead from the README to every page', async () => {
    const below = (await readdir(join(ROOT, 'docs'), { recursive: true })).filter((name) => name.endsWith('.md'));
    const reached = new Set(['README.md']);
    for (const file of reached) {
      const text = await readFile(join(ROOT, file), 'utf8');
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+\.md)/g))
        reached.add(relative(ROOT, resolve(ROOT, dirname(file), target)));
    }
    expect(below.map((name) => join('docs', name)).filter((name) => !reached.has(name))).toEqual([]);
  });
});
