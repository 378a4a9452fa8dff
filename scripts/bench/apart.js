// The bench's AWS in a process of its own, as the real one is: what the program takes by itself can be seen then.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROCESS = fileURLToPath(new URL('world-process.js', import.meta.url));

/** As `spareMemory` has it in the program. */
const SPARING = '--heap-growing-percent=25';

/** Same shape as `worldHere`. It is asked in messages, each with the time at which it is sent. */
export async function worldApart(now, settings) {
  const child = fork(PROCESS, { serialization: 'advanced', execArgv: [SPARING] });
  const waiting = new Map();
  let asked = 0;
  child.on('message', ({ id, answer, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(answer);
    else reject(new Error(error));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the simulated AWS ended with ${code}`));
  });
  const ask = (what, ...given) =>
    new Promise((resolve, reject) => {
      const id = (asked += 1);
      waiting.set(id, { resolve, reject });
      child.send({ id, now: now(), what, given });
    });
  await ask('begin', settings);
  return {
    handle: (request) => ask('handle', request),
    addAccount: (...given) => ask('addAccount', ...given),
    stackSeconds: () => ask('stackSeconds'),
    cost: () => ask('cost'),
    end: async () => void child.disconnect(),
  };
}
