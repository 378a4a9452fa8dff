// Writes what is derived from the schema (the types of a definition, the reference for readers) and from the commands.
// `--check` writes nothing and ends with 1 when a file is stale.
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const SCHEMA = new URL('../schemas/environment.schema.json', import.meta.url);
const TYPES = new URL('../src/definition/definition.generated.ts', import.meta.url);
const DOCS = new URL('../docs/definition.md', import.meta.url);
const COMMANDS = fileURLToPath(new URL('generate-commands.js', import.meta.url));
const NOTICE = fileURLToPath(new URL('generate-notice.js', import.meta.url));
const NOTE = 'Generated from schemas/environment.schema.json by `npm run generate`: do not edit.';

const RULES = `## Merging

\`extends\` names a file that is merged beneath this one; chains are allowed. Maps merge deep, lists and scalars replace, \`null\`
removes. An \`account\`, a value of \`runtime\` and a service with \`from\` replace as a whole when the nearer file gives another
form. \`name\`, \`expires\` and \`protected\` are not inherited from a file that is itself an environment. A file that, with what it
extends, gives no \`account\` is a base: other definitions extend it, it is never deployed itself. A file with only details of an
account is a base as well when another definition extends it. YAML's own merge keys (\`<<: *anchor\`) work within a file.

Paths are relative to the file that holds them and stay inside the project: the git root, else the folder above the definitions.

## References

| reference | stands for | where |
| --- | --- | --- |
| \`\${project}\` \`\${environment}\` | the names | everywhere but \`project\`, \`name\`, \`extends\`, \`region\`, \`from\` |
| \`\${env:NAME}\` | a variable of the caller's environment | the same |
| \`\${config:path}\` | a value of \`config\`; alone it keeps its type | the same, but not in \`account\` |
| \`\${git:sha}\` | the commit of the project | as \`\${config:path}\` |
| \`\${account}\` \`\${region}\` | where the service is deployed; outside \`parameters\`, \`runtime\` and \`health\` the home region, and the id that files tell | as \`\${config:path}\` |
| \`\${output:service.Output}\` | an output; also \`environment/service\` and \`service@region\` | \`parameters\`, \`runtime\`, \`health\` |
| \`\${ssm:/name}\` | a parameter in the target account and region, not a SecureString | \`parameters\`, \`runtime\`, \`health\` |

\`$\${\` is a literal \`\${\`. In \`parameters\` and \`runtime\` everything becomes a string, numbers as they were written; a list becomes its
items, joined by commas.`;

/** Without what says nothing of types; `x-` patterns would allow every key, a description beside a `$ref` would make a second type. */
function forTypes(schema) {
  return JSON.parse(JSON.stringify(schema), (key, value) => {
    if (key === 'patternProperties' || key === 'examples' || key === 'patternErrorMessage') return undefined;
    return value?.$ref ? { $ref: value.$ref } : value;
  });
}

async function types(schema) {
  const declarations = await compile(forTypes(schema), 'EnvironmentDefinition', {
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  const literal = JSON.stringify(schema, null, 2);
  return [
    `/* eslint-disable */`,
    `// ${NOTE}`,
    `import type { JsonObject } from '../model/json.ts';\n`,
    declarations,
    `/** The schema itself, so that nothing has to be read from disk before a definition can be checked. */`,
    `export const environmentSchema: JsonObject = ${literal};\n`,
  ].join('\n');
}

const typeNames = {
  null: '',
  boolean: 'boolean',
  object: 'map',
  array: 'list',
  integer: 'whole number',
  number: 'number',
  string: 'string',
};

function typeText(schema) {
  if (schema.enum)
    return schema.enum
      .filter((value) => value !== null)
      .map((value) => `\`${value}\``)
      .join(', ');
  const types = [schema.type].flat();
  const nonText = types.filter((type) => type !== 'null' && type !== 'string');
  const onlyReference = schema.pattern?.startsWith('^\\$\\{config:') && nonText.length > 0;
  return types
    .filter((type) => type !== 'null' && !(onlyReference && type === 'string'))
    .map((type) => typeNames[type])
    .join(', ');
}

function dereference(root, schema) {
  if (!schema.$ref) return schema;
  const { $ref, ...own } = schema;
  return { ...root.$defs[$ref.slice('#/$defs/'.length)], ...own };
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function row(root, key, property) {
  const schema = dereference(root, property);
  const examples = (schema.examples ?? []).map((example) => `\`${JSON.stringify(example)}\``).join(' or ');
  const rest = schema.default === undefined ? '' : ` Default: \`${JSON.stringify(schema.default)}\`.`;
  return `| \`${key}\` | ${cell(typeText(schema))} | ${cell(schema.description + rest)} | ${cell(examples)} |`;
}

/** One section for each map of known keys, outer ones first; maps that are alike share the first one's. */
function sections(root, schema, path) {
  if (!schema.properties) return [];
  const rows = Object.entries(schema.properties).map(([key, property]) => row(root, key, property));
  const heading = path === '' ? '## The top level' : `## \`${path}\``;
  const table = ['| key | type | meaning | example |', '| --- | --- | --- | --- |', ...rows].join('\n');
  const inner = Object.entries(schema.properties).flatMap(([key, property]) => {
    const child = dereference(root, property);
    const here = path === '' ? key : `${path}.${key}`;
    const each = child.items ?? child.additionalProperties;
    const nested = sections(root, child, here);
    if (nested.length > 0 || typeof each !== 'object' || each.$ref === '#/$defs/configValue') return nested;
    return sections(root, dereference(root, each), child.items ? `${here}[]` : `${here}.*`);
  });
  return [`${heading}\n\n${schema.description}\n\n${table}`, ...inner];
}

function reference(schema) {
  const intro = [
    '# Definition reference',
    '',
    `<!-- ${NOTE} -->`,
    '',
    'One YAML file, `environments/<name>.yaml`, holds everything about one environment. Wherever a value stands, a string',
    'that is nothing but `${config:path}` may stand for it: the value keeps its type.',
    '',
  ].join('\n');
  const byTable = new Map();
  for (const section of sections(schema, schema, '')) {
    const table = section.slice(section.indexOf('| key |'));
    if (!byTable.has(table)) byTable.set(table, section);
  }
  return `${intro}\n${RULES}\n\n${[...byTable.values()].join('\n\n')}\n`;
}

const schema = JSON.parse(await readFile(SCHEMA, 'utf8'));
const outputs = [
  [TYPES, await types(schema)],
  [DOCS, reference(schema)],
];
const check = process.argv.includes('--check');
for (const [url, content] of outputs) {
  const current = await readFile(url, 'utf8').catch(() => null);
  if (current === content) continue;
  if (check) {
    process.stderr.write(`${url.pathname} is stale: run node scripts/generate.js\n`);
    process.exitCode = 1;
  } else await writeFile(url, content);
}

// The pages of the commands come from the compiled program, which has just got new types.
if (!check) {
  const failed = [COMMANDS, NOTICE].filter(
    (script) => spawnSync(process.execPath, [script], { stdio: 'inherit' }).status !== 0,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}
