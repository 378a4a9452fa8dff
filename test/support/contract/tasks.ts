import type { JsonObject } from '../../../src/model/json.ts';
import { EXIT } from '../../../src/diagnostics/codes.ts';
import type { Files } from '../folder.ts';
import type { Task } from '../faults/case.ts';
import { KINDS, type Kind } from '../faults/kinds.ts';
import { definition, service, stackFile } from '../project.ts';

/** Where a command of the campaign starts: in an empty account, after a deployment, or after one of what is no longer wanted. */
export type Start = 'empty' | 'deployed' | 'changed';

export const TASKS: readonly Task<Start>[] = [
  { line: 'create-account new', stage: 'empty' },
  { line: 'deploy dev --yes', stage: 'empty' },
  { line: 'deploy dev --prune --yes', stage: 'changed' },
  { line: 'config set dev a/LIMIT=5', stage: 'deployed' },
  { line: 'destroy dev --purge --yes', stage: 'deployed' },
  { line: 'plan dev', stage: 'changed' },
  { line: 'status dev', stage: 'deployed' },
  { line: 'history dev', stage: 'deployed' },
  { line: 'config show dev', stage: 'deployed' },
  { line: 'list --long', stage: 'deployed' },
];

/** These only look: two runs of them meet in one account. */
export function isLook({ line }: Task): boolean {
  return /^(plan|status|history|config show|list) /.test(line);
}

/** Everything lives in the caller's own account, so that little has to be made before a command. */
export function filesFor(account: string, start: Start): Files {
  const runtime: JsonObject = { LIMIT: { default: '1' }, PAGE_SIZE: start === 'changed' ? '50' : '20' };
  const a = service('a', { runtime, protected: false });
  const services: JsonObject = start === 'changed' ? { a } : { a, b: service('b') };
  return {
    'environments/dev.yaml': definition(services, { account: { id: account } }),
    'environments/new.yaml': { ...definition({}), account: { email: 'new@example.com' } },
    ...stackFile('a', {
      value: start === 'changed' ? 'changed' : 'x',
      exports: { 'Fn::Sub': '${AWS::StackName}-Name' },
    }),
    ...stackFile('b', { value: { 'Fn::ImportValue': 'notes-dev-a-Name' } }),
  };
}

/** Those that the campaign on the embedded AWS has in virtual time only; and those that the endpoint makes otherwise. */
const OTHERWISE = new Set(['killed before', 'killed after', 'no answer in 30 s', 'slow, 20 s', 'credentials expired']);

/** What an endpoint does: its answers are late by a second, and credentials that are over stay so. */
export const ENDPOINT_KINDS: readonly Kind[] = [
  ...KINDS.filter(({ name }) => !OTHERWISE.has(name)),
  { name: 'slow, 1 s', effect: { type: 'slow', ms: 1_000 }, times: 3, exits: [EXIT.done], codes: [] },
  {
    name: 'credentials over',
    effect: { type: 'expired' },
    times: 1,
    exits: [EXIT.failed],
    codes: ['CredentialsMissing'],
    locksOut: true,
  },
];
