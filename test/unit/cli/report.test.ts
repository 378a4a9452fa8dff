import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { slow } from '../../support/templates.ts';

const SERVICES = {
  database: service('database'),
  notes: service('notes', {
    parameters: { Table: '${output:database.Name}' },
    runtime: { PAGE_SIZE: { default: '20' }, TOKEN: { secret: true } },
  }),
};

const FILES = {
  'dev.yaml': definition(SERVICES),
  ...stackFile('database', { more: slow(30) }),
  ...stackFile('notes', { parameters: ['Table'] }),
};

describe('graph', () => {
  it.each([
    ['text', /needs.* database/],
    ['mermaid', /^---\ntitle: "notes\/dev in eu-west-1"[^]*s1 --> s2/],
    ['dot', /^digraph[^]*"dev\/database@eu-west-1" -> "dev\/notes@eu-west-1"/],
    ['svg', /^<svg[^]*<\/svg>\n$/],
  ])('as %s', async (format, expected) => {
    const { run, connections } = await desk(FILES);
    const { exit, stdout } = await run(`graph dev --format ${format}`);
    expect([exit, connections()]).toEqual([0, 0]);
    expect(stdout).toMatch(expected);
  });

  it('shows what another environment lends', async () => {
    const { run } = await desk({
      ...FILES,
      'dev-emma.yaml': definition({ database: { from: 'dev' }, notes: SERVICES.notes }),
    });
    const { stdout } = await run('graph dev-emma --format dot');
    expect(stdout).toContain('"dev/database@eu-west-1" [label="database\\nfrom dev", style="rounded,dashed"];');
    expect(stdout).toContain('"dev/database@eu-west-1" -> "dev-emma/notes@eu-west-1"');
  });
});

describe('graph of a stack set', () => {
  const fleet = definition(
    {
      guard: { ...service('guard'), engine: 'stacksets', dependsOn: ['database'] },
      notes: service('notes', { dependsOn: ['guard'] }),
      database: service('database'),
    },
    { account: { email: 'fleet@example.com', organizationalUnit: 'Fleet' } },
  );
  const files = { 'fleet.yaml': fleet, ...stackFile('database'), ...stackFile('guard'), ...stackFile('notes') };

  it.each([
    ['text', /● database\n +● guard stack set in Fleet\n +needs database \(dependsOn\)\n +● notes\n +needs guard/],
    ['mermaid', /stack set in Fleet[^]*s1 -.-> s2[^]*s2 -.-> s3/],
    [
      'dot',
      /guard\\nstack set in Fleet[^]*database@eu-west-1" -> "fleet\/guard@[^]*guard@eu-west-1" -> "fleet\/notes@/,
    ],
    ['svg', /stack set in Fleet/],
  ])('stands among the services, as %s', async (format, expected) => {
    const { run } = await desk(files);
    expect((await run(`graph fleet --format ${format}`)).stdout).toMatch(expected);
  });

  it('says in JSON for which unit it is', async () => {
    const { run } = await desk(files);
    expect((await run('graph fleet --output json')).json()['services']).toMatchObject([
      { service: 'database' },
      { service: 'guard', organizationalUnit: 'Fleet', dependsOn: ['database'] },
      { service: 'notes', dependsOn: ['guard'] },
    ]);
  });
});

describe('report', () => {
  it('shows what is deployed, how the last deployment went, and no secret', async () => {
    const { run, root } = await desk(FILES);
    await run('config set dev notes/TOKEN', { readStdin: async () => 'hunter2' });
    expect((await run('deploy dev --yes')).exit).toBe(0);
    const { exit, stdout } = await run('report dev --out report.html');
    expect([exit, stdout]).toEqual([0, 'The report is in report.html\n']);
    const page = await readFile(join(root, 'report.html'), 'utf8');
    expect(page).toContain('create complete');
    expect(page).toContain('The critical path: database, then notes.');
    expect(page).toContain('PAGE_SIZE');
    expect(page).not.toContain('hunter2');
  });

  it('is a document for a script, with every environment when none is named', async () => {
    const { run } = await desk({ ...FILES, 'prod.yaml': definition(SERVICES) });
    const { environments } = (await run('report --output json')).json();
    expect(environments).toMatchObject([
      { environment: 'dev', deployments: [], services: [{ status: 'ABSENT' }, { status: 'ABSENT' }], file: null },
      { environment: 'prod' },
    ]);
  });

  it('is made also when an environment cannot be reached, and says so', async () => {
    const away = definition(SERVICES, { account: { id: '999999999999', roleArn: 'arn:aws:iam::999999999999:role/x' } });
    const { run } = await desk({ ...FILES, 'away.yaml': away });
    const { exit, stdout, stderr } = await run('report');
    expect(exit).toBe(1);
    expect(stdout).toContain('It could not be looked at.');
    expect(stdout).toContain('id="env-dev"');
    expect(stderr).toContain('AccessDenied');
  });

  it('refuses a file that cannot be written', async () => {
    const { run } = await desk(FILES);
    const { exit, stderr } = await run('report dev --out nowhere/report.html');
    expect(exit).toBe(4);
    expect(stderr).toContain('cannot be written');
  });
});
