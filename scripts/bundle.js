// Bundles the program into the few files that are installed: dist/bundle, with the notices of what is in them. Part of the build.
// What reads files of its own, and the SDK, whose clients are loaded one by one, stay packages beside it.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { plainBuiltins } from './bundle/builtins.js';
import { writeNotices } from './bundle/notices.js';
import { madeValidators } from './bundle/validators.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const OUT = fileURLToPath(new URL('../dist/bundle', import.meta.url));

/** Libraries in CommonJS ask for Node's own modules with `require`. */
const REQUIRE = `const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);`;

rmSync(OUT, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: ['src/main.ts', 'src/host.ts'],
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: ['@aws-cdk/*', '@aws-sdk/*', '@smithy/*', 'fast-xml-parser'],
  // Names stay, for stack traces.
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  banner: { js: REQUIRE },
  metafile: true,
  logLevel: 'warning',
  plugins: [madeValidators, plainBuiltins],
});
writeNotices(metafile, ROOT, OUT);
