import { describe, expect, it } from 'vitest';
import { desk, type Desk } from '../../support/cli.ts';
import { definition, enter, REGION, service, stackFile } from '../../support/project.ts';

async function asking(name: string): Promise<Desk> {
  const one = await desk({
    'dev.yaml': definition({ a: service('a', { parameters: { P: `x-\${ssm:${name}}` } }) }),
    ...stackFile('a', { parameters: ['P'], value: { Ref: 'P' } }),
  });
  await one.run('bootstrap dev');
  const ssm = (await enter(one.world)).ssm(REGION);
  await ssm.put({ name: '/shared/vpc', value: 'vpc-1', type: 'String', exists: false });
  await ssm.put({ name: '/shared/key', value: 'hush', type: 'SecureString', exists: false });
  return one;
}

describe('${ssm:…}', () => {
  it('is the value of the parameter in the target account', async () => {
    const one = await asking('/shared/vpc');
    expect((await one.run('deploy dev --yes')).exit).toBe(0);
    const [stack] = await (await enter(one.world)).cloudformation(REGION).sweep();
    expect(stack?.parameters).toEqual({ P: 'x-vpc-1' });
  });

  it('that changes changes the service', async () => {
    const one = await asking('/shared/vpc');
    await one.run('deploy dev --yes');
    await (
      await enter(one.world)
    )
      .ssm(REGION)
      .put({ name: '/shared/vpc', value: 'vpc-2', type: 'String', exists: true });
    expect((await one.run('plan dev --output json')).json()['services']).toMatchObject([
      { action: 'update', reasons: ['parameter P'] },
    ]);
  });

  it.each([
    ['/shared/nothing', 'parameter /shared/nothing does not exist in eu-west-1'],
    ['/shared/key', 'parameter /shared/key is a SecureString, which a definition may not read'],
  ])('refuses %s', async (name, message) => {
    const refused = await (await asking(name)).run('deploy dev --yes --output json');
    expect(refused.exit).toBe(3);
    expect(refused.json()['error']).toMatchObject({ code: 'OutputMissing', message });
    expect(refused.stdout).not.toContain('hush');
  });
});
