import { AwsFault } from '../service.ts';

/** CloudFormation's answer to nearly every wrong request. */
export function validationError(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}

/** Answer to a member that breaks the service model's constraint. */
export function constraintError(value: string, member: string, constraint: string): AwsFault {
  return validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

/** Something that CloudFormation has and the simulator lacks: 501, which SDKs do not send again. */
export function notImplemented(what: string): AwsFault {
  return new AwsFault('NotImplemented', `the simulator does not implement ${what}`, 501);
}

/** Why a resource could not be made, changed or deleted; `message` is the event's reason. */
export class ResourceFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ResourceFailure';
  }
}
