import type { CloudFormationGateway, StackEvent } from '../aws/types/cloudformation.ts';

/** What CloudFormation says of resources that it gave up because another one had failed: an echo, not a cause. */
const ECHO = /cancelled|canceled/i;

export interface StackFailure {
  readonly resource: string;
  readonly type: string;
  readonly reason: string;
}

/** The first resource that failed since `since` (ms since 1970); null when no event says so. */
export async function firstFailure(
  gateway: CloudFormationGateway,
  stackId: string,
  since: number,
): Promise<StackFailure | null> {
  const events = await gateway.events(stackId, since);
  const failed = events.filter(({ status, reason }) => status.endsWith('_FAILED') && !ECHO.test(reason ?? ''));
  const resources = failed.filter(({ physicalId }) => physicalId !== stackId);
  const first = oldest(resources) ?? oldest(failed) ?? oldest(events.filter(tellsWhy));
  const reason = first?.reason?.replace(/\s*(?:Rollback|Delete) requested by user\.$/, '');
  return first && { resource: first.logicalId, type: first.type, reason: reason ?? first.status };
}

/** What is wrong with the stack as a whole, as an export that another stack has already, is said where it turns back. */
function tellsWhy({ status, reason }: StackEvent): boolean {
  return reason !== null && (status.includes('ROLLBACK') || /fail|No export|cannot/i.test(reason));
}

function oldest(events: readonly StackEvent[]): StackEvent | null {
  return events.reduce<StackEvent | null>((found, event) => (found && found.time <= event.time ? found : event), null);
}

/** What a person can do about a failure, where AWS's own words do not say. */
export function failureHint(failure: StackFailure | null, status: string): string {
  const [, name, users] = /Export (\S+) cannot be \w+ as it is in use by ([^.]+)/.exec(failure?.reason ?? '') ?? [];
  if (name === undefined) return `stack is ${status}; correct the cause and run the command again`;
  return `stack is ${status}; two steps: first deploy ${users} with the present value in place of the import, then this again; or export the new value under another name`;
}

/** `Table (AWS::DynamoDB::Table): limit exceeded`, or what the stack itself says. */
export function failureText(failure: StackFailure | null, status: string, reason: string | null): string {
  if (!failure) return `${status}${reason ? `: ${reason}` : ''}`;
  return `${failure.resource} (${failure.type}): ${failure.reason}`;
}
