import type { Change, DescribeChangeSetCommandOutput, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { changeSetOf } from '../../../src/aws/cloudformation/changes.ts';

function described(more: Partial<DescribeChangeSetCommandOutput>, changes: Change[] = []) {
  return changeSetOf({ $metadata: {}, ...more }, changes);
}

function detail(
  Attribute: 'Properties' | 'Tags',
  Name: string,
  RequiresRecreation?: 'Always' | 'Never' | 'Conditionally',
) {
  return {
    Target: { Attribute, Name, ...(RequiresRecreation ? { RequiresRecreation } : {}) },
  } satisfies ResourceChangeDetail;
}

describe('an empty change set', () => {
  it.each([
    [
      'FAILED',
      "The submitted information didn't contain changes. Submit different information to create a change set.",
      true,
    ],
    ['FAILED', 'No updates are to be performed.', true],
    ['FAILED', 'The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation]', false],
    ['FAILED', undefined, false],
    ['CREATE_COMPLETE', undefined, false],
  ])('%s: %s', (Status, StatusReason, empty) => {
    const reason = StatusReason === undefined ? {} : { StatusReason };
    expect(described({ Status: Status as 'FAILED', ...reason }).empty).toBe(empty);
  });

  it('is not one that only changes outputs', () => {
    expect(described({ Status: 'CREATE_COMPLETE' })).toMatchObject({ empty: false, changes: [] });
  });
});

describe('the change of a resource', () => {
  it('is told in our words', () => {
    const change: Change = {
      ResourceChange: {
        LogicalResourceId: 'Table',
        ResourceType: 'AWS::DynamoDB::Table',
        Action: 'Modify',
        Replacement: 'Conditional',
        Details: [
          detail('Properties', 'KeySchema', 'Never'),
          detail('Properties', 'KeySchema', 'Always'),
          detail('Properties', 'KeySchema', 'Conditionally'),
          detail('Tags', '', undefined),
        ],
      },
    };
    expect(described({}, [change]).changes).toEqual([
      {
        logicalId: 'Table',
        type: 'AWS::DynamoDB::Table',
        action: 'Modify',
        replacement: 'conditional',
        properties: [
          { name: 'KeySchema', recreation: 'Always' },
          { name: 'Tags', recreation: 'Never' },
        ],
      },
    ]);
  });

  it.each([
    ['Add', 'Add'],
    ['Remove', 'Remove'],
    ['Import', 'Import'],
    ['Dynamic', 'Modify'],
    ['SyncWithActual', 'Modify'],
  ] as const)('%s is %s', (Action, action) => {
    expect(described({}, [{ ResourceChange: { Action } }]).changes[0]).toMatchObject({ action, replacement: 'false' });
  });
});
