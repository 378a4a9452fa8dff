import { stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clean, jsonText } from '../../../src/report/clean.ts';
import { openSimulatorFile } from '../../../src/simulator/file.ts';
import { ESCAPES, OBEYED } from '../../support/campaign.ts';
import { desk } from '../../support/cli.ts';
import { folder } from '../../support/folder.ts';
import { definition, enter, REGION, service } from '../../support/project.ts';

describe('what a terminal would obey', () => {
  it('is in nothing that any command prints, wherever it came from', async () => {
    const services = {
      a: service('a', {
        runtime: { SIZE: { default: ESCAPES }, LIVE: { value: ESCAPES, apply: 'live' } },
        build: { command: `printf '\\033]0;title\\007'`, directory: '../stack' },
        buildConfig: '../stack/config',
        parameters: { Text: ESCAPES },
      }),
    };
    const { run, world } = await desk({
      'dev.yaml': definition(services, { tags: { a: ESCAPES }, config: { a: { b: ESCAPES } } }),
      'two.yaml': definition(services),
      'stack/config/dev.yaml': { text: ESCAPES, [`key ${ESCAPES}`]: 1 },
      'stack/config/two.yaml': { text: 'plain' },
      'stack/a.json': {
        Parameters: { Text: { Type: 'String' } },
        Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
        Outputs: { Url: { Value: { 'Fn::Sub': `https://\${Text}` } } },
      },
    });
    const byHand = `\u001b[2J${ESCAPES}`;
    await (
      await enter(world)
    )
      .ssm(REGION)
      .put({ name: '/notes/dev/a/HAND', value: byHand, type: 'String', exists: false });
    const commands = [
      'validate',
      'plan dev',
      'deploy dev --yes --verbose',
      'status dev',
      'history dev',
      'list',
      'graph dev',
      'config show dev',
      'config diff dev two',
      'config history dev a/HAND',
      'config copy dev two --dry-run',
      `config set dev a/HAND=${ESCAPES.replaceAll(' ', '')}`,
      `config get dev a/${ESCAPES}`,
      `deploy ${ESCAPES}`,
      ESCAPES,
      'plan dev --output json',
      'status dev --output json',
      'config show dev --output json',
      'destroy dev --yes',
    ];
    for (const command of commands) {
      const { stdout, stderr } = await run(command);
      expect(stdout + stderr, command).not.toMatch(OBEYED);
    }
  });

  it('stands in a JSON document as an escape, so that the value is the same', () => {
    const document = { [ESCAPES]: [ESCAPES, 'plain\ttext\n'] };
    expect(jsonText(document)).not.toMatch(OBEYED);
    expect(JSON.parse(jsonText(document))).toEqual(document);
    expect(clean(ESCAPES)).not.toMatch(OBEYED);
  });
});

describe('a file that is its owner’s alone', () => {
  it('is so also where one that everybody may read is there already', async () => {
    const services = { a: service('a') };
    const { root, run } = await desk({
      'dev.yaml': definition(services),
      'stack/a.json': { Resources: { T: { Type: 'AWS::SNS::Topic' } } },
    });
    await writeFile(join(root, 'dev.plan'), 'old', { mode: 0o644 });
    expect((await run('plan dev --out dev.plan')).exit).toBe(0);
    expect((await stat(join(root, 'dev.plan'))).mode & 0o777).toBe(0o600);
    expect((await run(`plan dev --out ${root}`)).stderr).toContain('cannot be written');
  });

  it('is not written through a link that somebody put in its way', async () => {
    const root = await folder({ 'victim.txt': 'mine', '.envctl/.keep': '' });
    const path = join(root, '.envctl/simulator.json');
    await symlink(join(root, 'victim.txt'), `${path}.tmp`);
    (await openSimulatorFile(path)).close();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(root, 'victim.txt'))).size).toBe('mine'.length);
  });
});
