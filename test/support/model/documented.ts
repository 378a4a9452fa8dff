/**
 * Errors that AWS documents but the models do not list, with the page that does. `*`: of every service.
 * "Common errors" is the page of that name in the API reference of each service.
 */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  '*': [
    // Common errors
    'AccessDenied',
    'AccessDeniedException',
    'ExpiredToken',
    'ExpiredTokenException',
    'InternalFailure',
    'InvalidClientTokenId',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'SerializationException',
    'Throttling',
    'ThrottlingException',
    'UnrecognizedClientException',
    'ValidationError',
    'ValidationException',
    // The simulator says of itself that it does not have an operation.
    'NotImplemented',
  ],
  // Amazon EC2 API reference, "Error codes": the model has none.
  ec2: [
    'AuthFailure',
    'DependencyViolation',
    'Gateway.NotAttached',
    'InvalidInternetGatewayID.NotFound',
    'InvalidParameterValue',
    'InvalidSubnetID.NotFound',
    'InvalidVpcID.NotFound',
    'OperationNotPermitted',
    'RequestExpired',
    'UnauthorizedOperation',
  ],
  // Amazon S3 API reference, "Error responses": the model has few.
  s3: [
    'BucketAlreadyExists',
    'BucketAlreadyOwnedByYou',
    'BucketNotEmpty',
    'ConditionalRequestConflict',
    'InvalidAccessKeyId',
    'InvalidBucketName',
    'InvalidToken',
    'MalformedPolicy',
    'MalformedXML',
    'NoSuchBucket',
    'NoSuchBucketPolicy',
    'NoSuchKey',
    'NoSuchLifecycleConfiguration',
    'NoSuchPublicAccessBlockConfiguration',
    'NoSuchTagSet',
    'NoSuchUpload',
    'NoSuchVersion',
    'NotModified',
    'OwnershipControlsNotFoundError',
    'PermanentRedirect',
    'PreconditionFailed',
    'ServerSideEncryptionConfigurationNotFoundError',
  ],
  // Amazon S3 API reference, GetPublicAccessBlock of S3 Control.
  s3control: ['NoSuchPublicAccessBlockConfiguration'],
};

export function documentedErrors(service: string): readonly string[] {
  return [...(DOCUMENTED['*'] ?? []), ...(DOCUMENTED[service] ?? [])];
}
