import { breakLock, readLock, type FoundLock, type LockContent, type LockPlace } from '../../bucket/lock-object.ts';
import { fail } from '../../diagnostics/error.ts';
import { clean } from '../../report/clean.ts';
import { FIND_ACCOUNT } from '../actions.ts';
import type { Command, CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { confirm } from '../stages/approve.ts';
import { homeBucket } from '../stages/bucket.ts';
import { inAccount } from '../stages/enter.ts';
import { preview } from '../stages/tell.ts';

export const command: Command = {
  positional: '[env]',
  describe: 'Break the lock of an environment whose holder is certainly gone, after showing who that is',
  options: {},
  examples: [['envctl unlock staging', 'shows the holder, then asks']],
  actions: [...FIND_ACCOUNT, 's3:GetBucketTagging', 's3:GetObject', 's3:PutObject'],
  run: (context, { env }) =>
    inAccount(context, env, 'deploy', async (entered) => {
      const { name } = entered.environment;
      const place = await homeBucket(entered);
      const found = place && (await readLock(place));
      if (!place || !found) return result(name, 'free', null, `nobody holds the lock of ${name}\n`);
      show(name, found, context);
      await confirm(context, `Break the lock of ${name}?`, 'make sure that it is not at work any more, then add --yes');
      await breakHeld(name, place, found.content.id);
      return result(name, 'broken', found.content, `the lock of ${name} is broken\n`);
    }),
};

/**
 * Breaks the lock that was shown, also when its holder has renewed it meanwhile: that one finds out, and stops. Another's
 * lock stays: Locked.
 */
async function breakHeld(name: string, place: LockPlace, id: string): Promise<void> {
  for (;;) {
    const found = await readLock(place);
    if (found === null) return;
    if (found.content.id !== id) {
      fail('Locked', `the lock of ${name} is somebody else's by now`, { hint: 'run the command again to see whose' });
    }
    if (await breakLock(place, found)) return;
  }
}

function show(name: string, { content, expired }: FoundLock, context: Context): void {
  const { user, host: machine, command: what, pid, since } = content;
  const state = expired
    ? 'it has not been renewed in time: a deployment would take it over by itself'
    : 'it is being renewed';
  preview(
    context,
    `${name} is locked by ${clean(user)} on ${clean(machine)} (${clean(what)}, process ${pid}) since ${new Date(since).toISOString()}: ${state}\n`,
  );
}

function result(
  environment: string,
  outcome: 'broken' | 'free',
  lock: LockContent | null,
  text: string,
): CommandResult {
  const document = {
    environment,
    outcome,
    lock: lock && {
      host: lock.host,
      user: lock.user,
      command: lock.command,
      since: new Date(lock.since).toISOString(),
    },
  };
  return { outcomes: [{ document, errors: [] }], several: false, text };
}
