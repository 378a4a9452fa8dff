import { describe, expect, it } from 'vitest';
import { latestRecord, listRecords, writeRecord, type DeploymentRecord } from '../../../src/bucket/records.ts';
import { BUCKET, lockWorld } from './lock-world.ts';

function record(id: string, at: string): DeploymentRecord {
  return {
    version: 1,
    id,
    at,
    by: 'emma',
    host: 'build-1',
    commit: 'abc',
    digest: 'd1',
    to: null,
    outcome: 'succeeded',
    seconds: 12,
    services: [
      {
        service: 'notes',
        region: 'eu-west-1',
        stack: 'notes-dev-notes',
        digest: 'd2',
        changeSet: 'envctl-d2',
        outcome: 'updated',
        artifacts: ['artifacts/notes/1.zip'],
        submission: 'environments/dev/submissions/d3.json',
        updated: at,
        started: at,
        seconds: 41.5,
        waitedFor: ['dev/database@eu-west-1'],
      },
    ],
  };
}

async function place(environment = 'dev') {
  const { start } = await lockWorld();
  const { s3 } = await start('emma');
  return { s3, bucket: BUCKET, environment };
}

describe('deployment records', () => {
  it('are none at first', async () => {
    const dev = await place();
    expect(await listRecords(dev, 10)).toEqual([]);
    expect(await latestRecord(dev)).toBeNull();
  });

  it('come back whole, the newest first', async () => {
    const dev = await place();
    const records = ['2026-01-31T10:00:00Z', '2026-02-01T09:00:00Z', '2025-12-01T10:00:00Z'].map((at, i) =>
      record(`d${String(i)}`, at),
    );
    for (const each of records) await writeRecord(dev, each);
    expect(await listRecords(dev, 10)).toEqual([records[1], records[0], records[2]]);
    expect(await listRecords(dev, 2)).toEqual([records[1], records[0]]);
    expect(await latestRecord(dev)).toEqual(records[1]);
  });

  it('are kept once, however often they are written', async () => {
    const dev = await place();
    await writeRecord(dev, record('d1', '2026-01-31T10:00:00Z'));
    await writeRecord(dev, record('d1', '2026-01-31T10:00:00Z'));
    expect(await listRecords(dev, 10)).toHaveLength(1);
  });

  it('of one environment are not those of another whose name begins alike', async () => {
    const dev = await place('dev');
    await writeRecord({ ...dev, environment: 'dev-emma' }, record('d1', '2026-01-31T10:00:00Z'));
    expect(await listRecords(dev, 10)).toEqual([]);
  });

  it('of a newer version, or damaged, are read as far as they go', async () => {
    const dev = await place();
    await writeRecord(dev, record('d1', '2026-01-31T10:00:00Z'));
    const folder = 'environments/dev/deployments';
    const newer = { version: 2, id: 'd2', at: '2026-02-01T10:00:00Z', services: [{ service: 'notes', stacks: [] }, 7] };
    await dev.s3.putObject({ bucket: BUCKET, key: `${folder}/0000000000000-d2.json`, body: JSON.stringify(newer) });
    await dev.s3.putObject({ bucket: BUCKET, key: `${folder}/0000000000001-d3.json`, body: '{"version":' });
    const [first, ...rest] = await listRecords(dev, 10);
    expect(first).toMatchObject({ id: 'd2', commit: null, seconds: 0 });
    expect(first?.services).toMatchObject([
      { service: 'notes', artifacts: [], changeSet: null, started: null, seconds: null, waitedFor: [] },
    ]);
    expect(rest.map(({ id }) => id)).toEqual(['d1']);
  });

  it('are read over many pages', async () => {
    const dev = await place();
    for (let i = 0; i < 25; i += 1) await writeRecord(dev, record(`d${String(i)}`, new Date(i * 1_000).toISOString()));
    const ids = (await listRecords(dev, 23)).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 23 }, (_, i) => `d${String(24 - i)}`));
  });
});
