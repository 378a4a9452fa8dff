import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runForeground } from '../../../src/foreground.ts';
import { folder } from '../../support/folder.ts';

interface Started {
  readonly status: Promise<number>;
  /** Waits for what the program has said. */
  said(): Promise<string>;
}

/** Runs a script in the foreground; `say(text)` in it is how it tells us something. */
async function start(script: string): Promise<Started> {
  const file = `${await folder({})}/said`;
  const say = 'const say = (text) => require("fs").writeFileSync(process.env.SAID, String(text));';
  const env = { ...process.env, SAID: file };
  const status = runForeground({ command: process.execPath, parameters: ['-e', `${say}${script}`], env });
  const said = async (): Promise<string> => {
    for (;;) {
      const text = await readFile(file, 'utf8').catch(() => '');
      if (text !== '') return text;
      await sleep(20);
    }
  };
  return { status, said };
}

const WAITING = 'setInterval(() => {}, 1000); say("ready");';

describe('a program in the foreground', () => {
  it('gets the variables that it is given, and its status is the answer', async () => {
    const { status, said } = await start('say(process.env.SAID); process.exit(7)');
    expect(await status).toBe(7);
    expect(await said()).toMatch(/said$/);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('gets %s, and nobody else hears of it', async (signal) => {
    let heard = 0;
    const listener = (): void => void (heard += 1);
    process.on(signal, listener);
    onTestFinished(() => void process.off(signal, listener));
    const { status, said } = await start(`process.on("${signal}", () => process.exit(9)); ${WAITING}`);
    await said();
    process.emit(signal, signal);
    expect(await status).toBe(9);
    expect(heard).toBe(0);
    process.emit(signal, signal);
    expect(heard).toBe(1);
  });

  it('is answered with 128 and the number of the signal that ended it', async () => {
    const { status, said } = await start(WAITING);
    await said();
    process.emit('SIGTERM', 'SIGTERM');
    expect(await status).toBe(143);
  });

  it('is refused when it is not there', async () => {
    const missing = runForeground({ command: 'envctl-no-such-program', parameters: [], env: {} });
    await expect(missing).rejects.toMatchObject({
      code: 'UsageInvalid',
      message: 'envctl-no-such-program cannot be started',
    });
  });
});
