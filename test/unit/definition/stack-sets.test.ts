import { describe, expect, it } from 'vitest';
import { lines, load, type Files } from './project-fixture.ts';

const HEAD = ['project: notes', 'region: eu-west-1'];
const OWN = 'account: { email: a@example.com, organizationalUnit: Work/Dev }';

function definition(inside: readonly string[], account = OWN): string {
  const service = ['services:', '  guard:', '    template: ../stack/t.yaml', '    engine: stacksets'];
  return `${[...HEAD, account, ...service, ...inside.map((line) => `    ${line}`)].join('\n')}\n`;
}

async function problems(files: Files): Promise<string[]> {
  return lines(await load(files)).map((line) => line.replace(' DefinitionInvalid', '').replace('environments/', ''));
}

const refusals = (inside: readonly string[], account?: string): Promise<string[]> =>
  problems({ 'main.yaml': definition(inside, account) });

describe('a service with engine: stacksets', () => {
  it('is no stack of the environment, and goes to the unit of its account, one account at a time', async () => {
    const { environments } = await load({ 'main.yaml': definition(['parameters: { Size: 3 }']) });
    const [environment] = environments;
    expect(environment?.services).toEqual([]);
    expect(environment?.stackSets).toMatchObject([
      {
        name: 'guard',
        unit: { value: 'Work/Dev' },
        regions: ['eu-west-1'],
        parameters: { Size: { value: '3' } },
        autoDeploy: true,
        maxConcurrent: { count: 1 },
        failureTolerance: { count: 0 },
      },
    ]);
  });

  it('says where it goes, how fast, and what may fail', async () => {
    const settings =
      'stackSet: { organizationalUnit: Work, autoDeploy: false, maxConcurrent: 25%, failureTolerance: 2 }';
    const { environments } = await load({ 'main.yaml': definition([settings, 'regions: [us-east-1]']) });
    expect(environments[0]?.stackSets).toMatchObject([
      {
        unit: { value: 'Work' },
        regions: ['us-east-1'],
        autoDeploy: false,
        maxConcurrent: { percentage: 25 },
        failureTolerance: { count: 2 },
      },
    ]);
  });

  it.each([
    ['${environment}', 'it is one environment’s name'],
    ['${config:size}', 'config is one environment’s'],
    ['${account}', 'every account has its own: use AWS::AccountId in the template'],
    ['${region}', 'every region has its own: use AWS::Region in the template'],
    [
      '${ssm:/x}',
      'every account has parameters of its own: use a parameter of type AWS::SSM::Parameter::Value in the template',
    ],
    ['${output:other.Arn}', 'outputs are those of one environment'],
  ])('takes no %s', async (reference, why) => {
    const found = await problems({
      'main.yaml': `${definition([`parameters: { Size: "a ${reference}" }`])}  other: { template: ../stack/t.yaml }\nconfig: { size: 1 }\n`,
    });
    expect(found).toEqual([
      expect.stringContaining(
        `main.yaml:8:25 services.guard.parameters.Size: ${reference} differs between environments: ${why}`,
      ),
    ]);
  });

  it('takes what is the same everywhere', async () => {
    expect(await refusals(['parameters: { Size: "${project}" }'])).toEqual([]);
  });

  it.each([
    ['build: { command: x }', 'artifacts lie in the bucket of one account'],
    ['buildConfig: ../stack', 'build-time configuration is resolved for one environment'],
    ['runtime: { A: b }', 'run-time parameters are those of one environment'],
    ['importExisting: true', 'what is there already differs from account to account'],
    ['emptyBuckets: true', 'envctl does not enter the accounts of a stack set'],
    ['after: { command: x }', 'envctl does not enter the accounts of a stack set'],
    ['health: https://example.com', 'every account has an address of its own'],
  ])('has no %s', async (line, why) => {
    const key = line.split(':')[0] ?? '';
    expect(await refusals([line])).toEqual([
      expect.stringContaining(`main.yaml:8:5 services.guard.${key} does not go with engine: stacksets: ${why}`),
    ]);
  });

  it('needs a unit', async () => {
    expect(await refusals([], 'account: { email: a@example.com }')).toEqual([
      expect.stringContaining('main.yaml:7:13 services.guard says no organizational unit, and the account has none'),
    ]);
  });

  it('is no customer’s, and does not expire', async () => {
    const customer = 'account: { id: "111111111111", roleArn: "arn:aws:iam::111111111111:role/x" }';
    const unit = 'stackSet: { organizationalUnit: Work }';
    expect(await refusals([unit], customer)).toEqual([expect.stringContaining('a customer’s account has no place')]);
    expect(await problems({ 'main.yaml': `expires: 3d\n${definition([])}` })).toEqual([
      expect.stringContaining('a stack set does not end with an environment that expires'),
    ]);
  });

  it('alone has stackSet', async () => {
    const yaml = definition(['stackSet: { autoDeploy: false }']).replace('    engine: stacksets\n', '');
    expect(await problems({ 'main.yaml': yaml })).toEqual([
      expect.stringContaining('main.yaml:7:5 services.guard.stackSet is for engine: stacksets'),
    ]);
  });

  it.each([
    ['maxConcurrent: 0', 'services.guard.stackSet.maxConcurrent must be'],
    ['failureTolerance: 120%', 'a number of accounts, or a share of them like 25%'],
  ])('knows no %s', async (setting, text) => {
    expect(await refusals([`stackSet: { ${setting} }`])).toEqual([expect.stringContaining(text)]);
  });

  it('lends no outputs, to its own environment or to others', async () => {
    const fleet = `${definition([])}  notes: { template: ../stack/t.yaml, parameters: { Arn: "\${output:guard.Arn}" } }\n`;
    const own = await problems({ 'fleet.yaml': fleet });
    expect(own).toEqual([
      expect.stringContaining('guard is deployed by a stack set, and every account has outputs of its own'),
    ]);
    const dev = `${HEAD.join('\n')}\naccount: { email: b@example.com }\nservices: { guard: { from: fleet } }\n`;
    expect(await problems({ 'fleet.yaml': definition([]), 'dev.yaml': dev })).toEqual([
      expect.stringContaining('fleet hands guard to a stack set, which lends no outputs'),
    ]);
  });

  it('may be waited for, and wait', async () => {
    const notes = '  notes: { template: ../stack/t.yaml, dependsOn: [guard] }\n  base: { template: ../stack/t.yaml }\n';
    expect(await problems({ 'fleet.yaml': `${definition(['dependsOn: [base]'])}${notes}` })).toEqual([]);
    expect(await refusals(['dependsOn: [bsae]'])).toEqual([expect.stringContaining('unknown service bsae')]);
  });

  it('is one environment’s alone in a unit', async () => {
    const second = definition(['stackSet: { organizationalUnit: Work }']).replace('a@', 'b@');
    expect(await problems({ 'a.yaml': definition([]), 'b.yaml': second })).toEqual([
      expect.stringContaining('b and a both hand "guard" to a stack set over Work'),
    ]);
    const elsewhere = definition(['stackSet: { organizationalUnit: Other }']).replace('a@', 'b@');
    expect(await problems({ 'a.yaml': definition([]), 'b.yaml': elsewhere })).toEqual([]);
  });
});
