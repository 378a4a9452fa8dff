import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { text } from '../../../src/model/expression.ts';
import { definition, lines, load, loadFolder, loadOne, projectFolder } from './project-fixture.ts';

const own = (id: string, ...extra: string[]): string => definition(...extra).replace('123456789012', id.repeat(12));
const notes = 'services: { notes: { template: ../stack/t.yaml } }';

describe('which definitions are meant', () => {
  const files = {
    'base.yaml': 'project: notes\n',
    'staging.yaml': own('1', 'name: stage'),
    'dev.yml': own('2'),
    'dev-emma.yaml': own('3'),
    'broken.yaml': 'a: b: c\n',
  };

  it('without a name: all but bases, by name', async () => {
    const { environments, invalid } = await load(files);
    expect(environments.map(({ name }) => name)).toEqual(['dev', 'dev-emma', 'stage']);
    expect(invalid.map(({ name }) => name)).toEqual(['broken']);
  });

  it.each([
    [['dev'], ['dev']],
    [
      ['stage', 'dev-emma'],
      ['stage', 'dev-emma'],
    ],
    [['environments/staging.yaml'], ['stage']],
    [['./environments/dev.yml', 'dev'], ['dev']],
  ])('%j are %j, whatever is wrong with others', async (names, expected) => {
    const { environments, diagnostics } = await load(files, names);
    expect([environments.map(({ name }) => name), diagnostics]).toEqual([expected, []]);
  });

  it.each([
    ['stag', 'DefinitionInvalid there is no environment stag (did you mean stage?)'],
    ['payments', 'DefinitionInvalid there is no environment payments (known are: broken, dev, dev-emma, stage)'],
    ['base', 'environments/base.yaml:1:1 DefinitionInvalid base is a base: it gives no account'],
    ['environments/base.yaml', 'environments/base.yaml:1:1 DefinitionInvalid base is a base'],
    ['environments/none.yaml', 'DefinitionInvalid there is no definition environments/none.yaml'],
    ['broken', 'environments/broken.yaml:1:4 DefinitionInvalid not valid YAML'],
  ])('%s is refused', async (name, message) => {
    expect(lines(await load(files, [name]))).toEqual([expect.stringContaining(message)]);
  });

  it('a path leads to its own folder, whatever --dir says', async () => {
    const root = await projectFolder({ 'other/envs/x.yaml': own('4'), 'other/envs/y.yaml': own('5') });
    const { environments } = await loadFolder(root, ['other/envs/x.yaml']);
    expect(environments.map(({ name, root: project }) => [name, project])).toEqual([['x', join(root, 'other')]]);
  });

  it('a missing folder is said', async () => {
    const root = await projectFolder({});
    expect(lines(await loadFolder(root, ['dev']))).toEqual([
      'DefinitionInvalid there is no folder environments with definitions (make one with envctl init, or name it with --dir)',
    ]);
  });

  it('two of one name are refused', async () => {
    const found = await load({ 'a.yaml': own('1', 'name: x'), 'b.yaml': own('2', 'name: x') });
    expect(lines(found)).toEqual([
      expect.stringContaining('environments/b.yaml:4:7 DefinitionInvalid the name x is already that of a.yaml'),
    ]);
    expect(found.invalid).toHaveLength(2);
  });
});

describe('--as', () => {
  const files = {
    'preview.yaml': definition('tags: { e: "${environment}" }', 'name: preview').replace(
      'id: "123456789012"',
      'email: "a+${environment}@b.example"',
    ),
    'dev.yaml': own('2'),
  };

  it('takes a definition under another name', async () => {
    const { environments } = await load(files, ['preview'], { as: 'pr-12' });
    expect(environments[0]).toMatchObject({
      name: 'pr-12',
      tags: { e: 'pr-12' },
      account: { email: 'a+pr-12@b.example', name: 'notes-pr-12' },
    });
  });

  it.each([
    [['preview'], 'PR_12', 'UsageInvalid --as PR_12 is not a name for an environment'],
    [['preview'], 'dev', 'UsageInvalid --as dev is the name of another definition'],
    [['preview', 'dev'], 'x', 'UsageInvalid --as takes one definition, not several'],
  ])('%j as %s is refused', async (names, as, message) => {
    expect(lines(await load(files, names, { as }))).toEqual([expect.stringContaining(message)]);
  });
});

describe('borrowing', () => {
  const staging = own(
    '1',
    'config: { stage: "s-${environment}", other: o }',
    'services:',
    '  database:',
    '    template: ../stack/t.yaml',
    '    parameters: { Stage: "${environment}", C: "${config:stage}${config:other}" }',
  );

  it('shows the service as it would be here', async () => {
    const dev = own(
      '2',
      'config: { other: mine }',
      'region: us-east-1',
      'services: { db: { from: { environment: staging, service: database } } }',
    ).replace('region: eu-west-1\n', '');
    const { environments, related } = await load({ 'staging.yaml': staging, 'dev.yaml': dev }, ['dev']);
    const [db] = environments[0]?.borrowed ?? [];
    expect(db).toMatchObject({
      name: 'db',
      service: 'database',
      environment: 'staging',
      project: 'notes',
      account: null,
    });
    expect(db?.lender).toBe(related.get('staging'));
    expect(db?.lender?.services[0]?.parameters.Stage?.value).toEqual(text('staging'));
    expect(db?.here?.parameters.Stage?.value).toEqual(text('dev'));
    expect(db?.here?.parameters.C?.value).toEqual(text('s-devmine'));
    expect(db?.here?.regions).toEqual(['us-east-1']);
  });

  it.each([
    ['from: stagin', 'UnknownReference from names an unknown environment stagin (did you mean staging?)'],
    [
      'from: { environment: staging, service: databas }',
      'UnknownReference staging has no service databas (did you mean database?)',
    ],
    ['from: staging', 'UnknownReference staging has no service db (known are: database)'],
    ['from: main', 'DefinitionInvalid db cannot be borrowed from main itself'],
    ['from: base', 'DefinitionInvalid base is a base and deploys nothing'],
    ['from: { service: database }', 'DefinitionInvalid environment is missing in services.db.from'],
    ['from: Staging', 'DefinitionInvalid services.db.from must be the name of an environment'],
  ])('%s', async (from, message) => {
    const found = await load({
      'staging.yaml': staging,
      'base.yaml': 'project: notes\n',
      'main.yaml': own('2', `services: { db: { ${from} } }`),
    });
    expect(lines(found)).toEqual([expect.stringContaining(message)]);
  });

  it('of what is itself borrowed is refused', async () => {
    const found = await load(
      {
        'staging.yaml': staging,
        'dev.yaml': own('2', 'services: { database: { from: staging } }'),
        'main.yaml': own('3', 'services: { database: { from: dev } }'),
      },
      ['main'],
    );
    expect(lines(found)).toEqual([
      expect.stringContaining('DefinitionInvalid dev itself borrows database from staging (write from: staging)'),
    ]);
  });

  it('in a circle is refused', async () => {
    const found = await load({
      'a.yaml': own('1', 'services: { x: { template: ../stack/t.yaml }, y: { from: b } }'),
      'b.yaml': own('2', 'services: { y: { template: ../stack/t.yaml }, x: { from: a } }'),
    });
    expect(lines(found)).toEqual([
      expect.stringContaining(
        'environments/a.yaml:4:58 DefinitionInvalid environments borrow from each other in a circle: a -> b -> a',
      ),
      expect.stringContaining(
        'environments/b.yaml:4:58 DefinitionInvalid environments borrow from each other in a circle: b -> a -> b',
      ),
    ]);
  });

  it('from another repository asks for no definition here', async () => {
    const { environments } = await load({
      'main.yaml': own('2', 'services: { db: { from: { project: infra, environment: prod } } }'),
    });
    expect(environments[0]?.borrowed[0]).toMatchObject({
      project: 'infra',
      environment: 'prod',
      service: 'db',
      account: null,
      lender: null,
      here: null,
    });
  });

  it("lets outputs of borrowed services and of other environments' be used", async () => {
    const main = own(
      '2',
      'services:',
      '  database: { from: staging }',
      '  notes:',
      '    template: ../stack/t.yaml',
      '    dependsOn: [database]',
      '    parameters: { A: "${output:database.X}", B: "${output:staging/database@eu-west-1.X}" }',
    );
    const { environments, related, diagnostics } = await load({ 'staging.yaml': staging, 'main.yaml': main }, ['main']);
    expect(diagnostics).toEqual([]);
    expect(environments).toHaveLength(1);
    expect([...related.keys()].sort()).toEqual(['main', 'staging']);
  });

  it.each([
    [
      '${output:database@us-east-1.X}',
      '${output:database@us-east-1.X}: database is not deployed in us-east-1 (it is in eu-west-1)',
    ],
    [
      '${output:dev/database.X}',
      '${output:dev/database.X}: dev itself borrows database from staging (write ${output:staging/database.X})',
    ],
    ['${output:dev/users.X}', '${output:dev/users.X} names an unknown service users of dev (known are: database)'],
  ])('%s is refused', async (reference, message) => {
    const main = own(
      '2',
      'services:',
      '  database: { from: staging }',
      '  notes:',
      '    template: ../stack/t.yaml',
      `    parameters: { A: '${reference}' }`,
    );
    const found = await load(
      { 'staging.yaml': staging, 'dev.yaml': own('3', 'services: { database: { from: staging } }'), 'main.yaml': main },
      ['main'],
    );
    expect(lines(found)).toEqual([`environments/main.yaml:8:22 UnknownReference ${message}`]);
  });

  it('from an invalid lender makes the borrower invalid too, with the reason told once', async () => {
    const found = await load({
      'staging.yaml': `${staging}protectd: true\n`,
      'dev.yaml': own('2', 'services: { database: { from: staging } }'),
    });
    expect(found.invalid.map(({ name }) => name)).toEqual(['dev', 'staging']);
    expect(lines(found)).toHaveLength(1);
  });
});

describe('stacks of one name', () => {
  const named = (id: string, service: string, ...more: string[]): string =>
    own(id, ...more, `services: { ${service}: { template: ../stack/t.yaml } }`);
  const message =
    'the stack notes-a-b-c would belong to service b-c of a and to service c of a-b, in one account and region';

  it.each([
    ['in one account', named('1', 'c'), named('1', 'b-c'), 1],
    ['in two accounts', named('1', 'c'), named('2', 'b-c'), 0],
    ['in two regions', named('1', 'c'), named('1', 'b-c').replace('eu-west-1', 'eu-west-2'), 0],
    [
      'in the account of one of them',
      named('1', 'c'),
      named('1', 'b-c').replace(/account: .*/, 'account: { environment: a-b }'),
      1,
    ],
  ])('%s', async (_, first, second, count) => {
    const found = await load({ 'a-b.yaml': first, 'a.yaml': second });
    expect(lines(found)).toHaveLength(count);
    if (count > 0) expect(lines(found)[0]).toContain(message);
    expect(found.invalid).toHaveLength(count * 2);
  });

  it('are found although only one of them was asked for', async () => {
    const found = await load({ 'a-b.yaml': named('1', 'c'), 'a.yaml': named('1', 'b-c') }, ['a-b']);
    expect(lines(found)[0]).toContain(message);
    expect(found.invalid.map(({ name }) => name)).toEqual(['a-b']);
  });
});

describe('accounts of one e-mail', () => {
  const at = (email: string, more = ''): string =>
    `project: notes\nregion: eu-west-1\naccount: { email: "${email}" }\n${more}`;
  const told = (file: string): string =>
    `environments/${file}:3:19 DefinitionInvalid dev and prod give the same account e-mail aws@example.com: each address is one account (give each its own address, or write account: { environment: dev } in the others to share the account)`;

  it('are refused at each of them, whatever the case and the project', async () => {
    const other = at('AWS@example.com').replace('notes', 'music');
    const found = await load({ 'dev.yaml': at('aws@example.com'), 'prod.yaml': other });
    expect(lines(found)).toEqual([told('dev.yaml'), told('prod.yaml')]);
    expect(found.invalid.map(({ name }) => name)).toEqual(['dev', 'prod']);
  });

  it('are found although only one of them was asked for', async () => {
    const files = { 'dev.yaml': at('aws@example.com'), 'prod.yaml': at('${env:WHO}@example.com') };
    const found = await load(files, ['dev'], { env: { WHO: 'aws' } });
    expect(lines(found)).toEqual([told('dev.yaml'), told('prod.yaml')]);
    expect(lines(await load(files, ['dev'], { env: { WHO: 'others' } }))).toEqual([]);
  });

  it('are told once where a base gives the address to both', async () => {
    const heir = 'extends: shared/base.yaml\n';
    const base = { 'environments/shared/base.yaml': at('aws@example.com') };
    expect(lines(await load({ ...base, 'dev.yaml': heir, 'prod.yaml': heir }))).toEqual([told('shared/base.yaml')]);
  });

  it.each([
    [
      'with the name in it',
      { 'dev.yaml': at('a+${environment}@b.example'), 'prod.yaml': at('a+${environment}@b.example') },
    ],
    [
      'of a guest',
      { 'dev.yaml': at('a@b.example'), 'prod.yaml': at('x@b.example').replace(/email: .*"/, 'environment: dev') },
    ],
    ['of a base', { 'base.yaml': 'account: { name: x }\n', 'dev.yaml': `extends: base.yaml\n${at('a@b.example')}` }],
  ])('are none %s', async (_, files) => {
    expect(lines(await load(files))).toEqual([]);
  });

  it('are none under another name', async () => {
    const files = { 'dev.yaml': at('a+${environment}@b.example'), 'prod.yaml': at('a+pr-1@b.example') };
    expect((await load(files, ['dev'], { as: 'pr-2' })).invalid).toEqual([]);
  });
});

describe('what has expired', () => {
  const yaml = own('1', 'expires: 2027-01-31');

  it.each([
    ['2027-01-31T23:59:00Z', []],
    [
      '2027-02-01T00:00:00Z',
      ['main.yaml:4:10 expires: 2027-01-31 is past: reap takes the environment down as soon as it is deployed'],
    ],
  ])('at %s', async (now, expected) => {
    const { warnings } = await loadOne(yaml, { now: Date.parse(now) });
    expect(warnings.map(({ message, at }) => `main.yaml:${at?.line}:${at?.column} ${message}`)).toEqual(expected);
  });
});

describe('bases', () => {
  it('are checked as far as they go, though none extends them', async () => {
    const found = await load({
      'base.yaml':
        'protectd: 1\nservices: { notes: { template: gone.yaml, parameters: { A: "${config:later}", B: "${output:later.X}", C: "${nothing}", D: "${env:LATER}" } } }\n',
    });
    expect(lines(found).map((line) => line.replace(/ \(.*/, ''))).toEqual([
      'environments/base.yaml:1:1 DefinitionInvalid unknown key "protectd"',
      'environments/base.yaml:2:32 DefinitionInvalid template environments/gone.yaml does not exist',
      'environments/base.yaml:2:106 UnknownReference "${nothing}" is not a reference',
    ]);
    expect(found.invalid).toEqual([]);
  });

  it('may hold details of accounts that others complete', async () => {
    const { environments, diagnostics } = await load({
      'base.yaml': 'project: notes\nregion: eu-west-1\naccount: { organizationalUnit: Workloads }\n',
      'dev.yaml': 'extends: base.yaml\naccount: { email: a@b.example }\n',
    });
    expect(diagnostics).toEqual([]);
    expect(environments).toMatchObject([{ name: 'dev', account: { organizationalUnit: 'Workloads' } }]);
  });

  it('are not missed when named environments are loaded', async () => {
    const { environments, diagnostics } = await load({ 'base.yaml': 'protectd: 1\n', 'dev.yaml': own('1', notes) }, [
      'dev',
    ]);
    expect([environments.length, diagnostics]).toEqual([1, []]);
  });
});
