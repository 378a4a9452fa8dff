import { expect, test } from 'vitest';
import { own } from '../support/scenario/definitions.ts';
import { scene } from '../support/scenario/scene.ts';
import { accountIn, done } from '../support/scenario/verdict.ts';

test('profile blocks and switch-role links lead into the accounts that are there', async () => {
  const { run, show, project } = await scene({ 'dev.yaml': own(), 'prod.yaml': own({}, { protected: true }) });
  const account = accountIn(await done(run('create-account prod')));
  const role = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;

  const profiles = await show('profiles');
  expect(profiles.exit, profiles.stderr).toBe(0);
  expect(profiles.stdout).toContain(`[profile ${project}-prod]`);
  expect(profiles.stdout).toMatch(new RegExp(`^role_arn *= *${role}$`, 'm'));
  expect(profiles.stdout).not.toContain(`${project}-dev`);

  const { url } = await done(run('console prod --switch-role --role admin'));
  const link = new URL(typeof url === 'string' ? url : '');
  expect(link.pathname).toBe('/switchrole');
  expect(Object.fromEntries(link.searchParams)).toEqual({
    account,
    roleName: 'OrganizationAccountAccessRole',
    displayName: `${project}-prod`,
    color: expect.stringMatching(/^[0-9A-F]{6}$/),
  });
});
