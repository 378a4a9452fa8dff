import { describe, expect, it } from 'vitest';
import { asEnvctlError, credentialsMissing } from '../../../src/aws/errors.ts';
import { awsCode, awsReason, networkCode, requestIdOf, statusOf, unless } from '../../../src/aws/codes.ts';
import type { ErrorCode } from '../../../src/diagnostics/codes.ts';
import { EnvctlError } from '../../../src/diagnostics/error.ts';

const CALL = { service: 'cloudformation', operation: 'CreateChangeSet', account: '111111111111', region: 'eu-west-1' };

function sdkError(name: string, message = '', status = 400, more: object = {}): Error {
  const $metadata = { httpStatusCode: status, requestId: 'req-1' };
  return Object.assign(new Error(message), { name, $metadata, ...more });
}

function diagnosticOf(error: unknown, call: Parameters<typeof asEnvctlError>[1] = CALL) {
  const found = asEnvctlError(error, call);
  if (found instanceof EnvctlError) return found.diagnostics[0];
  throw new Error('not an EnvctlError');
}

describe('asEnvctlError', () => {
  it.each<[string, ErrorCode]>([
    ['AccessDenied', 'AccessDenied'],
    ['AccessDeniedException', 'AccessDenied'],
    ['UnauthorizedOperation', 'AccessDenied'],
    ['ExpiredToken', 'CredentialsMissing'],
    ['InvalidClientTokenId', 'CredentialsMissing'],
    ['UnrecognizedClientException', 'CredentialsMissing'],
    ['CredentialsProviderError', 'CredentialsMissing'],
    ['AWSOrganizationsNotInUseException', 'OrganizationMissing'],
    ['ValidationError', 'AwsError'],
    ['Throttling', 'AwsError'],
  ])('calls %s %s', (name, code) => {
    const found = diagnosticOf(sdkError(name, 'why'));
    expect(found.code).toBe(code);
  });

  it('names action and resource when AWS does', () => {
    const text =
      'User: arn:aws:sts::1:assumed-role/x/y is not authorized to perform: iam:CreateRole on resource: ' +
      'arn:aws:iam::111111111111:role/r because no identity-based policy allows the iam:CreateRole action';
    expect(diagnosticOf(sdkError('AccessDenied', text)).message).toBe(
      'not allowed: iam:CreateRole on arn:aws:iam::111111111111:role/r in account 111111111111, eu-west-1',
    );
  });

  it('names the operation when AWS says nothing, as S3 does of HEAD', () => {
    expect(diagnosticOf(sdkError('Unknown', 'UnknownError', 403)).message).toContain('cloudformation:CreateChangeSet');
  });

  it('says what to look at when a role cannot be assumed', () => {
    const found = diagnosticOf(sdkError('AccessDenied', 'nope'), { ...CALL, service: 'sts', operation: 'AssumeRole' });
    expect(found.hint).toContain('trusts');
  });

  it('quotes AWS’s code, words and request', () => {
    const error = sdkError('ConstraintViolationException', 'too many', 400, {
      Reason: 'ACCOUNT_NUMBER_LIMIT_EXCEEDED',
    });
    const found = diagnosticOf(error);
    expect(found.message).toBe(
      'cloudformation:CreateChangeSet in account 111111111111, eu-west-1: ' +
        'ConstraintViolationException (ACCOUNT_NUMBER_LIMIT_EXCEEDED): too many',
    );
    expect(found.cause).toContain('[request req-1]');
  });

  it('says of a page that is no answer which status it had', () => {
    expect(diagnosticOf(sdkError('SyntaxError', 'Unexpected token <', 503)).message).toContain('status 503');
    expect(diagnosticOf(sdkError('Unknown', 'UnknownError', 500)).message).toContain('no reason, status 500');
  });

  it('points at the certificates of the network', () => {
    const error = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(diagnosticOf(error).hint).toContain('AWS_CA_BUNDLE');
  });

  it('calls what a new account never stopped refusing AccountNotReady', () => {
    const found = diagnosticOf(sdkError('OptInRequired', 'not yet', 403), { ...CALL, unready: true });
    expect(found).toMatchObject({ code: 'AccountNotReady' });
    expect(found.message).toContain('111111111111');
  });

  it('calls what is still denied then AccessDenied when it names the action, as a new account does not', () => {
    const denied = (action: string) =>
      `User: arn:aws:sts::111111111111:assumed-role/r/s is not authorized to perform: ${action} on resource: *`;
    const unready = { ...CALL, unready: true };
    const found = diagnosticOf(sdkError('AccessDenied', denied('iam:CreateRole'), 403), unready);
    expect(found).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('not allowed: iam:CreateRole'),
    });
    expect(diagnosticOf(sdkError('UnauthorizedOperation', 'Encoded message: x', 403), unready).code).toBe(
      'AccessDenied',
    );
    expect(diagnosticOf(sdkError('AccessDenied', denied('sts:AssumeRole'), 403), unready).code).toBe('AccountNotReady');
  });

  it('leaves alone what is no failure of AWS', () => {
    const interrupted = Object.assign(new Error('stop'), { name: 'AbortError' });
    const ours = credentialsMissing(new Error('none'), null);
    const bugs = [new TypeError('x is not a function'), new ReferenceError('y is not defined')];
    for (const error of [interrupted, ours, 'text', ...bugs]) expect(asEnvctlError(error, CALL)).toBe(error);
  });
});

describe('what is known of an error', () => {
  const wrapped = asEnvctlError(sdkError('X', '', 418, { Reason: 'WHY' }), CALL);

  it('is found through our own errors', () => {
    expect([awsCode(wrapped), awsReason(wrapped), statusOf(wrapped), requestIdOf(wrapped)]).toEqual([
      'X',
      'WHY',
      418,
      'req-1',
    ]);
  });

  it('is null where there is nothing', () => {
    const values = [awsCode('text'), awsReason(null), statusOf(new Error('x')), requestIdOf(1), networkCode({})];
    expect(values).toEqual([null, null, null, null, null]);
  });

  it('becomes a value where it was expected, and only there', async () => {
    await expect(unless(Promise.reject(wrapped as Error), ['X'], null)).resolves.toBeNull();
    await expect(unless(Promise.reject(wrapped as Error), ['Y'], null)).rejects.toBe(wrapped);
    await expect(unless(Promise.resolve(1), ['X'], null)).resolves.toBe(1);
  });
});
