import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { profile } from '../support/scenario/profile.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import { accountIn, done } from '../support/scenario/verdict.ts';
import type { Insider } from '../support/scenario/witness.ts';

const SERVICES = { notes: at('notes') };

test('a customer’s account is entered by role and external id, without a call to Organizations', async () => {
  const { customer, id, run, write, gate, project } = await withCustomer();
  const roleArn = await deploymentRole(customer, project);
  await write({ 'customer17.yaml': own(SERVICES, { account: { id, roleArn, externalId: project } }) });
  const before = gate.calls.length;
  expect(await done(run('deploy customer17 --yes'))).toMatchObject({
    accountId: id,
    services: [{ service: 'notes', outcome: 'created' }],
  });
  expect(Object.keys(await customer.stacks())).toEqual([`${project}-customer17-notes`]);
  expect(gate.calls.slice(before).filter(({ service }) => service === 'organizations')).toEqual([]);
});

test('or by a profile; and it is never closed', async () => {
  const { customer, id, run, write, gate, project, root } = await withCustomer();
  await write({ 'customer17.yaml': own(SERVICES, { account: { id, profile: 'customer17' } }) });
  await profile('customer17', customer.credentials, root);
  const before = gate.calls.length;
  await done(run('deploy customer17 --yes'));
  expect(Object.keys(await customer.stacks())).toEqual([`${project}-customer17-notes`]);

  const kept = await done(run('close-account customer17 --confirm customer17'));
  expect(kept).toMatchObject({ accountId: id, outcome: 'kept' });
  expect(await customer.stacks()).toEqual({});
  expect(gate.calls.slice(before).filter(({ service }) => service === 'organizations')).toEqual([]);
});

/** A scene beside which there is an account that envctl has nothing to do with. */
async function withCustomer(): Promise<Scene & { customer: Insider; id: string }> {
  const given = await scene({ 'elsewhere.yaml': own(), ...stack('notes') });
  const id = accountIn(await done(given.run('create-account elsewhere')));
  return { ...given, id, customer: await given.witness.inside(id) };
}

/** A role that lets our management account in, with an external id; answers its ARN. */
async function deploymentRole({ iam }: Insider, externalId: string): Promise<string> {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::123456789012:root' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': externalId } },
  };
  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const RoleName = `deployment-${externalId}`;
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  return Role?.Arn ?? '';
}
