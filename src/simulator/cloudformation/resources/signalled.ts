import { plain } from '../text.ts';
import { ResourceFailure } from '../faults.ts';
import type { ResourceRecord } from '../records.ts';
import type { Made, ResourceHandler, ResourceRequest } from './handler.ts';
import { generatedName } from './names.ts';

/**
 * A custom resource's code runs in Lambda; the simulator runs no code, and says so instead of pretending. Only a rehearsal,
 * which says that it assumes so, takes it to have succeeded.
 */
export const customResource: ResourceHandler = {
  create: (request) => assumed(request) ?? refuseCustom(),
  update: (request, current) => (assumed(request) ? kept(current) : refuseCustom()),
  remove: () => undefined,
};

/** AWS::CloudFormation::WaitCondition: nobody sends a signal here, so it fails as it does on AWS, unless it waits for none. */
export const waitCondition: ResourceHandler = {
  create: (request) => {
    refuseWaiting(request);
    return { physicalId: generatedName(request), attributes: { Data: '{}' } };
  },
  update: (request, current) => {
    refuseWaiting(request);
    return kept(current);
  },
  remove: () => undefined,
};

function assumed(request: ResourceRequest): Made | null {
  return request.site.settings.rehearsal === null ? null : { physicalId: generatedName(request), attributes: {} };
}

function kept({ physicalId, attributes }: ResourceRecord): Made {
  return { physicalId: physicalId ?? '', attributes };
}

function refuseCustom(): never {
  throw new ResourceFailure('Custom resources are not run by the simulator');
}

function refuseWaiting({ properties, site }: ResourceRequest): void {
  const count = plain(properties['Count'] ?? 1);
  if (count === '0' || site.settings.rehearsal !== null) return;
  throw new ResourceFailure(`WaitCondition timed out. Received 0 conditions when expecting ${count}`);
}
