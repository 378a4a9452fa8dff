import { describe, expect, it } from 'vitest';
import { deleteBucket } from '../../../src/simulator/s3/store.ts';
import { desk } from '../../support/cli.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';
import { failing, small } from '../../support/templates.ts';

const BUCKET = {
  ...small(),
  Resources: {
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName: 'notes-dev-uploads', VersioningConfiguration: { Status: 'Enabled' } },
    },
    Queue: { Type: 'AWS::SQS::Queue' },
  },
  Outputs: {},
};

async function deployed() {
  const notes = await desk({
    'dev.yaml': definition({ notes: service('notes'), uploads: service('uploads') }),
    ...stackFile('notes'),
    'stack/uploads.json': BUCKET,
  });
  expect((await notes.run('deploy dev --yes')).exit).toBe(0);
  return notes;
}

describe('status --drift', () => {
  it('tells that nothing has drifted, and asks only when it is asked', async () => {
    const { run } = await deployed();
    const asked = await run('status dev --drift --output json');
    expect(asked.json()['services']).toMatchObject([
      { service: 'notes', drift: 'IN_SYNC', drifted: [], driftReason: null },
      { service: 'uploads', drift: 'IN_SYNC' },
    ]);
    expect((await run('status dev --output json')).json()['services']).toMatchObject([
      { drift: null },
      { drift: null },
    ]);
  });

  it('names what was changed and what was deleted by hand, and the property, never its value', async () => {
    const { run, world } = await deployed();
    const gateways = await enter(world);
    const [stack] = await gateways.cloudformation(REGION).resources('notes-dev-notes');
    const name = stack?.physicalId ?? '';
    await gateways.ssm(REGION).put({ name, value: 'by hand', type: 'String', exists: true, tags: {} });
    deleteBucket(world.simulator.state, 'notes-dev-uploads');
    const { stdout, exit } = await run('status dev --drift --output json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      services: [
        {
          drift: 'DRIFTED',
          drifted: [{ logicalId: 'Setting', type: 'AWS::SSM::Parameter', change: 'modified', properties: ['/Value'] }],
        },
        { drift: 'DRIFTED', drifted: [{ logicalId: 'Bucket', change: 'deleted', properties: [] }] },
      ],
    });
    expect(stdout).not.toContain('by hand');
    const { stdout: text } = await run('status dev --drift');
    expect(text).toContain('drifted');
    expect(text).toContain('notes@eu-west-1: Setting (AWS::SSM::Parameter) modified: /Value');
  });

  it('says of a stack that cannot be looked at why', async () => {
    const { run } = await desk({
      'dev.yaml': definition({ notes: service('notes') }),
      ...stackFile('notes', { more: failing() }),
    });
    await run('deploy dev --yes');
    const { stdout } = await run('status dev --drift --output json');
    expect(JSON.parse(stdout)).toMatchObject({
      services: [{ drift: 'NOT_CHECKED', drifted: [], driftReason: 'the stack is ROLLBACK_COMPLETE' }],
    });
  });
});
