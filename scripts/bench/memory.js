// What a process holds, and what it took at most.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const MB = 2 ** 20;

/** MB that are still in use: objects and buffers after a collection. */
export function heldNow() {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MB;
}

/** MB of this process at its largest since it began, what V8 has not collected yet included. */
export function largest() {
  return process.resourceUsage().maxRSS / 1024;
}
