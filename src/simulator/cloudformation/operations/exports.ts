import { flagOf } from '../../input.ts';
import type { Operation } from '../../service.ts';
import { exportsOf, findExport, importersOf } from '../exports.ts';
import { validationError } from '../faults.ts';
import { page } from '../pages.ts';
import { requestLiveStack, requiredText } from './lookup.ts';

const listExports: Operation = (input, call) => {
  const { items, NextToken } = page(exportsOf(call), input);
  return {
    Exports: items.map(({ stackId, name, value }) => ({ ExportingStackId: stackId, Name: name, Value: value })),
    NextToken,
  };
};

const listImports: Operation = (input, call) => {
  const name = requiredText(input, 'ExportName');
  if (findExport(name, call) === null) throw validationError(`Export '${name}' does not exist.`);
  const importers = importersOf(name, call);
  if (importers.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
  const { items, NextToken } = page(importers, input);
  return { Imports: items, NextToken };
};

const updateTerminationProtection: Operation = (input, call) => {
  const stack = requestLiveStack(input, call, 'brackets');
  if (stack.status === 'DELETE_IN_PROGRESS') {
    throw validationError(`TerminationProtection cannot be updated on stack [${stack.id}] in status ${stack.status}`);
  }
  stack.terminationProtection = flagOf(input, 'EnableTerminationProtection') === true;
  return { StackId: stack.id };
};

/** Operations on what a stack shares and on what guards it. */
export const EXPORT_OPERATIONS: Readonly<Record<string, Operation>> = {
  ListExports: listExports,
  ListImports: listImports,
  UpdateTerminationProtection: updateTerminationProtection,
};
