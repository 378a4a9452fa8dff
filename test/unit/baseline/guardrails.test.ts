import { beforeEach, describe, expect, it } from 'vitest';
import { checkGuardrails } from '../../../src/baseline/guardrail-files.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { observeEnvironment } from '../../../src/observe/environment.ts';
import {
  attachedTo,
  findPolicy,
  policyState,
  type StoredPolicy,
} from '../../../src/simulator/organizations/policy-store.ts';
import { baseline, environment, member, MEMBER_BASELINE, service } from '../../support/environment.ts';
import { folder } from '../../support/folder.ts';
import { killingHandler } from '../../support/killing-handler.ts';
import { refusalOf } from '../../support/thrown.ts';
import type { World } from '../../support/world.ts';
import { baselineWorld, bootstrapped, due, ID, planned } from './baseline-world.ts';

const THREE = ['deny-other-regions', 'deny-leaving-organization', 'protect-baseline'];
const PREFIX = 'envctl-notes-staging-';
const DENY = { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*' } };

let world: World;
beforeEach(() => {
  world = baselineWorld();
});

function staging(guardrails: readonly string[], more: Partial<Environment> = {}): Environment {
  return environment(member({ id: ID }), { baseline: baseline({ guardrails }), ...more });
}

function attached(from = world): StoredPolicy[] {
  const { state } = from.simulator;
  return attachedTo(state, ID).flatMap((id) => findPolicy(state, id) ?? []);
}

function contentOf(name: string): { Statement: Record<string, never>[] } {
  return JSON.parse(attached().find((policy) => policy.name === PREFIX + name)?.content ?? '{}') as never;
}

describe('guardrails', () => {
  it('are attached to the account, under names and tags of ours', async () => {
    expect((await bootstrapped(staging(THREE), world.run())).items).toEqual([
      { item: 'guardrails', region: null, action: 'create' },
    ]);
    expect(attached().map(({ name }) => name)).toEqual(['FullAWSAccess', ...THREE.map((name) => PREFIX + name)]);
    for (const { id } of attached().slice(1)) {
      expect(world.organizations.tags[id]).toMatchObject({
        'envctl:project': 'notes',
        'envctl:environment': 'staging',
      });
    }
    expect(await bootstrapped(staging(THREE), world.run())).toMatchObject({ outcome: 'unchanged' });
  });

  it('turn service control policies on where they are off', async () => {
    policyState(world.simulator.state).enabled = false;
    await bootstrapped(staging(THREE), world.run());
    expect(attached()).toHaveLength(4);
  });

  it('are updated when the definition changes', async () => {
    await bootstrapped(staging(THREE), world.run());
    const grown = staging(THREE, { services: [service('notes', ['eu-west-1', 'us-east-1'])] });
    expect(due(await planned(grown, world.run()))).toEqual([
      { item: 'guardrails', action: 'update', reason: `${PREFIX}deny-other-regions` },
    ]);
    await bootstrapped(grown, world.run());
    expect(JSON.stringify(contentOf('deny-other-regions'))).toContain(
      '"aws:RequestedRegion":["eu-west-1","us-east-1"]',
    );
    expect(due(await planned(grown, world.run()))).toEqual([]);
  });

  it('are taken off when the list no longer names them, and left when there is no list', async () => {
    await bootstrapped(staging(THREE), world.run());
    const off = environment(member({ id: ID }));
    expect(await bootstrapped(off, world.run())).toMatchObject({ outcome: 'unchanged' });
    const fewer = staging(['protect-baseline']);
    expect(due(await planned(fewer, world.run()))).toMatchObject([{ action: 'update' }]);
    await bootstrapped(fewer, world.run());
    expect(attached().map(({ name }) => name)).toEqual(['FullAWSAccess', `${PREFIX}protect-baseline`]);
    expect(Object.values(policyState(world.simulator.state).policies)).toHaveLength(1);
    await bootstrapped(staging([]), world.run());
    expect(attached().map(({ name }) => name)).toEqual(['FullAWSAccess']);
  });

  it('are not taken for those of an environment whose name begins alike', async () => {
    await bootstrapped(staging(THREE, { name: 'staging-emma' }), world.run());
    await bootstrapped(staging(['protect-baseline']), world.run());
    expect(attached()).toHaveLength(5);
  });

  it('are planned when a run was killed before they were attached', async () => {
    const whole = environment(member({ id: ID }), { baseline: { ...MEMBER_BASELINE, guardrails: THREE } });
    await bootstrapped(whole, world.run());
    const look = { lenders: [], mayBeMissing: false };
    expect((await observeEnvironment(whole, world.run(), look)).observation.baseline).toEqual([]);
    policyState(world.simulator.state).attachments[ID]?.pop();
    expect((await observeEnvironment(whole, world.run(), look)).observation.baseline).toEqual([
      { item: 'guardrails', region: null, action: 'create', reason: null },
    ]);
  });

  it.each(['before', 'after'] as const)('end up attached once, whichever request a run was killed %s', async (when) => {
    const calls = world.run();
    await bootstrapped(staging(THREE), calls);
    for (let count = 0; count < calls.aws.calls.total(); count += 1) {
      const other = baselineWorld();
      const dying = other.run({ wrap: (handler) => killingHandler(handler, count, when) });
      await expect(bootstrapped(staging(THREE), dying)).rejects.toThrow();
      await bootstrapped(staging(THREE), other.run());
      expect(
        attached(other)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['FullAWSAccess', ...THREE.map((name) => PREFIX + name)].sort());
      expect(Object.keys(policyState(other.simulator.state).policies)).toHaveLength(3);
    }
  });

  it('touch no policy of somebody else', async () => {
    await bootstrapped(staging(THREE), world.run());
    const [, first] = attached();
    world.organizations.tags[first?.id ?? ''] = {};
    expect(await refusalOf(bootstrapped(staging(THREE), world.run()))).toMatchObject({ code: 'NotOwned' });
  });

  it('are refused when the account has no room for them', async () => {
    const { policies, attachments } = policyState(world.simulator.state);
    const others = Array.from({ length: 8 }, (_, index) => `p-other${index}000`);
    for (const id of others) policies[id] = { id, name: id, description: '', content: JSON.stringify(DENY) };
    attachments[ID] = ['p-FullAWSAccess', ...others];
    await bootstrapped(staging(['protect-baseline']), world.run());
    expect(await refusalOf(bootstrapped(staging(THREE), world.run()))).toMatchObject({
      code: 'QuotaTooLow',
      message: expect.stringContaining('9 of them not of its definition') as string,
    });
  });
});

describe('the built-in guardrails', () => {
  beforeEach(() => bootstrapped(staging(THREE, { services: [service('a', ['us-east-1'])] }), world.run()));

  it('leave global services, our roles and the environment’s regions alone', () => {
    const [statement] = contentOf('deny-other-regions').Statement;
    expect(statement).toMatchObject({
      Effect: 'Deny',
      NotAction: expect.arrayContaining(['iam:*', 'organizations:*', 'cloudfront:*', 'sts:*']) as string[],
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] },
        ArnNotLike: {
          'aws:PrincipalArn': [
            `arn:aws:iam::${ID}:role/OrganizationAccountAccessRole`,
            `arn:aws:iam::${ID}:role/envctl-notes-deploy`,
            `arn:aws:iam::${ID}:role/envctl-notes-cloudformation`,
          ],
        },
      },
    });
  });

  it('keep the account in the organization, and its baseline as it is', () => {
    expect(contentOf('deny-leaving-organization').Statement).toMatchObject([
      { Action: 'organizations:LeaveOrganization' },
    ]);
    const protectedThings = contentOf('protect-baseline')
      .Statement.map(({ Resource }) => Resource)
      .flat();
    expect(protectedThings).toEqual([
      `arn:aws:iam::${ID}:role/envctl-notes-deploy`,
      `arn:aws:iam::${ID}:role/envctl-notes-cloudformation`,
      `arn:aws:iam::${ID}:role/OrganizationAccountAccessRole`,
      `arn:aws:s3:::notes-${ID}-*`,
      '*',
    ]);
  });

  it('have room to grow', () => {
    for (const { content } of attached()) expect(content.length).toBeLessThan(10_240 / 2);
  });
});

describe('guardrails of a file', () => {
  it('are attached as they stand, without white space', async () => {
    const root = await folder({ 'no-instances.json': DENY });
    await bootstrapped(staging([`${root}/no-instances.json`]), world.run());
    expect(attached()[1]).toMatchObject({ name: `${PREFIX}no-instances`, content: JSON.stringify(DENY) });
  });

  it.each([
    ['is not JSON', '{', 'cannot be read as JSON'],
    ['is no policy', {}, 'not a policy document'],
    ['is too long', { ...DENY, Id: 'x'.repeat(10_240) }, 'AWS allows 10240'],
  ])('are refused before anything starts when one %s', async (_, content, message) => {
    const root = await folder({ 'rule.json': content });
    expect(await checkGuardrails(staging([`${root}/rule.json`]))).toMatchObject([
      {
        code: 'DefinitionInvalid',
        message: expect.stringContaining(message) as string,
        at: { file: `${root}/rule.json` },
      },
    ]);
  });

  it('have names of their own', async () => {
    const root = await folder({ 'a/rule.json': DENY, 'b/rule.json': DENY });
    expect(await checkGuardrails(staging([`${root}/a/rule.json`, `${root}/b/rule.json`]))).toMatchObject([
      { message: `two guardrails are called ${PREFIX}rule` },
    ]);
  });
});
