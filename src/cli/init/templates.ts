import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Beside the compiled program as beside its sources. */
const TEMPLATES = fileURLToPath(new URL('../../../templates/init/', import.meta.url));

const SCHEMA = new URL('../../../schemas/environment.schema.json', import.meta.url);

/** What stands for `{{key}}` in a template. */
export type Values = Readonly<Record<string, string>>;

/** The files of a new project by their path, with slashes, below the folder above its definitions. */
export async function filledTemplates(values: Values): Promise<Map<string, string>> {
  const entries = await readdir(TEMPLATES, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const filled = await Promise.all(
    files.map(async (file): Promise<[string, string]> => {
      const path = relative(TEMPLATES, file).split(sep).join('/');
      return [path, fill(await readFile(file, 'utf8'), values)];
    }),
  );
  return new Map(filled.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The schema of definitions, for an editor. */
export function schemaText(): Promise<string> {
  return readFile(SCHEMA, 'utf8');
}

function fill(text: string, values: Values): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '');
}
