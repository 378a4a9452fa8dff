// Writes dist/help.txt, what `envctl --help` prints: rendering it takes longer than all else that a start does. Part of the build.
import { writeFileSync } from 'node:fs';
import { runProgram } from '../dist/cli/run.js';

let help = '';
const stream = { isTerminal: false, columns: 80, write: (text) => void (help += text) };
const host = { env: {}, cwd: '/', stdout: stream, stderr: stream, signal: new AbortController().signal };
const exit = await runProgram(['--help'], { host, version: '', connect: null, serve: null });
if (exit !== 0) throw new Error(help);
writeFileSync(new URL('../dist/help.txt', import.meta.url), help);
