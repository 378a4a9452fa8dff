import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { text } from '../../../src/model/expression.ts';
import { lines, load, loadFolder, loadOne, projectFolder } from './project-fixture.ts';

const BASE = 'project: notes\nregion: eu-west-1\n';
const ACCOUNT = 'account: { id: "123456789012" }\n';

describe('extends', () => {
  it('merges chains, the nearest file winning', async () => {
    const environment = await loadOne(
      `extends: middle.yaml\n${ACCOUNT}tags: { c: "3" }\n`,
      {},
      {
        'middle.yaml': 'extends: ../shared/base.yaml\ntags: { b: "2", a: "middle" }\n',
        'shared/base.yaml': `${BASE}tags: { a: base, z: base }\n`,
      },
    );
    expect(environment.tags).toEqual({ a: 'middle', z: 'base', b: '2', c: '3' });
  });

  it('lets null remove, also what a farther file brings', async () => {
    const environment = await loadOne(
      `extends: middle.yaml\n${ACCOUNT}services: { users: null }\n`,
      {},
      {
        'middle.yaml': 'extends: base.yaml\ntags:\nservices: { notes: null }\n',
        'base.yaml': `${BASE}tags: { a: b }\nservices:\n  notes: { template: ../stack/t.yaml }\n  users: { template: ../stack/t.yaml }\n  auth: { template: ../stack/t.yaml }\n`,
      },
    );
    expect(environment.tags).toEqual({});
    expect(environment.services.map(({ name }) => name)).toEqual(['auth']);
  });

  it('resolves paths against the file that holds them', async () => {
    const environment = await loadOne(
      `extends: ../shared/base.yaml\n${ACCOUNT}`,
      {},
      {
        'shared/base.yaml': `${BASE}services: { notes: { template: notes/t.yaml } }\n`,
        'shared/notes/t.yaml': 'Resources: {}\n',
      },
    );
    expect(environment.services[0]?.template.value).toBe(join(environment.root, 'shared/notes/t.yaml'));
  });

  it('takes a name, expiry and protection from a base, not from an environment', async () => {
    const { environments } = await load({
      'base.yaml': `${BASE}expires: 7d\n`,
      'staging.yaml': `extends: base.yaml\n${ACCOUNT}name: stage\nexpires: 14d\ntags: { a: b }\n`,
      'prod.yaml': `extends: staging.yaml\nprotected: true\nexpires: null\n`,
      'copy.yaml': `extends: prod.yaml\n`,
    });
    expect(environments.map(({ name, expires, protected: locked, tags }) => [name, expires, locked, tags])).toEqual([
      ['copy', '7d', false, { a: 'b' }],
      ['prod', null, true, { a: 'b' }],
      ['stage', '14d', false, { a: 'b' }],
    ]);
  });

  it('knows where protection and expiry have their value, also in a base', async () => {
    const { environments } = await load({
      'locked.yaml': `${BASE}protected: true\n`,
      'passing.yaml': `${BASE}expires: 14d\n`,
      'a.yaml': `extends: locked.yaml\n${ACCOUNT}`,
      'b.yaml': `extends: passing.yaml\n${ACCOUNT}name: b\n`,
    });
    const places = environments.flatMap(({ protectedAt, expiresAt }) => [protectedAt, expiresAt]);
    expect(places.map((at) => at && `${basename(at.file)}:${at.line}:${at.column}`)).toEqual([
      'locked.yaml:3:12',
      null,
      null,
      'passing.yaml:3:10',
    ]);
  });

  it('tells a problem of the base in the base, and once for all that extend it', async () => {
    const found = await load({
      'base.yaml': `${BASE}protectd: true\nservices: { notes: { template: gone.yaml, dependsOn: [nots] } }\n`,
      'a.yaml': `extends: base.yaml\n${ACCOUNT}`,
      'b.yaml': `extends: base.yaml\naccount: { id: "111111111111" }\n`,
    });
    expect(lines(found).map((line) => line.replace(/ \(.*/, ''))).toEqual([
      'environments/base.yaml:3:1 DefinitionInvalid unknown key "protectd"',
      'environments/base.yaml:4:32 DefinitionInvalid template environments/gone.yaml does not exist',
      'environments/base.yaml:4:55 UnknownReference dependsOn names an unknown service nots',
    ]);
    expect(found.invalid.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it.each([
    [
      'a missing file',
      { 'main.yaml': `extends: bas.yaml\n${ACCOUNT}` },
      'environments/main.yaml:1:10 DefinitionInvalid extends: environments/bas.yaml does not exist',
    ],
    [
      'itself',
      { 'main.yaml': `extends: main.yaml\n${ACCOUNT}` },
      'environments/main.yaml:1:10 DefinitionInvalid the definition extends itself: main.yaml -> main.yaml',
    ],
    [
      'a folder',
      { 'main.yaml': `extends: ../stack\n${ACCOUNT}` },
      'environments/main.yaml:1:10 DefinitionInvalid extends: stack is a folder, not a file',
    ],
    [
      'a file outside the project',
      { 'main.yaml': `extends: ../../../etc/passwd\n${ACCOUNT}` },
      'environments/main.yaml:1:10 DefinitionInvalid extends: /etc/passwd is outside the project',
    ],
    [
      'a reference',
      { 'main.yaml': `extends: "\${project}.yaml"\n${ACCOUNT}` },
      'environments/main.yaml:1:10 DefinitionInvalid references cannot stand in extends',
    ],
    [
      'a list',
      { 'main.yaml': `extends: [a.yaml]\n${ACCOUNT}` },
      'environments/main.yaml:1:10 DefinitionInvalid extends must be a string, not a list',
    ],
    [
      'what is not YAML',
      { 'main.yaml': `extends: ../b.yaml\n${ACCOUNT}`, 'shared/x': '', '../b.yaml': 'a: b: c\n' },
      'b.yaml:1:4 DefinitionInvalid not valid YAML',
    ],
  ])('of %s is refused', async (_, files, message) => {
    const placed = Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path.replace('../', './'), content]),
    );
    const found = await load(placed);
    expect(lines(found)).toContainEqual(expect.stringContaining(message));
    expect(found.environments).toEqual([]);
  });

  it('names the circle', async () => {
    const found = await load(
      { 'a.yaml': `extends: b.yaml\n${ACCOUNT}`, 'b.yaml': 'extends: c.yaml\n', 'c.yaml': 'extends: b.yaml\n' },
      ['a'],
    );
    expect(lines(found)[0]).toContain(
      'environments/c.yaml:1:10 DefinitionInvalid the definition extends itself: b.yaml -> c.yaml -> b.yaml',
    );
  });
});

describe('a circle of definitions that give no account', () => {
  const files = { 'loop.yaml': 'extends: loop2.yaml\n', 'loop2.yaml': 'project: notes\nextends: loop.yaml\n' };

  it.each([['loop'], ['environments/loop.yaml']])('is told as such to whoever names %s', async (name) => {
    expect(lines(await load(files, [name]))).toEqual([
      'environments/loop2.yaml:2:10 DefinitionInvalid the definition extends itself: loop.yaml -> loop2.yaml -> loop.yaml (remove one extends)',
    ]);
  });
});

describe('another form replaces as a whole', () => {
  const base = `${BASE}account: { email: "\${environment}@b.example", alias: abc, organizationalUnit: Work }\n`;
  const services =
    'services:\n  notes:\n    template: ../stack/t.yaml\n    runtime: { A: { value: "1", type: StringList }, B: { secret: true, kmsKey: alias/k }, C: { default: "3" } }\n';

  it.each([
    ['account: { id: "123456789012" }', { form: 'existing' }],
    ['account: { profile: x }', { form: 'external', id: null }],
    [
      'account: { alias: other-alias }',
      { form: 'member', email: 'main@b.example', alias: 'other-alias', organizationalUnit: 'Work' },
    ],
    ['account: { email: c@d.example }', { form: 'member', email: 'c@d.example', alias: 'abc' }],
    [
      'account: { id: "123456789012", alias: null, email: c@d.example }',
      { form: 'member', alias: null, id: '123456789012' },
    ],
  ])('%s', async (account, expected) => {
    expect((await loadOne(`extends: base.yaml\n${account}\n`, {}, { 'base.yaml': base })).account).toMatchObject(
      expected,
    );
  });

  it('a service that is borrowed leaves nothing of the template, and the other way round', async () => {
    const { environments } = await load({
      'base.yaml': `${BASE}${services}`,
      'staging.yaml': `extends: base.yaml\n${ACCOUNT}`,
      'dev.yaml': 'extends: base.yaml\naccount: { id: "111111111111" }\nservices: { notes: { from: staging } }\n',
      'own.yaml':
        'extends: dev.yaml\naccount: { id: "222222222222" }\nservices: { notes: { template: ../stack/t.yaml } }\n',
      'more.yaml': 'extends: base.yaml\naccount: { id: "333333333333" }\nservices: { notes: { approval: manual } }\n',
    });
    const shape = environments.map(({ name, services: own, borrowed }) => [
      name,
      own.map(({ runtime }) => runtime.length),
      borrowed.length,
    ]);
    expect(shape).toEqual([
      ['dev', [], 1],
      ['more', [3], 0],
      ['own', [0], 0],
      ['staging', [3], 0],
    ]);
  });

  it('a run-time value', async () => {
    const near =
      'services: { notes: { runtime: { A: { apply: live }, B: { value: x }, C: { secret: true }, D: plain } } }\n';
    const { services: read } = await loadOne(
      `extends: base.yaml\n${ACCOUNT}${near}`,
      {},
      { 'base.yaml': `${BASE}${services}` },
    );
    expect(read[0]?.runtime).toMatchObject([
      { key: 'A', kind: 'owned', value: text('1'), type: 'StringList', apply: 'live' },
      { key: 'B', kind: 'owned', value: text('x'), kmsKey: null },
      { key: 'C', kind: 'secret', value: null },
      { key: 'D', kind: 'owned', value: text('plain') },
    ]);
  });
});

describe('paths', () => {
  const yaml = (path: string): string => `${BASE}${ACCOUNT}services: { notes: { template: ${path} } }\n`;

  it('may not leave the project, not even through a symbolic link', async () => {
    const outside = await projectFolder({});
    const root = await projectFolder({ 'environments/main.yaml': yaml('../link/t.yaml') });
    await symlink(join(outside, 'stack'), join(root, 'link'));
    expect(lines(await loadFolder(root))).toEqual([
      expect.stringContaining('environments/main.yaml:4:32 DefinitionInvalid template link/t.yaml'),
    ]);
    expect(lines(await loadFolder(root))[0]).toContain('is outside the project (keep it below <root>)');
  });

  it('may go through a symbolic link inside the project', async () => {
    const root = await projectFolder({ 'environments/main.yaml': yaml('../link/t.yaml') });
    await symlink(join(root, 'stack'), join(root, 'link'));
    expect((await loadFolder(root)).environments).toHaveLength(1);
  });

  it('a definition that is a link to the outside is refused', async () => {
    const outside = await projectFolder({ 'x.yaml': `${BASE}${ACCOUNT}` });
    const root = await projectFolder({ 'environments/a.yaml': yaml('../stack/t.yaml') });
    await symlink(join(outside, 'x.yaml'), join(root, 'environments/main.yaml'));
    expect(lines(await loadFolder(root))).toEqual([
      expect.stringContaining('environments/main.yaml:1:1 DefinitionInvalid the definition'),
    ]);
  });

  it('reach up to the git root', async () => {
    const root = await projectFolder({ 'deep/environments/main.yaml': yaml('../../stack/t.yaml') });
    const dir = join(root, 'deep/environments');
    expect(lines(await loadFolder(root, [], { dir }))[0]).toContain('is outside the project');
    await mkdir(join(root, '.git'));
    const { environments } = await loadFolder(root, [], { dir });
    expect(environments[0]?.root).toBe(root);
  });

  it.each([
    ['buildConfig: ../stack/t.yaml', 'buildConfig stack/t.yaml is a file, not a folder'],
    ['build: { command: x, directory: ../nowhere }', 'build.directory nowhere does not exist'],
    ['paths: ["../../**"]', 'is outside the project'],
    ['after: { command: x, directory: /tmp }', 'after.directory /tmp is outside the project'],
  ])('%s', async (line, message) => {
    const found = await load({
      'main.yaml': `${BASE}${ACCOUNT}services: { notes: { template: ../stack/t.yaml, ${line} } }\n`,
    });
    expect(lines(found)).toEqual([expect.stringContaining(message)]);
  });

  it('of guardrails too', async () => {
    const found = await load({ 'main.yaml': `${BASE}${ACCOUNT}baseline: { guardrails: [./policy.json] }\n` });
    expect(lines(found)).toEqual([
      expect.stringContaining(
        'environments/main.yaml:4:26 DefinitionInvalid guardrail environments/policy.json does not exist',
      ),
    ]);
  });
});

describe('files', () => {
  it.each([
    [
      'UTF-16',
      Buffer.from('\ufeffproject: notes\n', 'utf16le'),
      'environments/main.yaml:1:1 DefinitionInvalid the file is not UTF-8 (save it as UTF-8)',
    ],
    [
      'Latin-1',
      Buffer.from([0x61, 0x3a, 0x20, 0xe4]),
      'environments/main.yaml:1:1 DefinitionInvalid the file is not UTF-8',
    ],
    [
      'with a control character',
      Buffer.from('a: 1\nb: x\u001b[31m\n'),
      'environments/main.yaml:2:5 DefinitionInvalid the control character U+001B cannot stand in a file',
    ],
    [
      'too large',
      Buffer.alloc(600 * 1024, 0x20),
      'environments/main.yaml:1:1 DefinitionInvalid the file has 614400 bytes; at most 524288 are read',
    ],
  ])('%s are refused', async (_, content, message) => {
    expect(lines(await load({ 'main.yaml': content }))[0]).toContain(message);
  });

  it('may begin with a byte order mark', async () => {
    expect((await load({ 'main.yaml': Buffer.from(`\ufeff${BASE}${ACCOUNT}`) })).environments).toHaveLength(1);
  });

  it('that are no definitions are left alone', async () => {
    const root = await projectFolder({ 'environments/main.yaml': `${BASE}${ACCOUNT}` });
    await writeFile(join(root, 'environments/notes.txt'), 'x');
    await writeFile(join(root, 'environments/.hidden.yaml'), ':::');
    await mkdir(join(root, 'environments/folder.yaml'));
    const found = await loadFolder(root);
    expect([found.diagnostics, found.environments.length]).toEqual([[], 1]);
  });
});
