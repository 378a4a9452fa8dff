import { AwsFault } from '../service.ts';

export function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterException', message);
}

export function notFound(message: string): AwsFault {
  return new AwsFault('NotFoundException', message, 404);
}

export function duplicate(message: string): AwsFault {
  return new AwsFault('DuplicateRecordException', message, 409);
}

export function limitExceeded(message: string): AwsFault {
  return new AwsFault('CreationLimitExceededException', message, 405);
}
