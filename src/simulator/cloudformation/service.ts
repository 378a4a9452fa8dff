import type { RpcService } from '../service.ts';
import { CHANGE_SET_OPERATIONS } from './operations/change-sets.ts';
import { DESCRIBE_CHANGE_SET_OPERATIONS } from './operations/describe-change-sets.ts';
import { DESCRIBE_STACK_OPERATIONS } from './operations/describe-stacks.ts';
import { DRIFT_OPERATIONS } from './operations/drift.ts';
import { EVENT_OPERATIONS } from './operations/events.ts';
import { EXPORT_OPERATIONS } from './operations/exports.ts';
import { STACK_RESOURCE_OPERATIONS } from './operations/stack-resources.ts';
import { STACK_OPERATIONS } from './operations/stacks.ts';
import { TEMPLATE_OPERATIONS } from './operations/templates.ts';
import { administered } from './stack-sets/administrator.ts';
import { DESCRIBE_STACK_SET_OPERATIONS } from './stack-sets/describe.ts';
import { STACK_SET_OPERATIONS } from './stack-sets/operations.ts';
import { TASKS } from './tasks.ts';

/** CloudFormation, as docs/simulator-cloudformation.md describes it. */
export const cloudformation: RpcService = {
  name: 'cloudformation',
  protocol: 'query',
  namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  operations: {
    ...STACK_OPERATIONS,
    ...CHANGE_SET_OPERATIONS,
    ...DESCRIBE_CHANGE_SET_OPERATIONS,
    ...DESCRIBE_STACK_OPERATIONS,
    ...STACK_RESOURCE_OPERATIONS,
    ...TEMPLATE_OPERATIONS,
    ...EXPORT_OPERATIONS,
    ...DRIFT_OPERATIONS,
    ...EVENT_OPERATIONS,
    ...administered({ ...STACK_SET_OPERATIONS, ...DESCRIBE_STACK_SET_OPERATIONS }),
  },
  tasks: TASKS,
};
