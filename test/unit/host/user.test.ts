import { userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { userName } from '../../../src/host.ts';

it('whoever runs it is called by the name of the system’s user', () => {
  expect(userName()).toBe(userInfo().username);
});

it('a user id to which no name belongs, as in a container, is told as it is', () => {
  const noEntry = (): never => {
    throw new Error('ENOENT: no such file or directory, uv_os_get_passwd');
  };
  expect(userName(noEntry)).toBe(`uid-${process.getuid?.() ?? 'unknown'}`);
});
