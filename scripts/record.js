// `npm run record`: draws docs/session.svg, the session at the top of the README, from a real run on the embedded AWS. Time is
// virtual there, so that each run is alike. A test compares the picture with the README, whose session it runs.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './install.js';
import { film } from './recording/film.js';
import { Screen } from './recording/screen.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const TERMINAL = { columns: 96, rows: 30 };

/** Seconds that a frame stays: while something is typed, while a command works, when it has ended, at the end of the film. */
const STAYS = { typed: 1, working: 0.25, ended: 3.5, last: 7 };

const SESSION = [
  'envctl deploy staging --create --yes',
  '# environments/staging.yaml: memorySize: 256 → memorySize: 512',
  'envctl plan staging',
  'envctl deploy staging --yes',
];

class Recorder {
  screen = new Screen();
  frames = [];

  /** What a command sees as its terminal. */
  output = {
    ...TERMINAL,
    isTerminal: true,
    write: (text) => {
      this.screen.write(text);
      this.shoot(STAYS.working);
    },
  };

  type(line) {
    const [start, end] = line.startsWith('#') ? ['\u001B[2m', '\u001B[22m'] : ['\u001B[1m', '\u001B[22m'];
    this.screen.write(`\u001B[36m$\u001B[39m ${start}${line}${end}\n`);
    this.shoot(STAYS.typed);
  }

  /** A frame like the one before only lets that one stay for longer. */
  shoot(seconds) {
    const lines = this.screen.shot(TERMINAL.rows);
    const last = this.frames.at(-1);
    if (last && JSON.stringify(last.lines) === JSON.stringify(lines)) last.seconds = Math.max(last.seconds, seconds);
    else this.frames.push({ lines, seconds });
  }
}

async function edit(line, folder) {
  const [, name, before, after] = /^# (\S+): (.*) → (.*)$/.exec(line);
  const file = join(folder, name);
  const text = await readFile(file, 'utf8');
  if (!text.includes(before)) throw new Error(`${name} does not say ${before}`);
  await writeFile(file, text.replace(before, after));
}

async function record() {
  const { main } = await import('../dist/main.js');
  const { processHost } = await import('../dist/host.js');
  const folder = await mkdtemp(join(tmpdir(), 'envctl-record-'));
  const recorder = new Recorder();
  const { output } = recorder;
  const host = {
    ...processHost(),
    env: { ENVCTL_SIMULATE: 'true' },
    cwd: folder,
    stdout: output,
    stderr: output,
    prompter: null,
  };
  try {
    await cp(join(ROOT, 'environments'), join(folder, 'environments'), { recursive: true });
    for (const line of SESSION) {
      recorder.type(line);
      if (line.startsWith('#')) await edit(line, folder);
      else if ((await main(line.split(' ').slice(1), host)) !== 0) throw new Error(recorder.screen.text());
      recorder.shoot(STAYS.ended);
      if (!line.startsWith('#')) recorder.screen.write('\n');
    }
    recorder.shoot(STAYS.last);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const transcript = recorder.screen.text();
  return film(recorder.frames, { ...TERMINAL, title: 'A session with envctl', transcript });
}

build();
await writeFile(join(ROOT, 'docs', 'session.svg'), await record());
