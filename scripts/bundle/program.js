// Bundles sources into the few files that are run: what several of them share in files of their own, each client of the SDK apart.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { plainBuiltins } from './builtins.js';
import { clientOperations } from './clients.js';
import { coreChunk } from './core.js';
import { definitionSchema } from './definition-schema.js';
import { requiredPackages } from './packages.js';
import { resourceTypes } from './resource-types.js';
import { madeValidators, writeDefinitionValidator } from './validators.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Empties the folder, writes the bundle of `input` (files by name) there, and answers its chunks. */
export async function bundle(input, dir) {
  const core = coreChunk();
  const written = {
    dir,
    // Names stay, for stack traces.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    comments: false,
    // With one other sign in it, V8 keeps two bytes for each of half a million.
    charset: 'ascii',
  };
  rmSync(dir, { recursive: true, force: true });
  const { output } = await build({
    cwd: ROOT,
    input,
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
  return [...output, ...(await writeDefinitionValidator(ROOT, written))];
}
