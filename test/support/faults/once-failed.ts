import type { Case } from './case.ts';

/** Command, operation and trouble of cases that once had problems: no sample leaves them out. */
const ONCE_FAILED: readonly (readonly [line: string, operation: string, kind: string])[] = [
  ['create-account dev', 'organizations:CreateAccount', 'throttled for ever'],
  ['create-account dev', 'organizations:CreateAccount', 'status 500 for ever'],
  ['list --long', 'iam:ListAccountAliases', 'killed before'],
  ['deploy emma --yes', 'ssm:PutParameter', 'killed after'],
  ['deploy pr --create --yes', 'ssm:PutParameter', 'killed after'],
  ['close-account dev --confirm dev', 'organizations:CloseAccount', 'throttled for ever'],
  ['deploy pr --create --yes', 'ssm:PutParameter', 'killed before'],
  ['reap --close --yes', 'organizations:CloseAccount', 'throttled for ever'],
  ['reap --close --yes', 'organizations:DescribeOrganization', 'access denied'],
  ['deploy pr --create --yes', 's3:GetBucketTagging', 'access denied'],
  ['deploy dev --yes', 's3:HeadObject', 'credentials expired'],
  ['deploy dev --prune --yes', 'ssm:DeleteParameters', 'status 500 for ever'],
];

/** Those that once had problems first, the others as they come. */
export function hardFirst<C extends Case>(cases: readonly C[]): C[] {
  const hard = cases.filter(isHard);
  return [...hard, ...cases.filter((one) => !isHard(one))];
}

function isHard({ task, operation, kind }: Case): boolean {
  return ONCE_FAILED.some(([line, asked, name]) => task.line === line && operation === asked && kind.name === name);
}
