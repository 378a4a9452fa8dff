import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../support/folder.ts';
import { envctl, SAMPLE } from '../support/process.ts';

/** One environment of the sample, from the creation of its account to its closure; each command is a process of its own. */
describe('the life of an environment', () => {
  it('goes from command to command', async () => {
    const root = await folder({});
    await cp(SAMPLE, join(root, 'environments'), { recursive: true });
    const run = (line: string) => envctl(`${line} --simulate --output json`, root);

    expect((await run('create-account staging')).json()).toMatchObject({
      outcome: 'created',
      organizationalUnit: 'Workloads/Staging',
    });
    expect((await run('create-account staging')).json()).toMatchObject({ outcome: 'existing' });
    expect((await run('plan staging --detailed-exitcode')).exit).toBe(2);

    const deployed = await run('deploy staging --yes');
    expect(deployed.exit).toBe(0);
    const services = deployed.json()['services'] as { service: string; outcome: string }[];
    expect(services.map(({ service, outcome }) => `${service} ${outcome}`).sort()).toEqual([
      'auth created',
      'database created',
      'notes created',
      'uploads created',
      'users created',
    ]);
    expect((await run('deploy staging --yes')).json()).toMatchObject({ outcome: 'unchanged' });
    expect((await run('plan staging --detailed-exitcode')).exit).toBe(0);

    const borrowing = await run('deploy dev-emma --create --yes');
    expect(borrowing.exit).toBe(0);
    expect(borrowing.json()['services']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ service: 'database', outcome: 'shared' }),
        expect.objectContaining({ service: 'notes', outcome: 'created' }),
      ]),
    );
    expect((await run('plan dev-emma --detailed-exitcode')).exit).toBe(0);
    expect((await run('destroy staging --yes')).json()).toMatchObject({ error: { code: 'Borrowed' } });

    const template = join(root, 'environments/services/uploads/template.yaml');
    await writeFile(template, `${await readFile(template, 'utf8')}\n  Added: { Value: more }\n`);
    expect((await run('plan staging --out staging.plan --detailed-exitcode')).exit).toBe(2);
    const planned = await run('deploy --plan staging.plan --yes');
    expect(planned.exit).toBe(0);
    expect(planned.json()['services']).toEqual(
      expect.arrayContaining([expect.objectContaining({ service: 'uploads', outcome: 'updated' })]),
    );
    const stale = await run('deploy --plan staging.plan --yes');
    expect(stale.exit).toBe(3);
    expect(stale.json()).toMatchObject({ error: { code: 'PlanStale' } });

    expect((await run('close-account dev-emma --confirm dev-emma')).exit).toBe(0);
    expect((await run('destroy staging --yes')).json()).toMatchObject({ outcome: 'succeeded' });
    expect((await run('destroy staging --yes')).json()).toMatchObject({ outcome: 'unchanged' });
    expect((await run('close-account staging --confirm staging')).exit).toBe(0);
    const listed = (await run('list')).json()['environments'] as { name: string; freesQuotaOn: string | null }[];
    expect(listed.find(({ name }) => name === 'staging')?.freesQuotaOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  }, 240_000);
});
