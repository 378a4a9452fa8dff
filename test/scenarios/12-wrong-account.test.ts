import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { profile, signedInAs } from '../support/scenario/profile.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { accountIn, done, refused } from '../support/scenario/verdict.ts';
import type { Insider } from '../support/scenario/witness.ts';
import { changing } from '../support/scenario/wire.ts';

const SERVICES = { notes: at('notes') };

test.each(['deploy customer17 --yes', 'close-account customer17 --confirm customer17'])(
  '`%s` stops when the profile leads to another account than the definition names',
  async (line) => {
    const { run, gate, root, inside, other } = await withOther({
      'customer17.yaml': own(SERVICES, { account: { id: '210987654321', profile: 'customer' } }),
    });
    await profile('customer', inside.credentials, root);
    const before = gate.calls.length;
    expect(await refused(run(line), 3)).toMatchObject({
      code: 'WrongAccount',
      message: expect.stringContaining(other),
    });
    expect(changing(gate.calls.slice(before))).toEqual([]);
  },
);

test.each(['create-account staging', 'close-account staging --confirm staging', 'deploy staging --create --yes'])(
  '`%s` stops when the caller is in another account than the management account',
  async (line) => {
    const { run, gate, inside } = await withOther({ 'staging.yaml': own(SERVICES) });
    signedInAs(inside.credentials);
    const before = gate.calls.length;
    expect(await refused(run(line), 3)).toMatchObject({
      code: 'WrongAccount',
      hint: expect.stringContaining('management account'),
    });
    expect(changing(gate.calls.slice(before))).toEqual([]);
  },
);

/** A scene with an account beside those that the definitions are about. */
async function withOther(files: Record<string, object>): Promise<Scene & { other: string; inside: Insider }> {
  const given = await scene({ 'other.yaml': own(), ...files, ...stack('notes') });
  const other = accountIn(await done(given.run('create-account other')));
  return { ...given, other, inside: await given.witness.inside(other) };
}
