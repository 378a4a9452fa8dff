// What each error code means and what to do about it, for docs/exit-codes.md.

/** By code: what happened, and what to do next. */
export const MEANINGS = {
  UsageInvalid: [
    'The command line is not understood, or a file that it names cannot be used.',
    'See `envctl <command> --help`.',
  ],
  DefinitionInvalid: ['A definition, or the name of one, is wrong.', 'The message names file, line and column.'],
  TemplateInvalid: [
    'A CloudFormation template cannot be read, or does not fit its service.',
    'Correct the template at the place that is named.',
  ],
  ConfigInvalid: [
    'Build-time configuration is missing, or its schema refuses it.',
    'Correct the file in the folder that `buildConfig` names.',
  ],
  DependencyCycle: ['Services wait for each other.', 'The cycle is printed: take one of its edges away.'],
  UnknownReference: [
    'A reference, or an entry of `dependsOn`, names what is not there.',
    'The hint names what comes nearest.',
  ],
  Protected: [
    'The environment, or a service that would go, is protected.',
    'Edit the definition, or add `--include-protected` where it is offered.',
  ],
  Borrowed: [
    'Other environments use a service or live in the account.',
    'Destroy or move the borrowers that are listed first.',
  ],
  ApprovalRequired: [
    'A service with `approval: manual` would change and nobody has approved it.',
    'Name it in `--approve`, or leave it out with `--only`.',
  ],
  ConfirmationRequired: [
    'Something would change and there is nobody to ask, or the answer was no.',
    'Look at the plan, then add `--yes` (`--confirm <env>` to close an account).',
  ],
  Locked: ['Another deployment of the environment is running.', 'Wait, or add `--wait`.'],
  PlanStale: ['What is there is no longer what the plan was made for.', 'Make the plan again and look at it.'],
  NotOwned: [
    'A stack, bucket or account of that name lacks the tags of envctl.',
    'Add `--adopt` if it is meant to be taken over.',
  ],
  WrongAccount: [
    'The caller, the account or the organization is not what the definition says.',
    'Use other credentials, or correct `account`.',
  ],
  QuotaTooLow: ['A quota that the definition asks for is lower than needed.', 'Ask AWS for more.'],
  SecretMissing: ['A secret that a service declares has not been set.', 'Set it with `envctl config set`.'],
  OutputMissing: [
    'A value is needed from a service that is not deployed.',
    'Deploy the environment that is named first.',
  ],
  AccountNotFound: ['The environment has no account yet.', 'Run `envctl create-account`, or deploy with `--create`.'],
  OrganizationMissing: [
    'The caller is in no organization, or in one without all features.',
    'Add `--create-organization`, or use credentials of the organization.',
  ],
  DeploymentNotFound: [
    '`--to` names a deployment that there is not, or of which not everything is kept.',
    'Take an id of `envctl history`, or deploy the commit itself.',
  ],
  CredentialsMissing: [
    'There are no AWS credentials, or they have expired.',
    'Log in, or name a profile with `--profile`.',
  ],
  AccessDenied: ['AWS refuses a call.', 'Give the caller the action that is named.'],
  AccountNotReady: ['A new account could not be used in time.', 'Run the command again: it goes on.'],
  AccountLimitReached: [
    'The organization may not have more accounts.',
    'Ask AWS for more, or wait until closed ones have left.',
  ],
  EmailInUse: [
    'The e-mail address belongs to another account.',
    'Change `account.email`; an address is never free again.',
  ],
  CloseQuotaReached: [
    'The organization may close no more accounts for now.',
    'Run the command again later: the account stays marked.',
  ],
  StackFailed: [
    'CloudFormation refused or rolled back a change.',
    'The first resource that failed is shown with its reason.',
  ],
  BuildFailed: ['The `build` command of a service failed.', 'Its last lines are shown.'],
  HookFailed: ['The `after` command of a service failed.', 'Its last lines are shown; the stack itself is up.'],
  AwsError: ['Anything else that AWS answered, or a defect of envctl.', 'Run it again with `--verbose`.'],
  Interrupted: ['Ctrl-C or a signal.', 'Run the same command again: it goes on.'],
};
