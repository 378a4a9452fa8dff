import type { AccountCreation } from '../../aws/types/organizations.ts';
import type { ErrorCode } from '../../diagnostics/codes.ts';
import { fail } from '../../diagnostics/error.ts';
import type { MemberAccount } from '../../model/environment.ts';

interface Failure {
  readonly code: ErrorCode;
  readonly message: (account: MemberAccount) => string;
  readonly hint: string;
}

const PAYMENT = 'give the management account a valid payment method, then run create-account again';

/** Accounts of AWS in China need a business licence, which AWS checks. */
function business(state: string, hint: string): Failure {
  return {
    code: 'AwsError',
    message: () => `the business validation of the management account ${state}`,
    hint: `${hint}, then run create-account again`,
  };
}

const OTHER_IDENTITY = business(
  'is for somebody else than the owner of the account',
  'submit the licence of the owner, or correct the owner',
);

/** AWS's reasons for which no account was made, and what to do about each. The list is open. */
const FAILURES: Readonly<Record<string, Failure>> = {
  ACCOUNT_LIMIT_EXCEEDED: {
    code: 'AccountLimitReached',
    message: () => 'the organization has as many accounts as it may have',
    hint: 'raise the Organizations quota "Maximum number of accounts" (L-E619E033); closed accounts count for 90 days',
  },
  EMAIL_ALREADY_EXISTS: {
    code: 'EmailInUse',
    message: ({ email }) => `an AWS account with the e-mail ${email} exists already`,
    hint: 'give another e-mail in account.email; that of a closed account cannot be used again',
  },
  INVALID_EMAIL: {
    code: 'AwsError',
    message: ({ email }) => `AWS does not accept the e-mail ${email}`,
    hint: 'correct account.email',
  },
  INVALID_ADDRESS: {
    code: 'AwsError',
    message: () => 'AWS does not accept the postal address of the management account, which new accounts get too',
    hint: 'correct the contact information of the management account, then run create-account again',
  },
  CONCURRENT_ACCOUNT_MODIFICATION: {
    code: 'AwsError',
    message: ({ name }) => `account ${name} is being changed by somebody else`,
    hint: 'run create-account again',
  },
  INTERNAL_FAILURE: {
    code: 'AwsError',
    message: ({ name }) => `AWS could not make account ${name}`,
    hint: 'run create-account again in a while; ask AWS Support when it goes on',
  },
  MISSING_PAYMENT_INSTRUMENT: {
    code: 'AwsError',
    message: () => 'the management account has no payment method',
    hint: PAYMENT,
  },
  INVALID_PAYMENT_INSTRUMENT: {
    code: 'AwsError',
    message: () => 'the payment method of the management account is not valid',
    hint: PAYMENT,
  },
  MISSING_BUSINESS_VALIDATION: business('is missing', 'submit the business licence to AWS'),
  PENDING_BUSINESS_VALIDATION: business('is still going on', 'wait until AWS has finished it'),
  FAILED_BUSINESS_VALIDATION: business('has failed', 'see what AWS wrote about it and submit the licence again'),
  UNKNOWN_BUSINESS_VALIDATION: business('has come to no result', 'ask AWS Support about it'),
  INVALID_IDENTITY_FOR_BUSINESS_VALIDATION: OTHER_IDENTITY,
  IDENTITY_INVALID_BUSINESS_VALIDATION: OTHER_IDENTITY,
  GOVCLOUD_ACCOUNT_ALREADY_EXISTS: {
    code: 'AwsError',
    message: ({ name }) => `account ${name} exists already in AWS GovCloud (US)`,
    hint: 'give another account.name and account.email',
  },
  UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED: {
    code: 'AwsError',
    message: ({ name }) => `AWS cannot add the tags of account ${name} to a resource policy that is there already`,
    hint: "look at the organization's resource policy: aws organizations describe-resource-policy",
  },
};

/** No request was answered, and no account is there. */
const UNANSWERED: Failure = {
  code: 'AwsError',
  message: ({ name }) => `AWS did not make account ${name}: no answer to organizations:CreateAccount says why`,
  hint: 'run create-account again in a while: should a lost request be carried out after all, its account is found and taken',
};

/** Throws what a failed creation means to the one who asked for it. */
export function refuseCreation(
  account: MemberAccount,
  reason: AccountCreation['failureReason'],
  cause?: unknown,
): never {
  const failure = reason === null ? UNANSWERED : FAILURES[reason];
  const message = failure?.message(account) ?? `AWS did not make account ${account.name}: ${reason ?? ''}`;
  const hint = failure?.hint ?? 'see FailureReason of CreateAccountStatus in the Organizations API reference';
  fail(failure?.code ?? 'AwsError', message, { hint, at: account.at, ...(cause === undefined ? {} : { cause }) });
}
