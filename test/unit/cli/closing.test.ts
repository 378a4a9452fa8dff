import { expect, it } from 'vitest';
import { desk } from '../../support/cli.ts';
import { definition } from '../../support/project.ts';

const CLOSE = 'close-account emma --confirm emma';

it('is told by list, status and closing again while AWS goes on calling the account ACTIVE', async () => {
  const { run } = await desk({ 'emma.yaml': definition({}, { account: { email: 'aws+emma@example.com' } }) });
  const told = async (line: string): Promise<string> => {
    const { exit, stdout, stderr } = await run(line);
    expect(exit, stderr).toBe(0);
    return stdout;
  };
  await told('create-account emma');
  expect(await told('status emma')).toMatch(/^emma \d{12} ACTIVE /);
  expect(await told(CLOSE)).toContain('closing (it takes AWS some minutes)');
  expect(await told('list')).toMatch(/emma +\d{12} +closing /);
  expect(await told('status emma')).toMatch(/^emma \d{12} closing /);
  expect(await told(CLOSE)).toMatch(/closing \(asked for at .* UTC already; it takes AWS some minutes\)/);
});
