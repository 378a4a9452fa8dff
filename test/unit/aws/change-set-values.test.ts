import type { Change, DescribeChangeSetCommandOutput, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { tellsAll, valuesIn, withValuesOf } from '../../../src/aws/cloudformation/change-values.ts';
import { changeSetOf } from '../../../src/aws/cloudformation/changes.ts';

const LATER = '{{changeSet:KNOWN_AFTER_APPLY}}';

function detail(path: string, more: NonNullable<ResourceChangeDetail['Target']> = {}): ResourceChangeDetail {
  const Name = path.split('/')[2] ?? '';
  return { Target: { Attribute: 'Properties', Name, RequiresRecreation: 'Never', Path: path, ...more } };
}

function changeSet(
  given: Partial<DescribeChangeSetCommandOutput>,
  details: Record<string, ResourceChangeDetail[]> = {},
) {
  const changes = Object.entries(details).map(([LogicalResourceId, Details]): Change => {
    return { ResourceChange: { LogicalResourceId, Action: 'Modify', Details } };
  });
  return changeSetOf({ $metadata: {}, ...given }, changes);
}

describe('the values of a change', () => {
  it('are told once each, below the properties', () => {
    const timeout = { BeforeValue: '30', AfterValue: '60' };
    const found = valuesIn([
      detail('/Properties/Timeout', timeout),
      detail('/Properties/Timeout', timeout),
      detail('/Properties/Environment/Variables/A', { AfterValue: '1' }),
      detail('/Properties/Environment/Variables/B', { BeforeValue: '2' }),
      detail('/Properties/Environment/Variables/C', { BeforeValue: '3', AfterValue: LATER }),
      detail('/Properties/Environment/Variables/D', { BeforeValue: '4', AfterValue: `a/${LATER}` }),
      detail('/Properties/Role'),
    ]);
    const told = [...found].flatMap(([name, values]) =>
      values.map(({ path, change, before, after }) => [name, path, change, before, after]),
    );
    expect(told).toEqual([
      ['Timeout', '/Timeout', 'change', '30', '60'],
      ['Environment', '/Environment/Variables/A', 'add', null, '1'],
      ['Environment', '/Environment/Variables/B', 'remove', '2', null],
      ['Environment', '/Environment/Variables/C', 'change', '3', null],
      ['Environment', '/Environment/Variables/D', 'change', '4', 'a/(known later)'],
    ]);
  });
});

describe('an answer with values', () => {
  const one = { A: [detail('/Properties/Timeout', { BeforeValue: '30', AfterValue: '60' })] };

  it.each<[boolean, Partial<DescribeChangeSetCommandOutput>, typeof one | undefined]>([
    [true, { Status: 'CREATE_COMPLETE' }, one],
    [true, { Status: 'CREATE_IN_PROGRESS' }, undefined],
    [true, { Status: 'CREATE_PENDING' }, undefined],
    [false, { Status: 'CREATE_COMPLETE' }, undefined],
    [false, { Status: 'FAILED' }, undefined],
    [
      false,
      {
        Status: 'CREATE_COMPLETE',
        StatusReason: '[WARN] --include-property-values option can return incomplete ChangeSet data',
      },
      one,
    ],
  ])('tells all: %s for %o', (expected, given, details) => {
    expect(tellsAll(changeSet(given, details))).toBe(expected);
  });

  it('adds its values to what it left out', () => {
    const whole = changeSet({}, { A: [detail('/Properties/Timeout')], B: [detail('/Properties/Configuration')] });
    const merged = withValuesOf(whole, changeSet({}, one));
    const values = [{ path: '/Timeout', change: 'change', before: '30', after: '60', secret: false }];
    expect(merged.changes.map(({ logicalId, properties }) => [logicalId, properties])).toEqual([
      ['A', [{ name: 'Timeout', recreation: 'Never', values }]],
      ['B', [{ name: 'Configuration', recreation: 'Never' }]],
    ]);
  });
});
