import { expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';
import { slow } from '../../support/templates.ts';

it('stacks that are pruned are told with their seconds, and as the end of the critical path', async () => {
  const { run, write } = await desk({
    'dev.yaml': definition({
      a: service('a'),
      b: service('b', { parameters: { From: '${output:a.Name}' } }),
      c: service('c'),
    }),
    ...stackFile('a', { more: slow(20) }),
    ...stackFile('b', { more: slow(40), parameters: ['From'] }),
    ...stackFile('c'),
  });
  expect((await run('deploy dev --yes')).exit).toBe(0);
  await write({ 'dev.yaml': definition({ c: service('c') }) });
  const pruned = await run('deploy dev --prune --yes --output json');
  expect(pruned.exit, pruned.stderr).toBe(0);
  const document = pruned.json() as { services: { service: string; seconds: number }[]; criticalPathSeconds: number };
  const seconds = new Map(document.services.map((one) => [one.service, one.seconds]));
  expect([...seconds.keys()].sort()).toEqual(['a', 'b', 'c']);
  expect(seconds.get('a')).toBeGreaterThan(1);
  expect(seconds.get('b')).toBeGreaterThan(1);
  expect(document.criticalPathSeconds).toBe(Math.max(seconds.get('a') ?? 0, seconds.get('b') ?? 0));
  expect(document).toMatchObject({ criticalPath: [expect.stringMatching(/^[ab]$/)] });
});
