import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { expect, test, vi } from 'vitest';
import { writeFiles } from '../support/folder.ts';
import { at, own, stack } from '../support/scenario/definitions.ts';
import { scene, type Scene } from '../support/scenario/scene.ts';
import type { Insider } from '../support/scenario/witness.ts';

const SERVICES = { notes: at('notes') };

test('a customer’s account is entered by role and external id, without a call to Organizations', async () => {
  const { customer, id, run, write, gate, project } = await withCustomer();
  const roleArn = await deploymentRole(customer, project);
  await write({ 'customer17.yaml': own(SERVICES, { account: { id, roleArn, externalId: project } }) });
  const before = gate.calls.length;
  const deployed = await run('deploy customer17 --yes');
  expect(deployed).toMatchObject({ exit: 0 });
  expect(deployed.json()).toMatchObject({ accountId: id, services: [{ service: 'notes', outcome: 'created' }] });
  expect(Object.keys(await customer.stacks())).toContain(`${project}-customer17-notes`);
  expect(gate.calls.slice(before).filter(({ service }) => service === 'organizations')).toEqual([]);
});

test('or by a profile; and it is never closed', async () => {
  const { customer, id, run, write, gate, project, root } = await withCustomer();
  await write({ 'customer17.yaml': own(SERVICES, { account: { id, profile: 'customer17' } }) });
  await asProfile('customer17', customer, root);
  const before = gate.calls.length;
  expect(await run('deploy customer17 --yes')).toMatchObject({ exit: 0 });
  expect(Object.keys(await customer.stacks())).toContain(`${project}-customer17-notes`);

  const kept = await run('close-account customer17 --confirm customer17');
  expect(kept).toMatchObject({ exit: 0 });
  expect(kept.json()).toMatchObject({ accountId: id, outcome: 'kept' });
  expect(Object.keys(await customer.stacks())).not.toContain(`${project}-customer17-notes`);
  expect(gate.calls.slice(before).filter(({ service }) => service === 'organizations')).toEqual([]);
});

/** A scene beside which there is an account that envctl has nothing to do with. */
async function withCustomer(): Promise<Scene & { customer: Insider; id: string }> {
  const given = await scene({ 'elsewhere.yaml': own(), ...stack('notes') });
  const id = String((await given.run('create-account elsewhere')).json()['accountId']);
  return { ...given, id, customer: await given.witness.inside(id) };
}

async function deploymentRole({ iam }: Insider, externalId: string): Promise<string> {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::123456789012:root' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': externalId } },
      },
    ],
  };
  const RoleName = `deployment-${externalId}`;
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  return Role?.Arn ?? '';
}

async function asProfile(name: string, { credentials }: Insider, root: string): Promise<void> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const keys = `aws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}`;
  await writeFiles(root, { credentials: `[${name}]\n${keys}\naws_session_token=${sessionToken ?? ''}\n` });
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', `${root}/credentials`);
}
