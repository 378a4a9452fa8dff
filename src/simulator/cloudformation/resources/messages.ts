import { uuid } from '../../ids.ts';
import { AwsFault } from '../../service.ts';
import { ResourceFailure } from '../faults.ts';
import type { Site } from '../site.ts';

/** A failure in the words of CloudFormation's resource handlers. `code` is one of their error codes, e.g. InvalidRequest. */
export function handlerFailure(site: Site, text: string, code: string): ResourceFailure {
  return new ResourceFailure(
    `Resource handler returned message: "${text}" (RequestToken: ${uuid(site.state)}, HandlerErrorCode: ${code})`,
  );
}

/** The reason of a failure event for whatever a handler threw; what is not meant to be thrown is thrown on. */
export function failureReason(site: Site, error: unknown, service: string): string {
  if (error instanceof ResourceFailure) return error.message;
  if (!(error instanceof AwsFault)) throw error;
  if (error.code === 'ValidationError') return error.message;
  const text = `${error.message} (Service: ${service}, Status Code: ${String(error.status)}, Request ID: ${uuid(site.state)})`;
  return handlerFailure(site, text, 'GeneralServiceException').message;
}
