import { describe, expect, it } from 'vitest';
import { isObject } from '../../../src/model/json.ts';
import { addRole, iamOf } from '../../../src/simulator/iam/store.ts';
import { desk, type Desk } from '../../support/cli.ts';
import { wire } from '../../support/requests.ts';
import { MANAGEMENT } from '../../support/world.ts';

const ID = '210987654321';
const ARN = `arn:aws:iam::${ID}:role/partners/Deployers`;

function project(account: object = { id: ID, roleArn: ARN, externalId: 'xyz-17' }): Promise<Desk> {
  return desk({
    'customer17.yaml': { project: 'notes', region: 'eu-west-1', account },
    'own.yaml': { project: 'notes', region: 'eu-west-1', account: { id: MANAGEMENT } },
  });
}

describe('bootstrap --print-trust', () => {
  it('prints a trust policy by which the account can be entered, and asks AWS only who we are', async () => {
    const { run, world } = await project();
    const log = wire();
    const { json, exit } = await run('bootstrap customer17 --print-trust --output json', { aws: { wrap: log.wrap } });
    expect(exit).toBe(0);
    expect(log.calls).toEqual(['GetCallerIdentity']);
    const document = json();
    expect(document).toMatchObject({
      environment: 'customer17',
      roleArn: ARN,
      externalId: 'xyz-17',
      quickCreate: null,
    });
    addRole(
      world.simulator.state,
      ID,
      {
        name: 'Deployers',
        trust: JSON.stringify(document['trustPolicy']),
        managed: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      },
      0,
    );
    const role = iamOf(world.simulator.state, ID).roles['Deployers'];
    expect(role).toBeDefined();
    const enter = (externalId: string | null) =>
      world.run().aws.enter({
        account: ID,
        role: role?.arn ?? '',
        externalId,
        profile: null,
        young: false,
        region: 'eu-west-1',
      });
    expect((await enter('xyz-17')).account).toBe(ID);
    await expect(enter(null)).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('prints a template that makes the role, which deploys as it is', async () => {
    const { run, write } = await project();
    const { template } = (await run('bootstrap customer17 --print-trust --output json')).json();
    await write({
      'customer.yaml': {
        project: 'customer',
        region: 'eu-west-1',
        account: { id: MANAGEMENT },
        baseline: { deployRole: false },
        services: { role: { template: '../stack/role.json' } },
      },
      'stack/role.json': isObject(template) ? template : {},
    });
    const deployed = await run('deploy customer --yes --output json');
    expect(deployed.exit, deployed.stdout).toBe(0);
    const { services } = deployed.json() as { services: { outputs: Record<string, string> }[] };
    expect(services[0]?.outputs['RoleArn']).toBe(`arn:aws:iam::${MANAGEMENT}:role/partners/Deployers`);
  });

  it('prints a quick-create link for a template that lies in S3', async () => {
    const { run } = await project();
    const url = 'https://notes-public.s3.eu-west-1.amazonaws.com/envctl role.json';
    const { stdout } = await run(['bootstrap', 'customer17', '--print-trust', '--template-url', url]);
    const link = new URL(/^https:.*$/m.exec(stdout)?.[0] ?? '');
    expect(link.hostname).toBe('eu-west-1.console.aws.amazon.com');
    const [page, query = ''] = link.hash.split('?');
    expect(page).toBe('#/stacks/quickcreate');
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      templateURL: url,
      stackName: 'notes-envctl',
      param_RoleName: 'Deployers',
      param_RolePath: '/partners/',
      param_TrustedAccount: MANAGEMENT,
      param_ExternalId: 'xyz-17',
    });
  });

  it('warns where nobody asks for an external id', async () => {
    const { run } = await project({ id: ID, roleArn: ARN });
    const printed = await run('bootstrap customer17 --print-trust');
    expect(printed.stderr).toContain('externalId');
    expect(printed.stdout).not.toContain('sts:ExternalId": "');
  });

  it('is refused for an account that is not a customer’s', async () => {
    const { run } = await project();
    const refused = await run('bootstrap own --print-trust --output json');
    expect(refused.exit).toBe(4);
    expect(refused.json()['error']).toMatchObject({ code: 'UsageInvalid', at: { file: 'environments/own.yaml' } });
  });
});
