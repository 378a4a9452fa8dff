import { AwsFault } from '../service.ts';

/** InvalidInputException; `reason` is one of InvalidInputExceptionReason. */
export function invalidInput(reason: string, message: string): AwsFault {
  return new AwsFault('InvalidInputException', message, 400, { Reason: reason });
}

/** ConstraintViolationException; `reason` is one of ConstraintViolationExceptionReason. */
export function constraintViolation(reason: string, message: string): AwsFault {
  return new AwsFault('ConstraintViolationException', message, 400, { Reason: reason });
}

/** A thing that an id leads to is not there: `kind` is `Account`, `OrganizationalUnit`, `SourceParent` … */
export function notFound(kind: string, id: string): AwsFault {
  return new AwsFault(`${kind}NotFoundException`, `You specified ${id}, which doesn't exist.`);
}
