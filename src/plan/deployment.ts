import type { Environment } from '../model/environment.ts';
import { stackTags } from '../model/names.ts';
import type { ArtifactRef, Deployment } from '../model/plan.ts';
import type { JsonObject } from '../model/json.ts';
import { capabilitiesOf } from '../template/capabilities.ts';
import type { LinkedService } from './linked.ts';
import type { ServiceRuntime } from './runtime.ts';

/** What packaging made of a template: local paths replaced, and what they were replaced by. */
export interface Packaged {
  readonly tree: JsonObject;
  readonly artifacts: readonly ArtifactRef[];
}

/** Puts together what execution needs of one service; the digest and the change set are found out later. */
export function deploymentOf(
  environment: Environment,
  linked: LinkedService,
  packaged: Packaged,
  runtime: ServiceRuntime,
  unfinished: Deployment['unfinished'],
): Deployment {
  const { service } = linked;
  return {
    template: packaged.tree,
    parameters: linked.parameters,
    imports: linked.imports,
    tags: stackTags(environment, service.name, linked.borrows),
    capabilities: capabilitiesOf(linked.template),
    artifacts: packaged.artifacts.map(({ key, digest, size }) => ({ key, digest, size })),
    runtimeMarks: runtime.marks,
    digest: null,
    templateDigest: null,
    changeSet: null,
    ...(service.importExisting ? { importExisting: true } : {}),
    protect: service.protected,
    manualApproval: service.manualApproval,
    after: service.after,
    health: linked.health,
    runtime: runtime.writes,
    unfinished,
  };
}
