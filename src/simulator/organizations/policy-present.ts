import type { Member } from './member.ts';
import { FULL_ACCESS, type StoredPolicy } from './policy-store.ts';
import { arnOf } from './present.ts';

interface PresentedPolicy extends Record<string, unknown> {
  readonly PolicySummary: Record<string, unknown>;
  readonly Content: string;
}

/** A policy as DescribePolicy answers it; lists have its summary alone. */
export function presentPolicy(member: Member, { id, name, description, content }: StoredPolicy): PresentedPolicy {
  const managed = id === FULL_ACCESS.id;
  const arn = managed
    ? `arn:aws:organizations::aws:policy/service_control_policy/${id}`
    : `${arnOf(member, 'policy')}/service_control_policy/${id}`;
  return {
    PolicySummary: {
      Id: id,
      Arn: arn,
      Name: name,
      Description: description,
      Type: 'SERVICE_CONTROL_POLICY',
      AwsManaged: managed,
    },
    Content: content,
  };
}
