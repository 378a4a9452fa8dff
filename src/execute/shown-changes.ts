import type { ChangeSet, CloudFormationGateway, ResourceChange, Stack } from '../aws/types/cloudformation.ts';
import { EnvctlError } from '../diagnostics/error.ts';
import type { JsonObject } from '../model/json.ts';
import type { Deployment } from '../model/plan.ts';
import type { Desired } from '../plan/desired.ts';
import { hadSecrets, withShownValues } from '../plan/shown-values.ts';
import { parseTemplate } from '../template/parse.ts';

interface Reviewed {
  readonly stack: Stack;
  readonly deployment: Deployment;
  readonly desired: Desired;
}

/**
 * What a change set changes, as it may be shown. Where something that is deployed can be secret, the deployed template is read to
 * tell which; no other stack costs a call.
 */
export async function shownChanges(
  { changes }: ChangeSet,
  { stack, deployment, desired }: Reviewed,
  cloudformation: CloudFormationGateway,
): Promise<ResourceChange[]> {
  const wanted = deployment.template;
  const secrets = hadSecrets(wanted, stack.parameters, changes);
  const input = { wanted, parameters: desired.parameters, hadSecrets: secrets };
  const asks = secrets && withShownValues(changes, { ...input, deployed: {} }).some(replacesShown);
  const deployed = asks ? await deployedTemplate(stack, cloudformation) : null;
  return withShownValues(changes, { ...input, deployed });
}

function replacesShown({ properties }: ResourceChange): boolean {
  return properties.some(({ values = [] }) => values.some(({ secret, before }) => !secret && before !== null));
}

async function deployedTemplate(stack: Stack, cloudformation: CloudFormationGateway): Promise<JsonObject | null> {
  try {
    return parseTemplate(await cloudformation.template(stack.id), 'template').value?.tree ?? null;
  } catch (error) {
    // Without the permission to read it, what stood there is not shown.
    if (error instanceof EnvctlError && error.code === 'AccessDenied') return null;
    throw error;
  }
}
