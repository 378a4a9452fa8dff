import {
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { beforeEach, describe, expect, it } from 'vitest';
import { MANAGEMENT, OTHER, refusal, storageWorld, type StorageWorld } from './storage-world.ts';

const BLOCKED = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

let world: StorageWorld;
let s3control: S3ControlClient;
beforeEach(() => {
  world = storageWorld();
  s3control = new S3ControlClient(world.client());
});

describe("the account's public access block", () => {
  it('is not there at first', async () => {
    const read = s3control.send(new GetPublicAccessBlockCommand({ AccountId: MANAGEMENT }));
    expect(await refusal(read)).toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration', status: 404 });
  });

  it('is one for all regions, replaced wholesale, and can be removed', async () => {
    await s3control.send(
      new PutPublicAccessBlockCommand({ AccountId: MANAGEMENT, PublicAccessBlockConfiguration: BLOCKED }),
    );
    const elsewhere = new S3ControlClient(world.client(undefined, 'us-east-1'));
    const read = await elsewhere.send(new GetPublicAccessBlockCommand({ AccountId: MANAGEMENT }));
    expect(read.PublicAccessBlockConfiguration).toEqual(BLOCKED);
    await elsewhere.send(
      new PutPublicAccessBlockCommand({
        AccountId: MANAGEMENT,
        PublicAccessBlockConfiguration: { BlockPublicAcls: true },
      }),
    );
    const replaced = await s3control.send(new GetPublicAccessBlockCommand({ AccountId: MANAGEMENT }));
    expect(replaced.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    });
    await s3control.send(new DeletePublicAccessBlockCommand({ AccountId: MANAGEMENT }));
    expect(await refusal(s3control.send(new GetPublicAccessBlockCommand({ AccountId: MANAGEMENT })))).toMatchObject({
      status: 404,
    });
  });

  it('is nobody else’s business', async () => {
    const other = new S3ControlClient(world.client(OTHER));
    expect(await refusal(other.send(new GetPublicAccessBlockCommand({ AccountId: MANAGEMENT })))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
    await s3control.send(
      new PutPublicAccessBlockCommand({ AccountId: MANAGEMENT, PublicAccessBlockConfiguration: BLOCKED }),
    );
    expect(await refusal(other.send(new GetPublicAccessBlockCommand({ AccountId: OTHER })))).toMatchObject({
      status: 404,
    });
  });
});
