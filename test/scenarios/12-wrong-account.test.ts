import { afterEach, expect, test, vi } from 'vitest';
import { writeFiles } from '../support/folder.ts';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { changing } from '../support/scenario/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const SERVICES = { notes: at('notes') };

test.each(['deploy customer17 --yes', 'close-account customer17 --confirm customer17'])(
  '`%s` stops when the profile leads to another account than the definition names',
  async (line) => {
    const { run, gate, root, witness, write } = await scene({ 'b.yaml': own(SERVICES), ...stack('notes') });
    const other = String((await run('create-account b')).json()['accountId']);
    const { accessKeyId, secretAccessKey, sessionToken = '' } = (await witness.inside(other)).credentials;
    const keys = `aws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}`;
    await writeFiles(root, { credentials: `[customer]\n${keys}\naws_session_token=${sessionToken}\n` });
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', `${root}/credentials`);
    await write({ 'customer17.yaml': own(SERVICES, { account: { id: '210987654321', profile: 'customer' } }) });

    const before = gate.calls.length;
    const refused = await run(line);
    expect(refused.exit).toBe(3);
    expect(refused.json()).toMatchObject({
      error: { code: 'WrongAccount', message: expect.stringContaining(other) },
    });
    expect(changing(gate.calls.slice(before))).toEqual([]);
  },
);

test.each(['deploy staging --create --yes', 'create-account staging', 'close-account staging --confirm staging'])(
  '`%s` stops when the caller is not in the management account',
  async (line) => {
    const { run, gate, witness } = await scene({
      'staging.yaml': own(SERVICES),
      'b.yaml': own(SERVICES),
      ...stack('notes'),
    });
    const other = String((await run('create-account b')).json()['accountId']);
    const { credentials } = await witness.inside(other);
    vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
    vi.stubEnv('AWS_SESSION_TOKEN', credentials.sessionToken);

    const before = gate.calls.length;
    const refused = await run(line);
    expect(refused.json()).toMatchObject({
      error: {
        code: expect.stringMatching(/^(WrongAccount|AccessDenied)$/),
        hint: expect.stringContaining('management'),
      },
    });
    expect(changing(gate.calls.slice(before))).toEqual([]);
  },
);
