import { describe, expect, it } from 'vitest';
import { lines, load, loadOne } from './project-fixture.ts';

const withAccount = (account: string): string => `project: notes\nregion: eu-west-1\naccount: ${account}\n`;

describe('the four forms', () => {
  it.each([
    [
      '{ email: a@b.example }',
      { form: 'member', email: 'a@b.example', id: null, name: 'notes-main', role: 'OrganizationAccountAccessRole' },
    ],
    ['{ email: a@b.example, id: "123456789012" }', { form: 'member', id: '123456789012' }],
    ['{ id: "123456789012" }', { form: 'existing', id: '123456789012', role: 'OrganizationAccountAccessRole' }],
    ['{ id: "123456789012", role: admin }', { form: 'existing', role: 'admin' }],
    [
      '{ id: "123456789012", roleArn: "arn:aws:iam::123456789012:role/x" }',
      { form: 'external', id: '123456789012', profile: null },
    ],
    [
      '{ roleArn: "arn:aws-cn:iam::123456789012:role/p/x", externalId: ab }',
      { form: 'external', id: '123456789012', externalId: 'ab' },
    ],
    ['{ profile: customer17 }', { form: 'external', id: null, profile: 'customer17', roleArn: null }],
    ['{ id: "123456789012", profile: customer17 }', { form: 'external', id: '123456789012' }],
  ])('%s', async (account, expected) => {
    expect((await loadOne(withAccount(account))).account).toMatchObject(expected);
  });

  it('takes project, environment and variables', async () => {
    const account = '{ email: "${env:USER}+${project}.${environment}@b.example" }';
    const { account: read } = await loadOne(withAccount(account), { env: { USER: 'ops' } });
    expect(read).toMatchObject({ email: 'ops+notes.main@b.example' });
  });

  it.each([
    [
      '{ email: a@b.example, roleArn: "arn:aws:iam::123456789012:role/x" }',
      '3:41 DefinitionInvalid account names both email and roleArn',
    ],
    ['{ profile: x, email: a@b.example }', '3:31 DefinitionInvalid account names both profile and email'],
    ['{ environment: dev, profile: x }', '3:39 DefinitionInvalid account names both environment and profile'],
    [
      '{ roleArn: "arn:aws:iam::123456789012:role/x", profile: x }',
      '3:66 DefinitionInvalid account names both roleArn and profile',
    ],
    ['{}', '3:10 DefinitionInvalid account does not say which account it is'],
    ['{ name: x }', '3:10 DefinitionInvalid account does not say which account it is'],
    ['{ id: "123456789012", alias: abc }', '3:32 DefinitionInvalid account.alias has no meaning here'],
    ['{ environment: dev, role: x }', '3:30 DefinitionInvalid account.role has no meaning here'],
    [
      '{ id: 123456789012 }',
      '3:16 DefinitionInvalid account.id must be a string, not 123456789012 (put it in quotes: "123456789012")',
    ],
    ['{ id: 123 }', 'account.id must be a string, not 123 (use an account id: 12 digits, in quotes)'],
    ['{ id: 012345678901 }', '(put it in quotes: "012345678901")'],
    ['{ id: "12345678901" }', 'account.id must be an account id: 12 digits, in quotes'],
    [
      '{ id: "210987654321", roleArn: "arn:aws:iam::123456789012:role/x" }',
      '3:16 DefinitionInvalid account.id is 210987654321, but account.roleArn is a role of 123456789012',
    ],
    ['{ roleArn: "arn:aws:iam::123456789012:user/x" }', 'account.roleArn must be the ARN of an IAM role'],
    ['{ profile: x, externalId: ab }', 'account.externalId goes with roleArn, not with profile'],
    ['{ email: a@b.example, alias: "123456789012" }', 'account.alias must be 3 to 63 lower-case letters'],
    ['{ email: a@b.example, alias: a--b }', 'account.alias must be'],
    ['{ email: a@b.example, alias: ab }', 'account.alias must be'],
    ['{ email: a@b.example, organizationalUnit: a//b }', 'account.organizationalUnit must be one to five names'],
    ['{ email: a@b.example, organizationalUnit: a/b/c/d/e/f }', 'account.organizationalUnit must be one to five names'],
    ['{ email: a@b.example, name: "<x>" }', 'account.name must be printable ASCII without < and >'],
    ['{ email: a@b.example, contacts: { security: { name: x } } }', 'title is missing in account.contacts.security'],
    [
      '{ email: a@b.example, contacts: { legal: {} } }',
      'unknown key "legal" in account.contacts (known are: billing, operations, security)',
    ],
    [
      '{ email: "${config:mail}" }',
      '3:19 DefinitionInvalid ${config:mail} cannot stand in account (account takes ${project}, ${environment} and ${env:NAME})',
    ],
    ['{ email: "${region}@b.example" }', '3:19 DefinitionInvalid ${region} cannot stand in account'],
    ['{ email: "${env:NOBODY}@b.example" }', '3:19 UnknownReference the environment variable NOBODY is not set'],
  ])('%s is refused', async (account, message) => {
    const found = lines(
      await load({ 'main.yaml': withAccount(account), 'dev.yaml': withAccount('{ id: "111111111111" }') }),
    );
    expect(found[0]).toContain(message);
    expect(new Set(found).size).toBe(found.length);
  });

  it.each(['a@b.example', 'a.b+c-d_e@sub.example.com', 'x!#$*/=?^`{}~@a-b.co'])(
    '%s is an e-mail address',
    async (email) => {
      expect((await loadOne(withAccount(`{ email: '${email}' }`))).account).toMatchObject({ email });
    },
  );

  it.each([
    'a@b',
    '.a@b.cc',
    'a b@c.dd',
    'a@b@c.dd',
    'a@-b.cc',
    'a@b.cc-',
    'a@b.cc.',
    'a,b@c.dd',
    'a%b@c.dd',
    'ä@b.cc',
    'a@bü.cc',
    'a@.b',
    `${'a'.repeat(60)}@b.cc`,
    'a@b.c',
  ])('%s is not', async (email) => {
    expect(lines(await load({ 'main.yaml': withAccount(`{ email: "${email}" }`) }))[0]).toContain('account.email must');
  });

  it('wants a shorter name when project and environment together are too long for one', async () => {
    const yaml = `name: ${'b'.repeat(30)}\n${withAccount('{ email: a@b.example }').replace('notes', 'a'.repeat(30))}`;
    expect(lines(await load({ 'main.yaml': yaml }))[0]).toContain('has more than 50 characters (give account.name)');
  });

  it('counts its tags together with those of the environment', async () => {
    const tags = (prefix: string, count: number): string =>
      Array.from({ length: count }, (_, i) => `${prefix}${i}: v`).join(', ');
    const yaml = `${withAccount(`{ email: a@b.example, tags: { ${tags('a', 8)} } }`)}tags: { ${tags('t', 40)} }\n`;
    expect(lines(await load({ 'main.yaml': yaml }))[0]).toContain(
      "the account would have more than 47 tags beside envctl's own",
    );
  });
});

describe('the account of another environment', () => {
  const files = {
    'dev.yaml': `${withAccount('{ email: a@b.example }')}baseline: { ebsEncryption: false }\n`,
    'dev-li.yaml': withAccount('{ environment: dev }'),
  };

  it('is followed to its owner', async () => {
    const { environments } = await load(files, ['dev-li']);
    expect(environments[0]).toMatchObject({
      accountOf: 'dev',
      account: { form: 'member', name: 'notes-dev' },
      baseline: { ebsEncryption: false },
    });
  });

  it.each([
    ['dve', 'UnknownReference account names an unknown environment dve (did you mean dev?)'],
    ['main', 'DefinitionInvalid main cannot use its own account'],
    ['dev-li', 'DefinitionInvalid dev-li has no account of its own: it uses that of dev (write environment: dev)'],
    ['base', 'DefinitionInvalid base is a base and has no account'],
  ])('cannot be that of %s', async (environment, message) => {
    const found = await load({
      ...files,
      'base.yaml': 'project: notes\n',
      'main.yaml': withAccount(`{ environment: ${environment} }`),
    });
    expect(lines(found)).toEqual([expect.stringContaining(`environments/main.yaml:3:25 ${message}`)]);
    expect(found.invalid.map(({ name }) => name)).toEqual(['main']);
  });

  it('is invalid as long as its owner is, and says why only once', async () => {
    const found = await load({ ...files, 'dev.yaml': `${files['dev.yaml']}protected: 1\n` }, ['dev-li']);
    expect(lines(found)).toEqual([
      expect.stringContaining('environments/dev.yaml:5:12 DefinitionInvalid protected must be true or false'),
    ]);
    expect(found.invalid.map(({ name }) => name)).toEqual(['dev-li']);
  });
});

describe('what is on by itself', () => {
  const items = [
    'artifacts',
    'deployRole',
    's3PublicAccessBlock',
    'ebsEncryption',
    'passwordPolicy',
    'oidc',
    'defaultVpc',
    'budget',
    'regions',
    'guardrails',
  ] as const;

  it.each([
    ['a member account', '{ email: a@b.example }', items.slice(0, 5)],
    ['an existing account', '{ id: "123456789012" }', items.slice(0, 2)],
    ["a customer's account", '{ profile: x }', items.slice(0, 2)],
  ])('in %s', async (_, account, expected) => {
    const { baseline } = await loadOne(withAccount(account));
    expect(items.filter((item) => baseline[item] !== null && baseline[item] !== false)).toEqual(expected);
  });

  it('can be switched off, and on', async () => {
    const off =
      'baseline: { artifacts: false, deployRole: false, s3PublicAccessBlock: false, passwordPolicy: false, oidc: false, regions: false, guardrails: false }';
    expect((await loadOne(`${withAccount('{ email: a@b.example }')}${off}\n`)).baseline).toMatchObject({
      artifacts: false,
      deployRole: null,
      s3PublicAccessBlock: false,
      ebsEncryption: true,
      passwordPolicy: null,
      oidc: null,
      regions: null,
      guardrails: [],
    });
    const on = 'baseline: { passwordPolicy: true, ebsEncryption: true }';
    expect((await loadOne(`${withAccount('{ id: "123456789012" }')}${on}\n`)).baseline).toMatchObject({
      passwordPolicy: { minimumLength: 14 },
      ebsEncryption: true,
    });
  });
});
