import { execa } from 'execa';
import { relative } from 'node:path';
import type { Loaded } from '../stages/load.ts';
import { failing, note, ok, type Check } from './check.ts';

/** The Node that this runs on; one that is too old does not come as far as this. */
export function checkNode(): Check {
  return ok('node', process.versions.node);
}

/** Without git nothing fails, but records name no commit, and --since and the project's root are not to be had. */
export async function checkGit(cwd: string): Promise<Check> {
  const version = await execa('git', ['--version'], { reject: false });
  if (version.failed) {
    return note('git', 'git is not installed', 'install it: deployments then tell their commit, and --since works');
  }
  const inside = await execa('git', ['rev-parse', '--show-toplevel'], { cwd, reject: false });
  const found = version.stdout.replace(/^git version /, '').trim();
  return inside.failed
    ? note('git', `${found}, but this folder is in no repository`, 'git init: deployments then tell their commit')
    : ok('git', found);
}

/** Whether the definitions are in order. */
export function checkDefinitions({ environments, invalid, diagnostics, project }: Loaded, cwd: string): Check {
  const folder = relative(cwd, project.dir) || '.';
  const [first] = diagnostics;
  if (first) {
    const names = invalid.map(({ name }) => name).join(', ');
    const message = names === '' ? first.message : `${names}: ${first.message}`;
    return failing('definitions', { code: first.code, message, hint: 'see all of it with envctl validate' });
  }
  if (environments.length === 0)
    return note('definitions', `there is no environment in ${folder}`, 'write one, or begin with envctl init');
  return ok('definitions', `${environments.map(({ name }) => name).join(', ')} in ${folder}`);
}
