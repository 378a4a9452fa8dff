// Loading a client of the SDK whole takes longer than most of what is done with it: it has hundreds of operations, that of EC2 seven
// hundred. The bundle has of each client those operations that our gateways call.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GATEWAYS = join(ROOT, 'src', 'aws');
const ENTRY = 'client-operations:';

/** A plugin of rolldown. */
export const clientOperations = {
  name: 'client-operations',
  resolveId: { filter: { id: /^@aws-sdk\/client-[\w-]+$/ }, handler: (id) => `${ENTRY}${id}` },
  load: {
    filter: { id: new RegExp(`^${ENTRY}`) },
    handler: (id) => ({ code: entryOf(id.slice(ENTRY.length)), moduleType: 'js' }),
  },
};

/** Exports the client's class and its commands, each from its own file. */
function entryOf(name) {
  const folder = join(ROOT, 'node_modules', name, 'dist-es');
  const sources = sourcesOf(name);
  const [, client] = /\bloaded\.(\w+Client)\b/.exec(sources.map(({ text }) => text).join('\n'));
  const exported = [
    [client, join(folder, `${client}.js`)],
    ...operationsOf(sources).map((operation) => [
      `${operation}Command`,
      join(folder, 'commands', `${operation}Command.js`),
    ]),
  ];
  return exported.map(([what, file]) => `export { ${what} } from ${JSON.stringify(file)};`).join('\n');
}

/** The file that loads a client; for `client.ts` with those of its folder that load none themselves. */
function sourcesOf(name) {
  const all = readdirSync(GATEWAYS, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: join('src', 'aws', file), text: readFileSync(join(GATEWAYS, file), 'utf8') }));
  const loading = all.filter(({ text }) => text.includes(`import('${name}')`));
  const [first] = loading;
  if (loading.length !== 1) throw new Error(`${name} has to be loaded in one place of src/aws, for the bundle`);
  if (basename(first.file) !== 'client.ts') return loading;
  const beside = all.filter(
    ({ file, text }) => dirname(file) === dirname(first.file) && !text.includes("import('@aws-sdk/client-"),
  );
  return [first, ...beside];
}

/**
 * Operations that sources call, by the name at the call or, where that is handed on, by the type of what is handed on. Throws where
 * a call says in neither way which operation it is: the bundle would lack it.
 */
export function operationsOf(sources) {
  const found = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\.(?:call|dated)\b(?:\(\s*(?:'(\w+)'|(\w+)))?/g)].flatMap(([call, named, handed]) => {
      const type = handed === undefined ? null : new RegExp(`\\b${handed}: ('\\w+'(?: \\| '\\w+')*)`).exec(text);
      const names = named === undefined ? [...(type?.[1] ?? '').matchAll(/\w+/g)].map(([name]) => name) : [named];
      if (names.length === 0) throw new Error(`${file}: \`${call}\` has to name its operation, for the bundle`);
      return names;
    }),
  );
  return [...new Set(found)];
}
