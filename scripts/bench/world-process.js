// The process of a simulated AWS that the bench asks in messages: see apart.js.
import { worldHere } from './world.js';

let now = 0;
let world = null;

process.on('message', async ({ id, now: sent, what, given }) => {
  now = sent;
  try {
    if (what === 'begin') world = await worldHere(() => now, ...given);
    process.send({ id, answer: what === 'begin' ? undefined : await world[what](...given) });
  } catch (error) {
    process.send({ id, error: error.stack });
  }
});
