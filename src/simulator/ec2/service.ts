import { flagOf } from '../input.ts';
import { AwsFault, type Operation, type RpcService } from '../service.ts';
import { createOperations } from './create.ts';
import { describeOperations } from './describe.ts';
import { removeOperations } from './remove.ts';
import { settingOperations } from './settings.ts';

const OPERATIONS = { ...describeOperations, ...createOperations, ...removeOperations, ...settingOperations };

/** The part of Amazon EC2 that an account's baseline touches. Behaviour and sources: docs/simulator-storage.md. */
export const ec2: RpcService = {
  name: 'ec2',
  protocol: 'ec2',
  namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  operations: Object.fromEntries(
    Object.entries(OPERATIONS).map(([name, operation]) => [name, unlessDryRun(operation)]),
  ),
};

/** The caller is an administrator, so that a dry run would always have succeeded. */
function unlessDryRun(operation: Operation): Operation {
  return (input, call) => {
    if (flagOf(input, 'DryRun') !== true) return operation(input, call);
    throw new AwsFault('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  };
}
