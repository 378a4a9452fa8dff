#!/usr/bin/env node
// Plain JavaScript, so that a Node that is too old gets a sentence instead of a syntax error.
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`envctl needs Node 20.19 or newer; this is ${process.versions.node}\n`);
  process.exit(4);
}
module.enableCompileCache?.();
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const [{ main }, { processHost }] = await Promise.all([import('../dist/main.js'), import('../dist/host.js')]);
process.exitCode = await main(process.argv.slice(2), processHost());
