import { describe, expect, it } from 'vitest';
import { lines, load, type Files } from './project-fixture.ts';

const HEAD = 'project: notes\nregion: eu-west-1\n';
const SERVICES = 'services: { app: { template: ../stack/t.yaml, regions: [eu-west-1, us-east-1] } }\n';

function owner(
  baseline: string,
  account = '{ email: tools@example.com, organizationalUnit: Tools }',
  more = '',
): string {
  return `${HEAD}account: ${account}\nbaseline: ${baseline}\n${more}`;
}

function tenant(unit: string, name: string): string {
  return `${HEAD}account: { email: ${name}@example.com, organizationalUnit: ${unit} }\n`;
}

const HANDED = '{ engine: stacksets, stackSet: { organizationalUnit: Work, maxConcurrent: 25%, failureTolerance: 2 } }';

async function problems(files: Files): Promise<string[]> {
  return lines(await load(files)).map((line) => line.replace(' DefinitionInvalid', '').replace('environments/', ''));
}

describe('a baseline with engine: stacksets', () => {
  it('is a stack set of its environment, in the regions that this has stacks in', async () => {
    const { environments } = await load({ 'tools.yaml': owner(HANDED, undefined, SERVICES) });
    expect(environments[0]?.stackSets).toMatchObject([
      {
        name: 'baseline',
        unit: { value: 'Work' },
        regions: ['eu-west-1', 'us-east-1'],
        maxConcurrent: { percentage: 25 },
        failureTolerance: { count: 2 },
        baseline: { artifacts: true },
      },
    ]);
  });

  it('is waited for by the environments whose accounts lie in the unit, and by no others', async () => {
    const { environments } = await load({
      'tools.yaml': owner(HANDED),
      'dev.yaml': tenant('Work/Dev', 'dev'),
      'guest.yaml': `${HEAD}account: { environment: dev }\n`,
      'near.yaml': tenant('Workshop', 'near'),
      'other.yaml': tenant('Work', 'other').replace('notes', 'wiki'),
    });
    const seen = environments.map(({ name, baselineSet }) => [name, baselineSet]);
    const set = { owner: 'tools', region: 'eu-west-1', unit: 'Work', buckets: ['eu-west-1'], roles: true };
    expect(Object.fromEntries(seen)).toEqual({ tools: null, dev: set, guest: set, near: null, other: null });
  });

  it('leaves the account of its own environment alone, which may lie in the unit', async () => {
    const { environments } = await load({
      'tools.yaml': owner(HANDED, '{ email: t@example.com, organizationalUnit: Work/Tools }'),
      'guest.yaml': `${HEAD}account: { environment: tools }\n`,
    });
    expect(environments.map(({ baselineSet }) => baselineSet)).toEqual([null, null]);
  });

  it('brings what its definition has on', async () => {
    const { environments } = await load({
      'tools.yaml': owner(HANDED.replace('{', '{ deployRole: false,')),
      'dev.yaml': tenant('Work', 'dev'),
    });
    expect(environments[0]?.baselineSet).toMatchObject({ owner: 'tools', buckets: ['eu-west-1'], roles: false });
  });

  it.each([
    ['{ engine: stacksets }', 'account: { email: t@example.com }', 'baseline says no organizational unit'],
    ['{ stackSet: { autoDeploy: false } }', '', 'baseline.stackSet is for engine: stacksets'],
    [HANDED.replace('{', '{ artifacts: false, deployRole: false,'), '', 'both are off'],
    [
      HANDED.replace('{', '{ deployRole: { boundary: "arn:aws:iam::123456789012:policy/b" },'),
      '',
      'deployRole names arn:aws:iam::123456789012:policy/b, a policy of one account',
    ],
  ])('refuses %s', async (baseline, account, message) => {
    const given = account === '' ? undefined : account.replace('account: ', '');
    expect(await problems({ 'tools.yaml': owner(baseline, given) })).toEqual([expect.stringContaining(message)]);
  });

  it('refuses an environment that expires, a guest, a customer, and a service of that name', async () => {
    const handed = (more: string, account?: string) => problems({ 'tools.yaml': owner(HANDED, account, more) });
    expect(await handed('expires: 3d\n')).toEqual([expect.stringContaining('does not end with an environment')]);
    expect(await handed('services: { baseline: { template: ../stack/t.yaml } }\n')).toEqual([
      expect.stringContaining('tools.yaml:5:13 with engine: stacksets "baseline" is the stack set of the baseline'),
    ]);
    const customer = '{ id: "111111111111", roleArn: "arn:aws:iam::111111111111:role/x" }';
    expect(await handed('', customer)).toEqual([expect.stringContaining('a customer’s account has no place')]);
    const guest = { 'tools.yaml': owner(HANDED, '{ environment: dev }'), 'dev.yaml': tenant('Tools', 'dev') };
    expect(await problems(guest)).toEqual([expect.stringContaining('the account, with its baseline, is that of dev')]);
  });

  it('is one environment’s alone in a unit', async () => {
    const second = owner(HANDED.replace('Work', 'Work/Dev')).replace('tools@', 'b@');
    expect(await problems({ 'a.yaml': owner(HANDED), 'b.yaml': second })).toEqual([
      expect.stringContaining('b and a both hand "baseline" to a stack set over Work'),
    ]);
  });
});
