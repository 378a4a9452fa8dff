import { plain } from '../text.ts';
import { ResourceFailure } from '../faults.ts';
import type { ResourceHandler, ResourceRequest } from './handler.ts';
import { generatedName } from './names.ts';

/** A custom resource's code runs in Lambda; the simulator runs no code, and says so instead of pretending. */
export const customResource: ResourceHandler = {
  create: () => refuseCustom(),
  update: () => refuseCustom(),
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
    return { physicalId: current.physicalId ?? '', attributes: current.attributes };
  },
  remove: () => undefined,
};

function refuseCustom(): never {
  throw new ResourceFailure('Custom resources are not run by the simulator');
}

function refuseWaiting({ properties }: ResourceRequest): void {
  const count = plain(properties['Count'] ?? 1);
  if (count === '0') return;
  throw new ResourceFailure(`WaitCondition timed out. Received 0 conditions when expecting ${count}`);
}
