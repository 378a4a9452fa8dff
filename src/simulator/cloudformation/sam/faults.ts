import { validationError } from '../faults.ts';

/** What the SAM transform answers to something that is wrong with one resource. */
export function invalidResource(logicalId: string, text: string): Error {
  return validationError(
    'Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification document. ' +
      `Number of errors found: 1. Resource with id [${logicalId}] is invalid. ${text}`,
  );
}

/** Refuses what the simulator does not expand, instead of leaving it out. */
export function notExpanded(logicalId: string, what: string): Error {
  return validationError(
    `Transform AWS::Serverless-2016-10-31 failed with: the simulator does not expand ${what} of resource ${logicalId}`,
  );
}
