import {
  ActivateOrganizationsAccessCommand,
  CloudFormationClient,
  CreateStackSetCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { SHARED } from '../support/scenario/endpoint.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { done, outcomes, refused } from '../support/scenario/verdict.ts';
import { HOME } from '../support/scenario/witness.ts';

/** An account of its own in one unit with the others. */
function inUnit(services: JsonObject = {}, more: JsonObject = {}): JsonObject {
  const account = { email: '${project}+${environment}@example.com', organizationalUnit: 'Fleet' };
  return { region: HOME, account, services, ...more };
}

const GUARD = { template: '../stack/guard.yaml', engine: 'stacksets', parameters: { Value: 'a' } };

function guard(given: JsonObject = {}): JsonObject {
  return { guard: { ...GUARD, ...given } };
}

const TEMPLATE = {
  Parameters: { Value: { Type: 'String' } },
  Resources: {
    Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: '/guard', Value: { Ref: 'Value' } } },
  },
  Outputs: { Name: { Value: { Ref: 'Setting' } } },
};

interface Fleet extends Scene {
  readonly accounts: Readonly<Record<string, string>>;
}

/** Three accounts in a unit; the stack set is the first one's. */
async function fleet(services: JsonObject = guard()): Promise<Fleet> {
  const given = await scene({
    'fleet.yaml': inUnit(services),
    'dev.yaml': inUnit(),
    'emma.yaml': inUnit(),
    'stack/guard.yaml': TEMPLATE,
  });
  const created = await done(given.run('create-account fleet dev emma'));
  const documents = created['environments'] as { environment: string; accountId: string }[];
  const accounts = Object.fromEntries(documents.map(({ environment, accountId }) => [environment, accountId]));
  return { ...given, accounts };
}

async function valueIn({ witness, accounts }: Fleet, name: string): Promise<string | undefined> {
  return (await (await witness.inside(accounts[name])).parameters('/'))['/guard'];
}

function instancesIn(document: JsonObject): unknown {
  const [service] = document['services'] as { instances?: { account: string; outcome: string }[] }[];
  return service?.instances?.map(({ account, outcome }) => `${account} ${outcome}`).sort();
}

function writesOf({ gate }: Scene, since: number): string[] {
  return gate.calls
    .slice(since)
    .flatMap(({ operation }) => (/^(Create|Update|Delete)Stack/.test(operation) ? [operation] : []));
}

test.runIf(SHARED === null)(
  'a stack set brings a service to every account of a unit, and a second run does nothing',
  async () => {
    const all = await fleet();
    const { run, show, gate, accounts } = all;
    const shown = await show('plan fleet');
    expect(shown.stdout).toMatch(/\+ guard .*stack set of 3 stacks in 3 accounts of Fleet/s);
    expect(shown.stdout).toMatch(/turns trusted access of StackSets on/);
    const deployed = await done(run('deploy fleet --yes'));
    expect(outcomes(deployed)).toEqual({ guard: 'created' });
    expect(instancesIn(deployed)).toEqual(
      Object.values(accounts)
        .map((id) => `${id} succeeded`)
        .sort(),
    );
    expect(await valueIn(all, 'emma')).toBe('a');
    const before = gate.calls.length;
    expect(await done(run('deploy fleet --yes'))).toMatchObject({ outcome: 'unchanged' });
    expect(writesOf(all, before)).toEqual([]);
    const status = await done(run('status fleet'));
    expect(status['services']).toMatchObject([{ service: 'guard', status: 'CURRENT', instances: [{}, {}, {}] }]);
  },
);

test.runIf(SHARED === null)(
  'an account that comes later gets it by itself; a change reaches every account',
  async () => {
    const all = await fleet();
    const { run, write, clock } = all;
    await done(run('deploy fleet --yes'));
    await write({ 'paul.yaml': inUnit() });
    const created = (await done(run('create-account paul'))) as { accountId: string };
    while ((await done(run('plan fleet')))['changes'] !== 0) await clock.sleep(1_000);
    await write({ 'fleet.yaml': inUnit(guard({ parameters: { Value: 'b' } })) });
    expect(await done(run('plan fleet'))).toMatchObject({
      services: [{ service: 'guard', action: 'update', reasons: ['parameter Value'], instances: [{}, {}, {}, {}] }],
    });
    expect(outcomes(await done(run('deploy fleet --yes')))).toEqual({ guard: 'updated' });
    const paul = { ...all, accounts: { paul: created.accountId } };
    expect(await valueIn(paul, 'paul')).toBe('b');
  },
);

test.runIf(SHARED === null)('an account that fails is named with its reason, and alone is tried again', async () => {
  const all = await fleet(guard({ stackSet: { maxConcurrent: 3 } }));
  const { run, show, accounts, witness } = all;
  const ssm = (await witness.inside(accounts['dev'])).ssm();
  await ssm.send(new PutParameterCommand({ Name: '/guard', Value: 'taken', Type: 'String' }));
  const failed = await run('deploy fleet --yes');
  expect(failed.exit).toBe(1);
  const document = JSON.parse(failed.stdout) as JsonObject;
  expect(document['error']).toMatchObject({ code: 'StackFailed' });
  expect(JSON.stringify(document['error'])).toContain(
    `1 of 3 stacks failed, first in account ${accounts['dev'] ?? ''}`,
  );
  expect(instancesIn(document)).toContain(`${accounts['dev'] ?? ''} failed`);
  const text = await show('plan fleet');
  expect(text.stdout).toMatch(/~ guard .*1 stack is not up to date/s);
  await ssm.send(new DeleteParameterCommand({ Name: '/guard' }));
  const again = await done(run('deploy fleet --yes'));
  expect(outcomes(again)).toEqual({ guard: 'updated' });
  expect(await done(run('plan fleet'))).toMatchObject({ changes: 0 });
});

test.runIf(SHARED === null)('as many failures as may be are no failure of the deployment, and are told', async () => {
  const { run, show, accounts, witness } = await fleet(
    guard({ stackSet: { maxConcurrent: '100%', failureTolerance: 1 } }),
  );
  const ssm = (await witness.inside(accounts['dev'])).ssm();
  await ssm.send(new PutParameterCommand({ Name: '/guard', Value: 'taken', Type: 'String' }));
  const shown = await show('deploy fleet --yes');
  expect(shown.exit).toBe(0);
  expect(shown.stdout).toMatch(/2 of 3 stacks are up to date\n.*account.*\n.*failed .*already exists/);
  expect(await done(run('status fleet'))).toMatchObject({ services: [{ status: 'OUTDATED' }] });
});

test.runIf(SHARED === null)(
  'a run that is stopped leaves its operation in AWS, and the next one joins it',
  async () => {
    const all = await fleet();
    const { run, gate } = all;
    const stop = new AbortController();
    gate.after('cloudformation:DescribeStackSetOperation', () => stop.abort());
    const stopped = await run('deploy fleet --yes', { signal: stop.signal });
    expect(stopped.exit).toBe(130);
    expect(stopped.stdout).toMatch(/goes on in AWS/);
    const before = gate.calls.length;
    const joined = await done(run('deploy fleet --yes'));
    expect(joined).toMatchObject({ outcome: 'succeeded' });
    expect(writesOf(all, before)).toEqual([]);
    expect(await valueIn(all, 'emma')).toBe('a');
  },
);

test.runIf(SHARED === null)(
  'an account may be closed without regard to it, and destroying takes it from every account',
  async () => {
    const all = await fleet();
    const { run, show } = all;
    await done(run('deploy fleet --yes'));
    expect(await done(run('destroy dev --yes'))).toMatchObject({ outcome: 'unchanged' });
    expect(await done(run('close-account dev --confirm dev'))).toMatchObject({ environment: 'dev' });
    const shown = await show('plan fleet --destroy');
    expect(shown.stdout).toMatch(/- guard .*stack set, with 3 stacks/);
    expect(outcomes(await done(run('destroy fleet --yes')))).toEqual({ guard: 'deleted' });
    expect(await valueIn(all, 'emma')).toBeUndefined();
    expect(await done(run('destroy fleet --yes'))).toMatchObject({ outcome: 'unchanged' });
  },
);

test.runIf(SHARED === null)('a set that the definition no longer names is kept until it is pruned', async () => {
  const all = await fleet();
  const { run, write } = all;
  await done(run('deploy fleet --yes'));
  await write({ 'fleet.yaml': inUnit() });
  const kept = await done(run('plan fleet'));
  expect(kept).toMatchObject({ changes: 0, services: [{ service: 'guard', action: 'orphan' }] });
  expect(outcomes(await done(run('deploy fleet --prune --yes')))).toEqual({ guard: 'deleted' });
  expect(await valueIn(all, 'emma')).toBeUndefined();
  expect(await done(run('plan fleet'))).toMatchObject({ services: [] });
});

test.runIf(SHARED === null)('a region that is no longer listed is kept until it is pruned', async () => {
  const all = await fleet(guard({ regions: [HOME, 'us-east-1'] }));
  const { run, write } = all;
  expect((instancesIn(await done(run('deploy fleet --yes'))) as string[]).length).toBe(6);
  await write({ 'fleet.yaml': inUnit(guard()) });
  const kept = await done(run('plan fleet'));
  expect(kept).toMatchObject({ changes: 0 });
  expect(JSON.stringify(kept)).toContain('3 stacks are no longer in its units and regions: kept until --prune');
  await done(run('deploy fleet --prune --yes'));
  expect(JSON.stringify(await done(run('status fleet')))).not.toContain('us-east-1');
});

test.runIf(SHARED === null)('a set that somebody else made is never touched', async () => {
  const { run, gate, project } = await fleet();
  const cloudformation = new CloudFormationClient({ endpoint: gate.url, region: HOME });
  await cloudformation.send(new ActivateOrganizationsAccessCommand({}));
  const StackSetName = `${project}-fleet-guard`;
  const AutoDeployment = { Enabled: false };
  const TemplateBody = JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } });
  const theirs = { StackSetName, TemplateBody, AutoDeployment, PermissionModel: 'SERVICE_MANAGED' } as const;
  await cloudformation.send(new CreateStackSetCommand(theirs));
  expect(await refused(run('deploy fleet --yes'), 3)).toMatchObject({ code: 'NotOwned' });
  expect(outcomes(await done(run('destroy fleet --yes')))).toEqual({ guard: 'kept' });
});
