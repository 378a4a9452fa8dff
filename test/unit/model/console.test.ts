import { describe, expect, it } from 'vitest';
import { consoleUrl, signinUrl, switchRoleUrl } from '../../../src/model/console.ts';

describe('addresses of the console', () => {
  it.each([
    [
      'eu-west-1',
      'https://signin.aws.amazon.com',
      'https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1',
    ],
    [
      'cn-north-1',
      'https://signin.amazonaws.cn',
      'https://cn-north-1.console.amazonaws.cn/console/home?region=cn-north-1',
    ],
    [
      'us-gov-west-1',
      'https://signin.amazonaws-us-gov.com',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/console/home?region=us-gov-west-1',
    ],
  ])('of %s', (region, signin, console) => {
    expect(signinUrl(region)).toBe(signin);
    expect(consoleUrl(region)).toBe(console);
  });

  const role = { account: '123456789012', role: 'path/Admin', region: 'eu-west-1', isProtected: false };
  const colour = (displayName: string): string | null =>
    new URL(switchRoleUrl({ ...role, displayName })).searchParams.get('color');

  it('have the same colour for the same name, and not one for all', () => {
    const names = ['notes-dev', 'notes-staging', 'notes-dev-emma', 'notes-pr-12', 'notes-pr-13', 'notes-test'];
    expect(names.map(colour)).toEqual(names.map(colour));
    expect(new Set(names.map(colour)).size).toBeGreaterThan(1);
  });

  it('name a role with its path', () => {
    expect(new URL(switchRoleUrl({ ...role, displayName: 'x' })).searchParams.get('roleName')).toBe('path/Admin');
  });
});
