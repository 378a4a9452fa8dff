#!/usr/bin/env node
// Plain JavaScript, so that a Node that is too old gets a sentence instead of a syntax error.

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`envctl needs Node 20.19 or newer; this is ${process.versions.node}\n`);
  process.exit(4);
}

const { readFileSync } = process.getBuiltinModule('node:fs');
const argv = process.argv.slice(2);
const ready = argv.length === 1 ? answer(argv[0]) : null;
if (ready !== null) process.stdout.write(ready);
else {
  // V8 lets the space of its young objects grow to 32 MB, page by page: filling them all takes longer than to collect more often.
  process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1');
  process.getBuiltinModule('node:module').enableCompileCache?.();
  if (argv.includes('--verbose')) process.setSourceMapsEnabled(true);
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const [{ main }, { processHost }] = await Promise.all([
    import('../dist/bundle/main.js'),
    import('../dist/bundle/host.js'),
  ]);
  process.exitCode = await main(argv, processHost());
}

/** What is known before anything is loaded; null for everything else. The build writes the help. */
function answer(word) {
  if (word === '--version') return `${JSON.parse(read('../package.json')).version}\n`;
  return word === '--help' ? read('../dist/help.txt') : null;
}

/** Null for a file that is not there. */
function read(path) {
  try {
    return readFileSync(new URL(path, import.meta.url), 'utf8');
  } catch {
    return null;
  }
}
