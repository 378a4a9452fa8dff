import type { Change, DescribeChangeSetCommandOutput, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import type { ChangeSet, PropertyChange, ResourceChange } from '../types/cloudformation.ts';
import { valuesIn } from './change-values.ts';

/** The two texts by which AWS says that nothing differs: of plain templates, and of those with transforms. */
const NOTHING_DIFFERS = ["The submitted information didn't contain changes.", 'No updates are to be performed'];

/** A change set from its first page and the changes of all pages. */
export function changeSetOf(first: DescribeChangeSetCommandOutput, changes: readonly Change[]): ChangeSet {
  const status = first.Status ?? '';
  const reason = first.StatusReason ?? null;
  return {
    id: first.ChangeSetId ?? '',
    name: first.ChangeSetName ?? '',
    stackId: first.StackId ?? '',
    status,
    reason,
    executionStatus: first.ExecutionStatus ?? '',
    empty: status === 'FAILED' && NOTHING_DIFFERS.some((text) => reason?.startsWith(text)),
    changes: changes.map(resourceChangeOf),
  };
}

function resourceChangeOf({ ResourceChange = {} }: Change): ResourceChange {
  return {
    logicalId: ResourceChange.LogicalResourceId ?? '',
    type: ResourceChange.ResourceType ?? '',
    action: actionOf(ResourceChange.Action),
    replacement: replacementOf(ResourceChange.Replacement),
    properties: propertiesOf(ResourceChange.Details ?? []),
  };
}

/** `Dynamic` (not known before it runs) and `SyncWithActual` both change what is there. */
function actionOf(action: string | undefined): ResourceChange['action'] {
  return action === 'Add' || action === 'Remove' || action === 'Import' ? action : 'Modify';
}

function replacementOf(replacement: string | undefined): ResourceChange['replacement'] {
  if (replacement === 'True') return 'true';
  return replacement === 'Conditional' ? 'conditional' : 'false';
}

const SEVERITY: readonly PropertyChange['recreation'][] = ['Never', 'Conditionally', 'Always'];

/** AWS lists a property once for each cause of its change; the gravest counts. Other attributes (Tags, Metadata) go by their own name. */
function propertiesOf(details: readonly ResourceChangeDetail[]): PropertyChange[] {
  const found = new Map<string, PropertyChange>();
  const values = valuesIn(details);
  for (const { Target = {} } of details) {
    const name = Target.Attribute === 'Properties' ? (Target.Name ?? 'Properties') : (Target.Attribute ?? '');
    const recreation = SEVERITY.find((each) => each === Target.RequiresRecreation) ?? 'Never';
    const before = found.get(name)?.recreation ?? 'Never';
    const own = Target.Attribute === 'Properties' ? values.get(name) : undefined;
    found.set(name, {
      name,
      recreation: SEVERITY.indexOf(recreation) > SEVERITY.indexOf(before) ? recreation : before,
      ...(own ? { values: own } : {}),
    });
  }
  return [...found.values()];
}
