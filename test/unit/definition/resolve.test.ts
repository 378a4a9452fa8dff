import { describe, expect, it } from 'vitest';
import { text } from '../../../src/model/expression.ts';
import { definition, lines, load, loadOne } from './project-fixture.ts';

const CONFIG =
  'config: { a: { b: 1.10, list: [x, "${environment}"], on: true }, name: "${project}-${config:a.b}", whole: "${config:a}", "dotted.key": d }';
const service = (...inside: string[]): string =>
  definition(CONFIG, 'services:', '  notes:', '    template: ../stack/t.yaml', ...inside.map((line) => `    ${line}`));

async function parameter(value: string): Promise<unknown> {
  const environment = await loadOne(service(`parameters: { P: '${value}' }`), {
    env: { CI: 'yes' },
    gitSha: async () => 'abc123',
  });
  return environment.services[0]?.parameters.P?.value;
}

async function problem(...inside: string[]): Promise<string[]> {
  return lines(await load({ 'main.yaml': service(...inside) })).map((line) =>
    line.replace('environments/main.yaml:', ''),
  );
}

describe('references that files answer', () => {
  it.each([
    ['${project}-${environment}', 'notes-main'],
    ['${config:a.b}', '1.10'],
    ['x${config:a.on}', 'xtrue'],
    ['${config:name}', 'notes-1.10'],
    ['${config:whole.b}', null],
    ['${config:dotted.key}', 'd'],
    ['${config:a.list}', 'x,main'],
    ['${env:CI}', 'yes'],
    ['${git:sha}', 'abc123'],
    ['$${project} and $', '${project} and $'],
    ['', ''],
  ])('%s is %s', async (source, expected) => {
    if (expected === null) return expect(parameter(source)).rejects.toThrow('config has no value whole.b');
    expect(await parameter(source)).toEqual(text(expected));
  });

  it('asks for the commit only when a reference does', async () => {
    const asked: string[] = [];
    const gitSha = async (root: string): Promise<null> => (asked.push(root), null);
    await load({ 'main.yaml': definition() }, [], { gitSha });
    expect(asked).toEqual([]);
    const found = await load({ 'main.yaml': definition('tags: { commit: "${git:sha}" }') }, [], { gitSha });
    expect(asked).toEqual([found.root]);
    expect(lines(found)[0]).toContain(
      'environments/main.yaml:4:17 UnknownReference there is no git commit to take ${git:sha} from',
    );
  });
});

describe('references that only AWS answers', () => {
  it.each([
    ['${account}', [{ kind: 'account' }]],
    ['a-${region}', [{ kind: 'text', text: 'a-' }, { kind: 'region' }]],
    ['${ssm:/a/b}', [{ kind: 'ssm', name: '/a/b' }]],
    ['${output:notes.Url}', [{ kind: 'output', environment: null, service: 'notes', region: null, output: 'Url' }]],
    [
      '${output:main/notes@eu-west-1.Url}',
      [{ kind: 'output', environment: null, service: 'notes', region: 'eu-west-1', output: 'Url' }],
    ],
    ['${project}-${environment}-${account}', [{ kind: 'text', text: 'notes-main-' }, { kind: 'account' }]],
  ])('%s stays open in parameters', async (source, expected) => {
    expect(await parameter(source)).toEqual(expected);
  });

  it('stay open in run-time values and health, and nowhere else', async () => {
    const environment = await loadOne(
      service('runtime: { A: "${region}", B: { default: "${account}" } }', 'health: "${output:notes.Url}/x"'),
    );
    expect(environment.services[0]?.runtime.map(({ value }) => value?.[0]?.kind)).toEqual(['region', 'account']);
    expect(environment.services[0]?.health?.value).toHaveLength(2);
    expect((await problem('after: { command: "${output:notes.Url}" }'))[0]).toContain(
      '${output:notes.Url} is only known to AWS and cannot stand here',
    );
    expect((await problem('runtime: { A: { secret: true, kmsKey: "${ssm:/a}" } }'))[0]).toContain(
      '${ssm:/a} is only known to AWS',
    );
  });

  it('are filled in where only text can stand, when files tell them', async () => {
    expect((await loadOne(definition('tags: { place: "${account}/${region}" }'))).tags).toEqual({
      place: '123456789012/eu-west-1',
    });
    const found = await load({
      'main.yaml': definition('tags: { a: "${account}" }').replace('id: "123456789012"', 'email: a@b.example'),
    });
    expect(lines(found)[0]).toContain(
      '${account} is only known to AWS and cannot stand here (give the id of the account',
    );
  });
});

describe('a lone reference to config keeps its type', () => {
  it('in flags, numbers, lists and maps', async () => {
    const environment = await loadOne(
      definition(
        'config: { on: true, length: 20, regions: [eu-west-1, us-east-1], tags: { a: b }, days: 14d }',
        'tags: "${config:tags}"',
        'expires: "${config:days}"',
        'baseline: { passwordPolicy: { minimumLength: "${config:length}" }, ebsEncryption: "${config:on}" }',
        'services: { notes: { template: ../stack/t.yaml, emptyBuckets: "${config:on}", regions: "${config:regions}" } }',
      ),
    );
    expect(environment).toMatchObject({
      tags: { a: 'b' },
      expires: '14d',
      baseline: { passwordPolicy: { minimumLength: 20 }, ebsEncryption: true },
      services: [{ emptyBuckets: true, regions: ['eu-west-1', 'us-east-1'] }],
    });
  });

  it('in config itself', async () => {
    expect((await loadOne(service())).config).toEqual({
      a: { b: 1.1, list: ['x', 'main'], on: true },
      name: 'notes-1.10',
      whole: { b: 1.1, list: ['x', 'main'], on: true },
      'dotted.key': 'd',
    });
  });

  it('and is checked once it is filled in, at the value, with the place of the reference', async () => {
    expect(await problem('regions: "${config:a.on}"', 'approval: "${config:name}"')).toEqual([
      '4:58 DefinitionInvalid services.notes.regions must be a list, not true, given at main.yaml:8:14 (for example regions: [ eu-west-1, us-east-1 ])',
      '4:72 DefinitionInvalid services.notes.approval must be one of "manual", "auto", not "notes-1.10", given at main.yaml:9:15',
    ]);
  });
});

describe('references that lead nowhere', () => {
  it.each([
    ['${config:a.c}', 'UnknownReference config has no value a.c (did you mean a.b?)'],
    ['${config:a.list.0}', 'UnknownReference config has no value a.list.0 (did you mean a.list?)'],
    ['${projekt}', 'UnknownReference "${projekt}" is not a reference (did you mean ${project}?)'],
    ['${HOME}', 'UnknownReference "${HOME}" is not a reference (write $${ for a literal ${)'],
    ['${output:notes}', 'UnknownReference "${output:notes}" is not a reference (its form is ${output:service.Output})'],
    [
      '${config:a',
      'DefinitionInvalid a reference in "${config:a" has no end (close it with }, and write $${ for a literal ${)',
    ],
    ['${config:${environment}}', 'DefinitionInvalid a reference in'],
    [
      'x${config:a}',
      'DefinitionInvalid ${config:a} is a map and cannot become part of a string (name one of its values)',
    ],
    ['${env:NOBODY}', 'UnknownReference the environment variable NOBODY is not set (set NOBODY)'],
    ['${output:nots.Url}', 'UnknownReference ${output:nots.Url} names an unknown service nots (did you mean notes?)'],
    [
      '${output:notes@us-east-1.Url}',
      'UnknownReference ${output:notes@us-east-1.Url}: notes is not deployed in us-east-1 (it is in eu-west-1)',
    ],
    [
      '${output:mian/notes.Url}',
      'UnknownReference ${output:mian/notes.Url} names an unknown environment mian (did you mean main?)',
    ],
    ['${config:constructor}', 'UnknownReference config has no value constructor'],
    ['${config:a.__proto__}', 'UnknownReference config has no value a.__proto__'],
  ])('%s', async (source, message) => {
    expect(await problem(`parameters: { P: '${source}' }`)).toEqual([expect.stringContaining(`8:22 ${message}`)]);
  });

  it('are all told at once', async () => {
    const found = await problem("parameters: { P: '${config:x}${env:Y}${zzz}', Q: '${output:a.B}' }");
    expect(found).toHaveLength(4);
  });

  it.each([
    ['project: "${environment}"', 'references cannot stand in project'],
    ['region: "${env:REGION}"', 'references cannot stand in region'],
    ['name: "a-${git:sha}"', 'references cannot stand in name'],
    ['services: { auth: { from: "${config:lender}" } }', 'references cannot stand in from'],
    ['services: { auth: { from: { environment: "${environment}" } } }', 'references cannot stand in from'],
  ])('%s', async (line, message) => {
    const [key] = line.split(':');
    const yaml = definition(line).replace(new RegExp(`^${key}: [^"\${]*\n`, 'm'), '');
    const found = lines(await load({ 'main.yaml': yaml }));
    expect(found.some((one) => one.includes(message))).toBe(true);
  });
});

describe('config that refers to itself', () => {
  it('in a circle is refused', async () => {
    const found = lines(
      await load({ 'main.yaml': definition('config: { a: "${config:b}", b: { c: "x${config:a}" } }') }),
    );
    expect(found).toContainEqual(
      expect.stringContaining('DefinitionInvalid config values refer to each other in a circle: '),
    );
    expect(found.length).toBeLessThanOrEqual(2);
  });

  it('cannot grow beyond all bounds', async () => {
    const doubling = Array.from({ length: 40 }, (_, i) => `  s${i + 1}: "\${config:s${i}}\${config:s${i}}"`);
    const branching = Array.from(
      { length: 40 },
      (_, i) => `  m${i + 1}: { a: "\${config:m${i}}", b: "\${config:m${i}}" }`,
    );
    const yaml = definition('config:', '  s0: word', ...doubling, '  m0: { a: 1 }', ...branching);
    const found = lines(await load({ 'main.yaml': yaml }));
    expect(found.some((line) => line.includes('grows beyond 65536 characters'))).toBe(true);
    expect(found.some((line) => line.includes('grows beyond 100000 values'))).toBe(true);
  });
});
