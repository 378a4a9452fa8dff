import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountGateways } from '../../../src/aws/types/account.ts';
import { forgetWritten, readWritten, writtenBody } from '../../../src/bucket/written.ts';
import { bucketName, writtenKey } from '../../../src/model/names.ts';
import { isSetByHand, noteOf, type Written } from '../../../src/model/written.ts';
import { baseline, environment, existing } from '../../support/environment.ts';
import { createWorld, MANAGEMENT, type World } from '../../support/world.ts';
import { gatewaysOf } from '../aws/gateway-world.ts';

const REGION = 'eu-west-1';
const STAGING = environment(existing(MANAGEMENT), { baseline: baseline({ artifacts: true }) });
const BUCKET = bucketName('notes', MANAGEMENT, REGION);
const NAME = '/notes/staging/app/KEY';
const THERE = { [REGION]: [{ name: NAME, type: 'String', value: 'x', version: 1, modified: 0 }] } as const;
const OTHER = [noteOf({ version: 4, value: 'y' })];
const NOTES = {
  [`${REGION}:${NAME}`]: [noteOf({ version: 1, value: 'x' })],
  [`${REGION}:/notes/staging/app/OTHER`]: OTHER,
};

let world: World;
let gateways: AccountGateways;
beforeEach(async () => {
  ({ world, account: gateways } = await gatewaysOf(createWorld()));
});

async function write(notes: Written): Promise<void> {
  await gateways.s3(REGION).createBucket(BUCKET);
  await put(writtenBody(notes));
}

async function put(body: string): Promise<void> {
  await gateways.s3(REGION).putObject({ bucket: BUCKET, key: writtenKey('staging'), body });
}

describe('what the last deployment wrote', () => {
  it('is nothing where there is no bucket yet', async () => {
    expect(await readWritten(STAGING, gateways, THERE)).toEqual({});
    await forgetWritten(STAGING, gateways, [`${REGION}:${NAME}`]);
  });

  it('is forgotten for single parameters, and written only when something changes', async () => {
    await write(NOTES);
    await forgetWritten(STAGING, gateways, [`${REGION}:${NAME}`]);
    expect(await readWritten(STAGING, gateways, THERE)).toEqual({ [`${REGION}:/notes/staging/app/OTHER`]: OTHER });
    const { run, account } = await gatewaysOf(world);
    await forgetWritten(STAGING, account, [`${REGION}:${NAME}`]);
    expect(Object.keys(run.aws.calls.byOperation())).not.toContain('s3:PutObject');
  });

  it('keeps what a deployment writes meanwhile', async () => {
    await write(NOTES);
    const s3 = gateways.s3(REGION);
    let interfered = false;
    const racing: AccountGateways = {
      ...gateways,
      s3: () => ({
        ...s3,
        putObject: async (request) => {
          if (!interfered) await put(writtenBody({ ...NOTES, 'eu-west-1:/notes/staging/app/NEW': OTHER }));
          interfered = true;
          return s3.putObject(request);
        },
      }),
    };
    await forgetWritten(STAGING, racing, [`${REGION}:${NAME}`]);
    expect(await readWritten(STAGING, gateways, THERE)).toEqual({
      'eu-west-1:/notes/staging/app/OTHER': OTHER,
      'eu-west-1:/notes/staging/app/NEW': OTHER,
    });
  });

  it.each([
    '',
    'not JSON',
    '[]',
    '{"version":1}',
    '{"versions":{"a":"b","c":[1,{"version":"x"},{"version":1,"digest":2}]}}',
  ])('is nothing in notes that say %j: all values are kept then', async (body) => {
    await write({});
    await put(body);
    const notes = await readWritten(STAGING, gateways, THERE);
    expect(Object.values(notes).flat()).toEqual([]);
  });

  it('is understood in the form that has versions alone', async () => {
    await write({});
    await put(JSON.stringify({ version: 1, versions: { [`${REGION}:${NAME}`]: 2 } }));
    const notes = (await readWritten(STAGING, gateways, THERE))[`${REGION}:${NAME}`];
    expect(notes).toEqual([{ version: 2, digest: null }]);
    expect([1, 2, 3].map((version) => isSetByHand({ version, value: 'x' }, notes))).toEqual([false, false, true]);
  });
});
