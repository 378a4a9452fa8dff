import { AwsFault } from '../service.ts';

export function noSuchResource(message: string): AwsFault {
  return new AwsFault('NoSuchResourceException', message, 404);
}

export function illegal(message: string): AwsFault {
  return new AwsFault('IllegalArgumentException', message);
}

/** A request for the same quota is still open. */
export function alreadyRequested(message: string): AwsFault {
  return new AwsFault('ResourceAlreadyExistsException', message);
}

/** Too many requests are open. */
export function tooManyRequests(message: string): AwsFault {
  return new AwsFault('QuotaExceededException', message, 409);
}
