import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountGateways } from '../../../src/aws/types/account.ts';
import { forgetWritten, readWritten, writtenBody } from '../../../src/bucket/written.ts';
import { bucketName, writtenKey } from '../../../src/model/names.ts';
import { baseline, environment, existing } from '../../support/environment.ts';
import { createWorld, MANAGEMENT, type World } from '../../support/world.ts';
import { gatewaysOf } from '../aws/gateway-world.ts';

const REGION = 'eu-west-1';
const STAGING = environment(existing(MANAGEMENT), { baseline: baseline({ artifacts: true }) });
const BUCKET = bucketName('notes', MANAGEMENT, REGION);
const NAME = '/notes/staging/app/KEY';
const THERE = { [REGION]: [{ name: NAME, type: 'String', value: 'x', version: 1, modified: 0 }] } as const;
const VERSIONS = { [`${REGION}:${NAME}`]: 1, [`${REGION}:/notes/staging/app/OTHER`]: 4 };

let world: World;
let gateways: AccountGateways;
beforeEach(async () => {
  ({ world, account: gateways } = await gatewaysOf(createWorld()));
});

async function write(versions: Readonly<Record<string, number>>): Promise<void> {
  await gateways.s3(REGION).createBucket(BUCKET);
  await put(versions);
}

async function put(versions: Readonly<Record<string, number>>): Promise<void> {
  await gateways.s3(REGION).putObject({ bucket: BUCKET, key: writtenKey('staging'), body: writtenBody(versions) });
}

describe('what the last deployment wrote', () => {
  it('is nothing where there is no bucket yet', async () => {
    expect(await readWritten(STAGING, gateways, THERE)).toEqual({});
    await forgetWritten(STAGING, gateways, [`${REGION}:${NAME}`]);
  });

  it('is forgotten for single parameters, and written only when something changes', async () => {
    await write(VERSIONS);
    await forgetWritten(STAGING, gateways, [`${REGION}:${NAME}`]);
    expect(await readWritten(STAGING, gateways, THERE)).toEqual({ [`${REGION}:/notes/staging/app/OTHER`]: 4 });
    const { run, account } = await gatewaysOf(world);
    await forgetWritten(STAGING, account, [`${REGION}:${NAME}`]);
    expect(Object.keys(run.aws.calls.byOperation())).not.toContain('s3:PutObject');
  });

  it('keeps what a deployment writes meanwhile', async () => {
    await write(VERSIONS);
    const s3 = gateways.s3(REGION);
    let interfered = false;
    const racing: AccountGateways = {
      ...gateways,
      s3: () => ({
        ...s3,
        putObject: async (request) => {
          if (!interfered) await put({ ...VERSIONS, 'eu-west-1:/notes/staging/app/NEW': 1 });
          interfered = true;
          return s3.putObject(request);
        },
      }),
    };
    await forgetWritten(STAGING, racing, [`${REGION}:${NAME}`]);
    expect(await readWritten(STAGING, gateways, THERE)).toEqual({
      'eu-west-1:/notes/staging/app/OTHER': 4,
      'eu-west-1:/notes/staging/app/NEW': 1,
    });
  });
});
