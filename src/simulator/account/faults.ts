import { AwsFault } from '../service.ts';

/** ValidationException for one member of the input. */
export function invalid(field: string, message: string): AwsFault {
  const fieldList = [{ name: field, message }];
  return new AwsFault('ValidationException', message, 400, { reason: 'fieldValidationFailed', fieldList });
}

export function denied(message: string): AwsFault {
  return new AwsFault('AccessDeniedException', message, 403);
}

/** A region is on its way somewhere else. */
export function conflict(message: string): AwsFault {
  return new AwsFault('ConflictException', message, 409);
}

export function notFound(message: string): AwsFault {
  return new AwsFault('ResourceNotFoundException', message, 404);
}

/** Too many regions are changing at a time. */
export function tooMany(message: string): AwsFault {
  return new AwsFault('TooManyRequestsException', message, 429);
}
