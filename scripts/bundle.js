// Bundles the program into the few files that are installed: dist/bundle, with the notices of what is in them. Part of the build.
// What reads files of its own, and the SDK, whose clients are loaded one by one, stay packages beside it.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { plainBuiltins } from './bundle/builtins.js';
import { clientOperations } from './bundle/clients.js';
import { coreChunk } from './bundle/core.js';
import { definitionSchema } from './bundle/definition-schema.js';
import { writeNotices } from './bundle/notices.js';
import { requiredPackages } from './bundle/packages.js';
import { resourceTypes } from './bundle/resource-types.js';
import { madeValidators, writeDefinitionValidator } from './bundle/validators.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const OUT = join(ROOT, 'dist', 'bundle');
const core = coreChunk();
const written = {
  dir: OUT,
  // Names stay, for stack traces.
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  comments: false,
  // With one other sign in it, V8 keeps two bytes for each of half a million.
  charset: 'ascii',
};

rmSync(OUT, { recursive: true, force: true });
const { output } = await build({
  cwd: ROOT,
  input: { main: 'src/main.ts', host: 'src/host.ts' },
  platform: 'node',
  external: [/^@aws-cdk\//, 'fast-xml-parser'],
  // The same as modules: what is not used is left out, and the rest starts sooner than it would in CommonJS.
  resolve: { alias: { yaml: join(ROOT, 'node_modules/yaml/browser/dist/index.js') } },
  plugins: [
    madeValidators,
    definitionSchema,
    resourceTypes,
    clientOperations,
    requiredPackages,
    plainBuiltins,
    core.plugin,
  ],
  output: {
    ...written,
    format: 'esm',
    codeSplitting: { groups: [core.group] },
    // Everything that is asked for with `require` is in the bundle.
    polyfillRequire: false,
    sourcemap: true,
    sourcemapExcludeSources: true,
  },
});
writeNotices([...output, ...(await writeDefinitionValidator(ROOT, written))], OUT);
