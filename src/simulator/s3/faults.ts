import { AwsFault } from '../service.ts';

export function noSuchBucket(name: string): AwsFault {
  return new AwsFault('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
}

export function noSuchKey(key: string): AwsFault {
  return new AwsFault('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

export function noSuchVersion(key: string, version: string): AwsFault {
  return new AwsFault('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key, VersionId: version });
}

/** A condition header that does not hold. */
export function preconditionFailed(condition: string): AwsFault {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new AwsFault('PreconditionFailed', message, 412, { Condition: condition });
}

export function invalidArgument(message: string, name: string, value: string): AwsFault {
  return new AwsFault('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value });
}

/** S3's own answer to a header whose feature is not there. */
export function headerNotImplemented(header: string): AwsFault {
  const message = 'A header you provided implies functionality that is not implemented';
  return new AwsFault('NotImplemented', message, 501, { Header: header });
}
