import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Files } from '../../support/folder.ts';
import { definition, enter, REGION, service } from '../../support/project.ts';

const NAME = 'notes-dev-uploads';

function stack(policy: JsonObject, more: JsonObject = {}): Files {
  const Files = { Type: 'AWS::S3::Bucket', ...policy, Properties: { BucketName: NAME } };
  return { 'stack/a.json': { Resources: { Queue: { Type: 'AWS::SQS::Queue' }, Files, ...more } } };
}

const KEPT = { DeletionPolicy: 'Retain' };

/** A project whose bucket is there already, made by hand. */
async function project(more: JsonObject, files: Files = stack(KEPT)): Promise<Desk> {
  const one = await desk({ 'dev.yaml': definition({ a: service('a', more) }), ...files });
  await (await enter(one.world)).s3(REGION).createBucket(NAME);
  return one;
}

interface Planned {
  readonly services: readonly {
    readonly action: string;
    readonly reasons: readonly string[];
    readonly resources: readonly { readonly logicalId: string; readonly action: string }[];
  }[];
}

async function planned({ run }: Desk): Promise<string[]> {
  const { services } = (await run('plan dev --output json')).json() as unknown as Planned;
  return services[0]?.resources.map(({ logicalId, action }) => `${logicalId} ${action}`) ?? [];
}

describe('importExisting', () => {
  it('takes what is there already into a new stack, and says so before and while it does', async () => {
    const one = await project({ importExisting: true });
    expect((await one.run('plan dev')).stdout).toContain('what exists under its names is imported');
    const { exit, stdout } = await one.run('deploy dev --yes --output json');
    expect(exit, stdout).toBe(0);
    expect(one.world.events.map(({ message }) => message)).toContain('importing Files: there already');
    expect((await one.run('plan dev --output json')).json()).toMatchObject({ changes: 0 });
  });

  it('takes it into a stack that exists, as the plan has shown', async () => {
    const one = await project(
      { importExisting: true },
      { 'stack/a.json': { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } } },
    );
    await one.run('deploy dev --yes');
    await one.write(stack(KEPT));
    expect(await planned(one)).toEqual(['Files Import']);
    expect((await one.run('plan dev')).stdout).toMatch(/← Files +AWS::S3::Bucket +exists, is imported/);
    const { exit, stdout } = await one.run('deploy dev --yes --output json');
    expect(exit, stdout).toBe(0);
    const resources = await (await enter(one.world)).cloudformation(REGION).resources('notes-dev-a');
    expect(resources.find(({ logicalId }) => logicalId === 'Files')).toMatchObject({ physicalId: NAME });
  });

  it('refuses before anything starts what would go with the stack, in AWS’s words', async () => {
    const one = await project(
      { importExisting: true },
      { 'stack/a.json': { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } } },
    );
    await one.run('deploy dev --yes');
    await one.write(stack({}));
    const { stdout } = await one.run('deploy dev --yes --output json');
    expect(stdout).toContain("must have the DeletionPolicy attribute set to 'Retain' or 'RetainExceptOnCreate'");
  });

  it('is what a failure without it is repaired with', async () => {
    const one = await project({});
    const failed = await one.run('deploy dev --yes --output json');
    expect(failed.json()).toMatchObject({ error: { code: 'StackFailed' } });
    expect(failed.stdout).toContain('already exists');
    await one.write({ 'dev.yaml': definition({ a: service('a', { importExisting: true }) }) });
    const { exit, stdout } = await one.run('deploy dev --yes --output json');
    expect(exit, stdout).toBe(0);
  });

  it('does not execute a change set that was made without it', async () => {
    const one = await project({}, { 'stack/a.json': { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } } });
    await one.run('deploy dev --yes');
    await one.write(stack(KEPT));
    expect(await planned(one)).toEqual(['Files Add']);
    await one.write({ 'dev.yaml': definition({ a: service('a', { importExisting: true }) }) });
    expect(await planned(one)).toEqual(['Files Import']);
  });
});
