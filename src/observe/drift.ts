import type { CloudFormationGateway, DriftedResource, Stack } from '../aws/types/cloudformation.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { Run } from '../model/run.ts';

/** What has been changed about a stack's resources behind CloudFormation's back. */
export interface Drift {
  /** NOT_CHECKED: the stack's status does not allow it. UNKNOWN: the detection failed, `reason` says why. */
  readonly status: 'IN_SYNC' | 'DRIFTED' | 'NOT_CHECKED' | 'UNKNOWN';
  readonly resources: readonly DriftedResource[];
  readonly reason: string | null;
}

/** Statuses in which CloudFormation detects drift. Source: user guide, "Considerations when detecting drift". */
const DETECTABLE = /^(CREATE|UPDATE|IMPORT)_COMPLETE$|^(UPDATE|IMPORT)_ROLLBACK_COMPLETE$|^UPDATE_ROLLBACK_FAILED$/;

/** Pauses between looks at a detection, ms: a small stack takes seconds, one of hundreds of resources minutes. */
const PAUSES = [1_000, 1_000, 2_000, 3_000, 5_000];

type Detector = Pick<CloudFormationGateway, 'detectDrift' | 'driftDetection' | 'driftedResources'>;

/** Has CloudFormation compare a stack with what is there. A stack that cannot be compared is told, not thrown. */
export async function observeDrift(
  gateway: Detector,
  { id, status }: Pick<Stack, 'id' | 'status'>,
  { clock, signal }: Pick<Run, 'clock' | 'signal'>,
): Promise<Drift> {
  if (!DETECTABLE.test(status)) return { status: 'NOT_CHECKED', resources: [], reason: `the stack is ${status}` };
  try {
    const detection = await gateway.detectDrift(id);
    for (let look = 0; ; look += 1) {
      await clock.sleep(PAUSES[Math.min(look, PAUSES.length - 1)] ?? 5_000, signal);
      const { status: state, drift, reason } = await gateway.driftDetection(detection);
      if (state === 'running') continue;
      if (drift === 'DRIFTED') return { status: 'DRIFTED', resources: await gateway.driftedResources(id), reason };
      return { status: state === 'complete' && drift === 'IN_SYNC' ? 'IN_SYNC' : 'UNKNOWN', resources: [], reason };
    }
  } catch (error) {
    if (!(error instanceof EnvctlError) || error.code === 'Interrupted') throw error;
    return { status: 'UNKNOWN', resources: [], reason: error.message };
  }
}
