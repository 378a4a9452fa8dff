import type { ErrorCode } from '../diagnostics/codes.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import { awsCode, awsMessage, awsReason, isOfCaller, networkCode, requestIdOf, statusOf } from './codes.ts';

/** The request that failed, for the message. */
export interface FailedCall {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  /** True: a new account that was given its time. */
  readonly unready?: boolean;
}

interface Wording {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
}

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AccessDeniedForDependencyException',
]);

const CREDENTIALS = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'InvalidToken',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'IncompleteSignature',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'AuthFailure',
  'LoginRequired',
]);

const SIGN_IN =
  'sign in (`aws sso login`), or set AWS_PROFILE, --profile, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';

/**
 * What the SDK threw, in the contract's codes. AWS's own error stays reachable as the cause (`awsCode`). What is already
 * an EnvctlError, an interruption or a bug is passed on as it is.
 */
export function asEnvctlError(error: unknown, call: FailedCall): unknown {
  if (error instanceof EnvctlError || !(error instanceof Error)) return error;
  if (error.name === 'AbortError' || isBug(error)) return error;
  const { code, message, hint } = wordingOf(error, call);
  return new EnvctlError([diagnostic(code, message, { hint, cause: causeOf(error) })], { cause: error });
}

/** What no answer has led to, and no connection either: the program itself is wrong. */
function isBug(error: Error): boolean {
  const programming = [TypeError, ReferenceError, RangeError].some((kind) => error instanceof kind);
  return programming && statusOf(error) === null && networkCode(error) === null;
}

/** For credentials that could not be had at all, before any request was sent. */
export function credentialsMissing(error: unknown, profile: string | null): EnvctlError {
  const where = profile === null ? '' : ` in profile ${profile}`;
  const message = `no usable AWS credentials${where}: ${awsMessage(error)}`;
  return new EnvctlError([diagnostic('CredentialsMissing', message, { hint: SIGN_IN })], { cause: error });
}

function wordingOf(error: Error, call: FailedCall): Wording {
  const code = awsCode(error) ?? '';
  if (call.unready && !isLasting(error)) return unready(error, call);
  if (DENIED.has(code) || (statusOf(error) === 403 && !CREDENTIALS.has(code))) return denied(error, call);
  if (CREDENTIALS.has(code)) {
    const message = `${call.service}:${call.operation}: AWS does not accept the credentials: ${said(error)}`;
    return { code: 'CredentialsMissing', message, hint: SIGN_IN };
  }
  if (code === 'AWSOrganizationsNotInUseException') {
    const message = 'the caller’s account is in no organization';
    return {
      code: 'OrganizationMissing',
      message,
      hint: 'use the management account’s credentials, or `--create-organization`',
    };
  }
  return { code: 'AwsError', message: `${whichCall(call)}: ${said(error)}`, hint: hintFor(error) };
}

/**
 * True for a denial that names what is missing, and that a new account's first minutes do not explain: in these its roles are
 * not known yet, or none of its services answers. Who may not enter is told apart before that (`isUnready`).
 */
function isLasting(error: Error): boolean {
  const code = awsCode(error) ?? '';
  if (!DENIED.has(code)) return false;
  const action = ACTION.exec(awsMessage(error))?.[1] ?? null;
  return code === 'UnauthorizedOperation' || (action !== null && action !== 'sts:AssumeRole');
}

const ROLE_ACCOUNT = /arn:[\w-]+:iam::(\d{12}):role\//;

function unready(error: Error, call: FailedCall): Wording {
  const text = said(error);
  // Who assumes a role asks as the caller: the account that is meant is the role's.
  const account = call.account === 'caller' ? ROLE_ACCOUNT.exec(text)?.[1] : call.account;
  const message = `${account ? `account ${account}` : 'the account'} cannot be used yet: ${call.service}:${call.operation}: ${text}`;
  return {
    code: 'AccountNotReady',
    message,
    hint: 'a new account takes a while; run the command again in some minutes',
  };
}

/** `is not authorized to perform: s3:PutObject on resource: "arn:…"`, in the several ways in which services put it. */
const ACTION = /(?:not authorized to perform:?|perform the following action:?)\s+([a-z0-9-]+:[A-Za-z0-9]+)/;
const RESOURCE = /on (?:the following )?resource:?\s+"?([^\s"]+)"?/;

function denied(error: Error, call: FailedCall): Wording {
  const text = awsMessage(error);
  const action = ACTION.exec(text)?.[1] ?? `${call.service}:${call.operation}`;
  const resource = RESOURCE.exec(text)?.[1];
  const message = `not allowed: ${action}${resource ? ` on ${resource}` : ''} in ${place(call)}`;
  const hint =
    action !== 'sts:AssumeRole'
      ? 'give the role in use this permission, or look for a policy of the organization that denies it'
      : isOfCaller(text)
        ? 'give the caller this permission'
        : 'check that the role exists and trusts the caller, and that the external id is right';
  return { code: 'AccessDenied', message, hint };
}

function hintFor(error: Error): string | null {
  if (/certificate/i.test(awsMessage(error))) return 'name the certificates that your network uses in AWS_CA_BUNDLE';
  if (networkCode(error) !== null) return 'check the network, and AWS_ENDPOINT_URL if it is set';
  const isMissing = statusOf(error) === 501 && awsCode(error) !== 'SimulatorDefect';
  return isMissing ? 'the endpoint does not have this operation' : null;
}

function whichCall(call: FailedCall): string {
  return `${call.service}:${call.operation} in ${place(call)}`;
}

function place(call: FailedCall): string {
  return call.account === 'caller' ? call.region : `account ${call.account}, ${call.region}`;
}

/** AWS's code, reason and words. A gateway's HTML page (503 of a proxy) reaches us as a parse error: the status says more. */
function said(error: Error): string {
  const code = awsCode(error);
  if (code === 'SyntaxError') return `an answer that cannot be read, status ${statusOf(error) ?? 'unknown'}`;
  // To HEAD, S3 answers without a body, and so without a reason.
  if (code === 'Unknown' || code === 'UnknownError') return `no reason, status ${statusOf(error) ?? 'unknown'}`;
  const reason = awsReason(error);
  const text = awsMessage(error) || `status ${statusOf(error) ?? 'unknown'}`;
  return `${code}${reason ? ` (${reason})` : ''}: ${text}`;
}

function causeOf(error: Error): string {
  const id = requestIdOf(error);
  return `${said(error)}${id ? ` [request ${id}]` : ''}`;
}
