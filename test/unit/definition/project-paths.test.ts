import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pathProblems, type KnownPaths, type PathClaim } from '../../../src/definition/project-paths.ts';
import { folder } from '../../support/folder.ts';

it('what several environments name is looked at once', async () => {
  const root = await folder({ 'a.yaml': '' });
  const path = join(root, 'a.yaml');
  const at = { file: join(root, 'dev.yaml'), line: 1, column: 1 };
  const claim: PathClaim = { path, kind: 'file', what: 'template', at, code: 'DefinitionInvalid' };
  const known: KnownPaths = new Map();
  expect(pathProblems(root, [claim, claim], known)).toEqual([]);
  expect([...known.keys()].sort()).toEqual([root, path]);
  await rm(path);
  expect(pathProblems(root, [claim], known)).toEqual([]);
  expect(pathProblems(root, [claim])).toMatchObject([{ message: 'template a.yaml does not exist' }]);
});
