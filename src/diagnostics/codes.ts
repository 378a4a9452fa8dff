/** What the process answers with; `docs/exit-codes.md` is the table for users. */
export const EXIT = { done: 0, failed: 1, changes: 2, refused: 3, invalid: 4, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Every error code that a script can meet, by the exit code it leads to. Adding one is a change of the contract. */
export const CODES = {
  [EXIT.invalid]: [
    'UsageInvalid',
    'DefinitionInvalid',
    'TemplateInvalid',
    'ConfigInvalid',
    'DependencyCycle',
    'UnknownReference',
  ],
  [EXIT.refused]: [
    'Protected',
    'Borrowed',
    'ApprovalRequired',
    'ConfirmationRequired',
    'Locked',
    'PlanStale',
    'NotOwned',
    'WrongAccount',
    'QuotaTooLow',
    'SecretMissing',
    'OutputMissing',
    'AccountNotFound',
    'OrganizationMissing',
    'DeploymentNotFound',
  ],
  [EXIT.failed]: [
    'CredentialsMissing',
    'AccessDenied',
    'AccountNotReady',
    'AccountLimitReached',
    'EmailInUse',
    'CloseQuotaReached',
    'StackFailed',
    'BuildFailed',
    'HookFailed',
    'AwsError',
  ],
  [EXIT.interrupted]: ['Interrupted'],
} as const;

export type ErrorCode = (typeof CODES)[keyof typeof CODES][number];

const exitByCode = new Map<string, ExitCode>(
  Object.entries(CODES).flatMap(([exit, codes]) => codes.map((code) => [code, Number(exit) as ExitCode] as const)),
);

/** The exit code that an error of this code ends the process with. */
export function exitOf(code: ErrorCode): ExitCode {
  return exitByCode.get(code) ?? EXIT.failed;
}
