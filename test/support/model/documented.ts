/** Codes of errors that a page documents for a service, beside those that the service's model lists for an operation. */
export interface Documented {
  /** `*`: every service. */
  readonly service: string;
  /** Of AWS's documentation; where that is silent, of a report of what AWS did. Null: the simulator speaks of itself. */
  readonly page: string | null;
  readonly codes: readonly string[];
}

const DOCS = 'https://docs.aws.amazon.com';

export const DOCUMENTED: readonly Documented[] = [
  {
    // Every API reference has this page, some with the codes of JSON services and some with those of Query services.
    service: '*',
    page: `${DOCS}/organizations/latest/APIReference/CommonErrors.html`,
    codes: [
      'AccessDeniedException',
      'ExpiredTokenException',
      'ServiceUnavailable',
      'ThrottlingException',
      'UnrecognizedClientException',
      'ValidationError',
      'ValidationException',
    ],
  },
  {
    service: '*',
    page: `${DOCS}/IAM/latest/APIReference/CommonErrors.html`,
    codes: ['AccessDenied', 'ExpiredToken', 'InvalidClientTokenId', 'MissingAuthenticationToken', 'Throttling'],
  },
  {
    service: '*',
    page: 'https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html',
    codes: ['SerializationException'],
  },
  {
    service: '*',
    page: `${DOCS}/systems-manager/latest/APIReference/CommonErrors.html`,
    codes: ['MissingAuthenticationTokenException'],
  },
  // What it does not have, and what its own state or code is to blame for.
  { service: '*', page: null, codes: ['NotImplemented', 'SimulatorDefect'] },
  {
    service: 'ec2',
    page: `${DOCS}/ec2/latest/devguide/ec2-api-error-codes.html`,
    codes: [
      'AuthFailure',
      'CannotDelete',
      'DefaultVpcAlreadyExists',
      'DependencyViolation',
      'DryRunOperation',
      'Gateway.NotAttached',
      'InvalidGroup.Duplicate',
      'InvalidGroup.NotFound',
      'InvalidInternetGatewayID.NotFound',
      'InvalidNetworkInterfaceID.NotFound',
      'InvalidParameterValue',
      'InvalidRouteTableID.NotFound',
      'InvalidSubnetID.NotFound',
      'InvalidVpcID.NotFound',
      'MissingParameter',
      'RequestExpired',
      'UnauthorizedOperation',
    ],
  },
  {
    service: 's3',
    page: `${DOCS}/AmazonS3/latest/API/ErrorResponses.html`,
    codes: [
      'BadDigest',
      'BucketAlreadyExists',
      'BucketAlreadyOwnedByYou',
      'BucketNotEmpty',
      'EntityTooSmall',
      'IllegalLocationConstraintException',
      'InvalidAccessKeyId',
      'InvalidArgument',
      'InvalidBucketName',
      'InvalidLocationConstraint',
      'InvalidPart',
      'InvalidPartOrder',
      'InvalidRange',
      'InvalidRequest',
      'InvalidToken',
      'MalformedPolicy',
      'MalformedXML',
      'NoSuchBucket',
      'NoSuchBucketPolicy',
      'NoSuchCORSConfiguration',
      'NoSuchKey',
      'NoSuchLifecycleConfiguration',
      'NoSuchTagSet',
      'NoSuchUpload',
      'NoSuchVersion',
      'OwnershipControlsNotFoundError',
      'PermanentRedirect',
      'PreconditionFailed',
    ],
  },
  {
    service: 's3',
    page: `${DOCS}/AmazonS3/latest/API/API_GetPublicAccessBlock.html`,
    codes: ['NoSuchPublicAccessBlockConfiguration'],
  },
  {
    service: 's3control',
    page: `${DOCS}/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html`,
    codes: ['NoSuchPublicAccessBlockConfiguration'],
  },
  {
    // CreateRole with a boundary that is not there: the page of PutRolePermissionsBoundary lists it, that of CreateRole does not.
    service: 'iam',
    page: `${DOCS}/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html`,
    codes: ['NoSuchEntity'],
  },
];

/** Values of a member that a page documents, and the enumeration of the model lacks. */
interface DocumentedValues {
  /** `service Structure.Member`. */
  readonly member: string;
  readonly page: string;
  readonly values: readonly string[];
}

const VALUES: readonly DocumentedValues[] = [
  {
    // The events of a stack itself have the stack's own status.
    member: 'cloudformation StackEvent.ResourceStatus',
    page: `${DOCS}/AWSCloudFormation/latest/UserGuide/view-stack-events.html`,
    values: [
      'REVIEW_IN_PROGRESS',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
    ],
  },
  {
    member: 'ec2 InternetGatewayAttachment.State',
    page: `${DOCS}/AWSEC2/latest/APIReference/API_InternetGatewayAttachment.html`,
    values: ['available'],
  },
  {
    member: 'iam AttachedPermissionsBoundary.PermissionsBoundaryType',
    page: `${DOCS}/IAM/latest/APIReference/API_AttachedPermissionsBoundary.html`,
    values: ['Policy'],
  },
];

/** What a member of a structure may be, beside what its enumeration has. */
export function documentedValues(service: string, structure: string, member: string): readonly string[] {
  return VALUES.find((one) => one.member === `${service} ${structure}.${member}`)?.values ?? [];
}

/** Every code that AWS documents for a service without listing it in its model. */
export function documentedErrors(service: string): readonly string[] {
  return DOCUMENTED.filter((one) => one.service === '*' || one.service === service).flatMap(({ codes }) => codes);
}
