import { describe, expect, it } from 'vitest';
import { definition, lines, load } from './project-fixture.ts';

/** Problems of one definition, without the file's name and the code, which are the same for all in a table. */
async function problems(yaml: string): Promise<string[]> {
  const found = await load({ 'main.yaml': yaml });
  return lines(found).map((line) => line.replace('environments/main.yaml:', ''));
}

const service = (...inside: string[]): string =>
  definition('services:', '  notes:', '    template: ../stack/t.yaml', ...inside.map((line) => `    ${line}`));

describe('keys and types', () => {
  it.each([
    [
      'an unknown key',
      definition('protcted: true'),
      ['4:1 DefinitionInvalid unknown key "protcted" (did you mean protected?)'],
    ],
    [
      'one deep inside',
      service('build: { comand: x, command: y }'),
      ['7:14 DefinitionInvalid unknown key "comand" in services.notes.build (did you mean command?)'],
    ],
    [
      'one that means to remove',
      definition('protcted:'),
      ['4:1 DefinitionInvalid unknown key "protcted" (did you mean protected?)'],
    ],
    [
      'one like no other',
      definition('zzzzzzzz: 1'),
      [expect.stringContaining('unknown key "zzzzzzzz" (known are: account, baseline,')],
    ],
    [
      'a word for a flag',
      definition('protected: yes'),
      ['4:12 DefinitionInvalid protected must be true or false, not "yes"'],
    ],
    [
      'a number for a flag',
      definition('protected: 1'),
      ['4:12 DefinitionInvalid protected must be true or false, not 1'],
    ],
    [
      'a string for a list',
      service('regions: eu-west-1'),
      [
        '7:14 DefinitionInvalid services.notes.regions must be a list, not "eu-west-1" (for example regions: [ eu-west-1, us-east-1 ])',
      ],
    ],
    [
      'a list for a map',
      definition('services: [notes]'),
      [
        '4:11 DefinitionInvalid services must be a map, not a list (for example services: { notes: { template: ../stack/notes/template.yaml } })',
      ],
    ],
    [
      'a choice',
      service('approval: manuel'),
      [
        '7:15 DefinitionInvalid services.notes.approval must be one of "manual", "auto", not "manuel" (did you mean manual?)',
      ],
    ],
    [
      'too small a number',
      definition('baseline: { passwordPolicy: { minimumLength: 5 } }'),
      ['4:46 DefinitionInvalid baseline.passwordPolicy.minimumLength must be at least 6, not 5'],
    ],
    [
      'an empty list',
      service('regions: []'),
      [
        '7:14 DefinitionInvalid services.notes.regions must have at least 1 item (for example regions: [ eu-west-1, us-east-1 ])',
      ],
    ],
    [
      'a region twice',
      service('regions: [eu-west-1, eu-west-1]'),
      ['7:26 DefinitionInvalid services.notes.regions holds this value twice (remove one)'],
    ],
    ['another version', definition('version: 2'), ['4:10 DefinitionInvalid version must be 1, not 2']],
    [
      'null in a list',
      service('regions: [null]'),
      ['7:15 DefinitionInvalid services.notes.regions[0] must be a string, not null'],
    ],
    [
      'a switch that is no switch',
      definition('baseline: { oidc: true }'),
      [
        '4:19 DefinitionInvalid baseline.oidc must be false or a map, not true (for example oidc: { provider: github, subjects: [ repo:acme/notes:* ] })',
      ],
    ],
  ])('%s', async (_, yaml, expected) => {
    expect(await problems(yaml)).toEqual(expected);
  });

  it.each([
    ['empty', '', '1:1 DefinitionInvalid the definition is empty'],
    ['only a comment', '# nothing\n', '1:1 DefinitionInvalid the definition is empty'],
    ['a list', '- a\n', '1:1 DefinitionInvalid the file must be a map, not a list'],
    ['a word', 'hello\n', '1:1 DefinitionInvalid the file must be a map, not "hello"'],
  ])('a file that is %s', async (_, yaml, expected) => {
    expect((await problems(yaml))[0]).toContain(expected);
  });

  it('says how a number of days is written, where quotes alone would not do', async () => {
    expect(await problems(definition('expires: 14'))).toEqual([
      '4:10 DefinitionInvalid expires must be a string, not 14 (for days write "14d")',
    ]);
  });

  it('tells everything at once, in order, and each thing once', async () => {
    const found = await problems(
      [
        'projct: notes',
        'region: europe',
        'account: { email: nobody }',
        'expires: soon',
        'services:',
        '  outputs: {}',
        '  Notes: {}',
        '  users: { template: nowhere.yaml, dependsOn: [usrs] }',
        '',
      ].join('\n'),
    );
    expect(found.map((line) => line.replace(/ \(.*\)$/, '').replace(/, not .*$/, ''))).toEqual([
      '1:1 DefinitionInvalid project is missing in the definition',
      '1:1 DefinitionInvalid unknown key "projct"',
      '2:9 DefinitionInvalid region must be the name of an AWS region, like eu-west-1',
      '3:19 DefinitionInvalid account.email must be an e-mail address that AWS accepts for an account: ASCII, one @, a domain with a dot, and none of " \' ( ) < > [ ] : ; , \\ | % & or spaces before the @',
      '4:10 DefinitionInvalid expires must be a number of days like 14d, or a date like 2027-01-31',
      '6:3 DefinitionInvalid "outputs" cannot be a key of services',
      '7:3 DefinitionInvalid "Notes" cannot be a key of services',
      '8:22 DefinitionInvalid template environments/nowhere.yaml does not exist',
      '8:48 UnknownReference dependsOn names an unknown service usrs',
    ]);
  });
});

describe('keys that begin with x-', () => {
  it('are ignored wherever maps of known keys stand', async () => {
    const yaml = service(
      'x-a: [1]',
      'build: { command: b, x-b: "${nothing}" }',
      'runtime: { K: { value: v, x-c: 1 } }',
    );
    expect(
      await problems(`${yaml}x-d: { e: !!str f }\nbaseline: { x-e: 1, budget: { monthly: 1, x-f: 1 } }\n`),
    ).toEqual([]);
  });

  it('are keys like any other where people choose the keys', async () => {
    const { environments } = await load({
      'main.yaml': service('runtime: { x-ray: "on" }').replace('project', 'tags: { x-t: 1 }\nproject'),
    });
    expect(environments[0]?.tags).toEqual({ 'x-t': '1' });
    expect(environments[0]?.services[0]?.runtime.map(({ key }) => key)).toEqual(['x-ray']);
  });
});

describe('names', () => {
  const named = (project: string, more = ''): string =>
    `project: ${project}\nregion: eu-west-1\naccount: { id: "123456789012" }\n${more}`;
  const words = 'lower-case letters and digits in groups joined by single hyphens, beginning with a letter';

  it.each(['notes', 'a', 'a1-b2-c3', 'abcdefghijklmnopqrstuvwxyz-45678'])('%s is a project', async (project) => {
    expect(await problems(named(project))).toEqual([]);
  });

  it.each(['Notes', 'no_tes', '-notes', 'notes-', 'no--tes', '1notes', 'nötes', 'aws-notes', 'awsome', 'ssm'])(
    '%s is not',
    async (project) => {
      expect(await problems(named(project))).toEqual([
        `1:10 DefinitionInvalid project must be ${words}, and must not begin with aws or ssm, not "${project}"`,
      ]);
    },
  );

  it('ends at 32 characters', async () => {
    expect(await problems(named('a'.repeat(33)))).toEqual([
      `1:10 DefinitionInvalid project must have at most 32 characters, not "${'a'.repeat(33)}"`,
    ]);
  });

  it('of environments may not be references', async () => {
    expect((await problems(named('notes', 'name: "${project}"')))[0]).toMatch(
      /^4:7 DefinitionInvalid references cannot stand in name/,
    );
  });

  it("of environments come from the file's name, which has to be one", async () => {
    const found = await load({ 'My_Env.yaml': definition() });
    expect(lines(found)).toEqual([
      expect.stringContaining(
        `environments/My_Env.yaml:1:1 DefinitionInvalid the file's name "My_Env" cannot be the name of an environment`,
      ),
    ]);
  });
});

describe('values that AWS would refuse', () => {
  it.each([
    ['tags: { "aws:x": a }', '"aws:x" cannot be a key of tags'],
    ['tags: { "AWS:x": a }', '"AWS:x" cannot be a key of tags'],
    ['tags: { "envctl:project": a }', '"envctl:project" cannot be a key of tags'],
    ['tags: { a: "b;c" }', 'tags.a must be letters, digits, spaces and _ . : / = + - @, not "b;c"'],
    [`tags: { a: ${'b'.repeat(257)} }`, 'tags.a must have at most 256 characters'],
    [`tags: { ${Array.from({ length: 47 }, (_, i) => `t${i}: v`).join(', ')} }`, 'tags must have at most 46 keys'],
    ['expires: 2027-02-30', 'expires: there is no day 2027-02-30'],
    ['expires: 0d', 'expires must be a number of days like 14d'],
    ['quotas: [{ service: lambda }]', 'quota is missing in quotas'],
    ['baseline: { budget: { currency: USD } }', 'monthly is missing in baseline.budget'],
    ['baseline: { budget: { monthly: 0 } }', 'baseline.budget.monthly must be more than 0'],
    ['baseline: { guardrails: [deny-everything] }', 'there is no guardrail deny-everything'],
    ['baseline: { deployRole: { boundary: mine } }', 'baseline.deployRole.boundary must be the ARN of an IAM policy'],
    ['config: { "a b": 1 }', '"a b" cannot be a key of config'],
    ['config: { a: { "b/c": 1 } }', '"b/c" cannot be a key of config.a'],
  ])('%s', async (line, message) => {
    const found = await problems(definition(line));
    expect(found[0]).toContain(message);
  });

  it.each([
    ['runtime: { "A B": x }', '"A B" cannot be a key of services.notes.runtime'],
    ['runtime: { A: "" }', 'services.notes.runtime.A is empty, and SSM stores no empty value'],
    ['runtime: { A: "{{x}}" }', 'services.notes.runtime.A holds {{, which SSM does not store'],
    [`runtime: { A: ${'x'.repeat(8193)} }`, 'services.notes.runtime.A has more than 8192 bytes'],
    ['runtime: { A: {} }', 'services.notes.runtime.A gives no value'],
    ['runtime: { A: { value: x, secret: true } }', 'services.notes.runtime.A gives both value and secret'],
    ['runtime: { A: { value: x, kmsKey: alias/a } }', 'services.notes.runtime.A.kmsKey is only for a secret'],
    ['runtime: { A: { secret: true, type: String } }', 'services.notes.runtime.A.type has no meaning for a secret'],
    ['runtime: { A: { secret: false } }', 'services.notes.runtime.A.secret must be true, not false'],
    [
      'runtime: { A: [x] }',
      'services.notes.runtime.A must be a map or a string or a number or true or false, not a list',
    ],
    ['parameters: { Table-Arn: x }', '"Table-Arn" cannot be a key of services.notes.parameters'],
    ['build: { directory: ../stack }', 'command is missing in services.notes.build'],
    ['from: staging', 'services.notes has both from and template'],
  ])('%s', async (line, message) => {
    const found = await problems(service(line));
    expect(found[0]).toContain(message);
  });
});

describe('what is missing', () => {
  it('the region, with where else it may come from', async () => {
    const yaml = 'project: notes\naccount: { id: "123456789012" }\n';
    expect(await problems(yaml)).toEqual([
      '1:1 DefinitionInvalid region is missing in the definition (add region, or give --region or AWS_REGION)',
    ]);
    const given = await load({ 'main.yaml': yaml }, [], { region: 'us-east-1' });
    expect(given.environments[0]?.region).toBe('us-east-1');
    const wrong = await load({ 'main.yaml': yaml }, [], { region: 'europe' });
    expect(lines(wrong)[0]).toContain(
      'environments/main.yaml:1:1 DefinitionInvalid europe is not the name of an AWS region',
    );
  });

  it('the template', async () => {
    expect(await problems(definition('services: { notes: {} }'))).toEqual([
      '4:20 DefinitionInvalid template is missing in services.notes (add template, or from to use the service of another environment)',
    ]);
  });

  it('protected and expires do not go together', async () => {
    expect(await problems(definition('protected: true', 'expires: 14d'))).toEqual([
      '5:10 DefinitionInvalid expires cannot be given with protected (remove one of them)',
    ]);
  });
});
