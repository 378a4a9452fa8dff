import { lowerId } from '../../ids.ts';
import type { ResourceRequest } from './handler.ts';

/** Source: user guide, "Name type": a name that CloudFormation makes up is stack, logical id and a random part. */
export function generatedName(request: ResourceRequest, options: { longest?: number; lower?: boolean } = {}): string {
  const random = lowerId(request.site.state, '', 12);
  const half = Math.floor(((options.longest ?? 255) - 14) / 2);
  const name = `${cut(request.stackName, half)}-${cut(request.logicalId, half)}-`;
  return options.lower === true ? `${name.toLowerCase()}${random}` : `${name}${random.toUpperCase()}`;
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/-+$/, '');
}
