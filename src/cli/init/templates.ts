import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { packageRoot } from '../../files/package-root.ts';

/** What stands for `{{key}}` in a template. */
export type Values = Readonly<Record<string, string>>;

/** The files of a new project by their path, with slashes, below the folder above its definitions. */
export async function filledTemplates(values: Values): Promise<Map<string, string>> {
  const folder = join(packageRoot(), 'templates', 'init');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const filled = await Promise.all(
    files.map(async (file): Promise<[string, string]> => {
      const path = relative(folder, file).split(sep).join('/');
      return [path, fill(await readFile(file, 'utf8'), values)];
    }),
  );
  return new Map(filled.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The schema of definitions, for an editor. */
export function schemaText(): Promise<string> {
  return readFile(join(packageRoot(), 'schemas', 'environment.schema.json'), 'utf8');
}

function fill(text: string, values: Values): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '');
}
