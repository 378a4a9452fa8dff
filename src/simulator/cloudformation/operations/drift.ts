import { textsOf } from '../../input.ts';
import { uuid } from '../../ids.ts';
import type { Operation } from '../../service.ts';
import { driftOf } from '../drift/compare.ts';
import { isDrifted, stackDrift, type DriftRecord, type ResourceDrift } from '../drift/record.ts';
import { validationError } from '../faults.ts';
import { page } from '../pages.ts';
import { driftsOf, regionOf, schedule, type Site } from '../site.ts';
import { requestLiveStack, requiredText } from './lookup.ts';

/** Source: user guide, "Considerations when detecting drift". */
const DETECTABLE = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_FAILED',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
];

/** How long a detection takes, ms: a guess. */
const DURATION = 2_000;

const detectStackDrift: Operation = (input, call) => {
  const stack = requestLiveStack(input, call, 'brackets');
  const { id: stackId, status } = stack;
  if (!DETECTABLE.includes(status)) {
    throw validationError(`Drift detection cannot be performed on stack [${stackId}] while it is in ${status} state`);
  }
  const running = Object.values(driftsOf(call)).some((one) => one.stackId === stackId && one.resources === null);
  if (running) throw validationError(`Drift detection is already in progress for stack [${stackId}].`);
  const drift: DriftRecord = { id: uuid(call.state), stackId, started: call.now, resources: null };
  driftsOf(call)[drift.id] = drift;
  schedule(call, DURATION, 'drift', { driftId: drift.id });
  return { StackDriftDetectionId: drift.id };
};

/** Ends a detection: the task `drift`. */
export function finishDrift(id: string, site: Site): void {
  const drift = driftsOf(site)[id];
  const stack = drift && regionOf(site).stacks[drift.stackId];
  if (drift && stack) drift.resources = driftOf(stack, site);
}

const describeDetection: Operation = (input, call) => {
  const id = requiredText(input, 'StackDriftDetectionId');
  const drift = driftsOf(call)[id];
  if (drift === undefined) throw validationError(`Drift detection id [${id}] does not exist`);
  const { stackId: StackId, resources } = drift;
  const common = { StackId, StackDriftDetectionId: id, Timestamp: new Date(drift.started) };
  if (resources === null) return { ...common, DetectionStatus: 'DETECTION_IN_PROGRESS' };
  const DriftedStackResourceCount = resources.filter(isDrifted).length;
  const StackDriftStatus = stackDrift(resources);
  return { ...common, DetectionStatus: 'DETECTION_COMPLETE', StackDriftStatus, DriftedStackResourceCount };
};

const describeResourceDrifts: Operation = (input, call) => {
  const stack = requestLiveStack(input, call, 'brackets');
  const wanted = textsOf(input, 'StackResourceDriftStatusFilters');
  const latest = Object.values(driftsOf(call)).findLast(
    ({ stackId, resources }) => stackId === stack.id && resources !== null,
  );
  const found = (latest?.resources ?? []).filter(({ status }) => wanted.length === 0 || wanted.includes(status));
  const { items, NextToken } = page(found, input);
  const at = new Date(latest?.started ?? call.now);
  return { StackResourceDrifts: items.map((drift) => presentDrift(drift, stack.id, at)), NextToken };
};

function presentDrift(drift: ResourceDrift, StackId: string, Timestamp: Date): Record<string, unknown> {
  return {
    StackId,
    LogicalResourceId: drift.logicalId,
    PhysicalResourceId: drift.physicalId ?? undefined,
    ResourceType: drift.type,
    ExpectedProperties: JSON.stringify(drift.expected),
    ActualProperties: drift.actual === null ? undefined : JSON.stringify(drift.actual),
    PropertyDifferences: drift.differences.map(({ path, kind, expected, actual }) => ({
      PropertyPath: path,
      ExpectedValue: textOf(expected),
      ActualValue: textOf(actual),
      DifferenceType: kind,
    })),
    StackResourceDriftStatus: drift.status,
    Timestamp,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Operations that compare a stack with what is there. */
export const DRIFT_OPERATIONS: Readonly<Record<string, Operation>> = {
  DetectStackDrift: detectStackDrift,
  DescribeStackDriftDetectionStatus: describeDetection,
  DescribeStackResourceDrifts: describeResourceDrifts,
};
