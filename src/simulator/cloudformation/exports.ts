import { ResourceFailure, validationError } from './faults.ts';
import type { OutputRecord } from './records.ts';
import { regionOf, type Site } from './site.ts';
import type { StackRecord } from './stack-record.ts';

export interface Export {
  readonly name: string;
  readonly value: string;
  readonly stackId: string;
}

/** Every export of the account and region, by name. */
export function exportsOf(site: Site): Export[] {
  const stacks = Object.values(regionOf(site).stacks).filter((stack) => stack.deleted === null);
  const exports = stacks.flatMap((stack) =>
    stack.outputs.flatMap(({ exportName, value }) =>
      exportName === null ? [] : [{ name: exportName, value, stackId: stack.id }],
    ),
  );
  return exports.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Null when nothing exports the name. */
export function findExport(name: string, site: Site): Export | null {
  return exportsOf(site).find((item) => item.name === name) ?? null;
}

/** The same; throws when nothing exports the name. */
function exportNamed(name: string, site: Site): Export {
  const found = findExport(name, site);
  if (found === null) throw validationError(`No export named ${name} found.`);
  return found;
}

/**
 * What a stack gets for an import; throws when nothing exports the name. In a rehearsal the stacks of a stack set are in accounts that
 * nobody has looked into: what they import is taken to be there.
 */
export function importedBy({ name: stack }: Pick<StackRecord, 'name'>, name: string, site: Site): string {
  const isTakenForGranted = site.settings.rehearsal !== null && stack.startsWith('StackSet-');
  return isTakenForGranted ? (findExport(name, site)?.value ?? name) : exportNamed(name, site).value;
}

/** Names of the stacks that use an export, in order. */
export function importersOf(name: string, site: Site): string[] {
  const stacks = Object.values(regionOf(site).stacks);
  return stacks
    .filter((stack) => stack.deleted === null && stack.imports.includes(name))
    .map((stack) => stack.name)
    .sort();
}

/**
 * Refuses outputs that would give two stacks the same export, or change or drop one that is in use.
 * Source: user guide, "Get exported outputs from a deployed CloudFormation stack".
 */
export function checkExports(stack: StackRecord, outputs: readonly OutputRecord[], site: Site): void {
  for (const { exportName } of outputs) {
    const other = exportsOf(site).find((item) => item.name === exportName && item.stackId !== stack.id);
    if (other !== undefined) {
      throw new ResourceFailure(
        `Export with name ${other.name} is already exported by stack ${other.stackId.split('/')[1] ?? ''}.`,
      );
    }
  }
  for (const { exportName, value } of stack.outputs) {
    const users = exportName === null ? [] : importersOf(exportName, site).filter((name) => name !== stack.name);
    const next = outputs.find((output) => output.exportName === exportName);
    if (exportName === null || users.length === 0 || next?.value === value) continue;
    throw new ResourceFailure(inUse(exportName, next === undefined ? 'deleted' : 'updated', users));
  }
}

/** Why a stack cannot be deleted: the first of its exports that is in use; null when none is. */
export function exportInUse(stack: StackRecord, site: Site): string | null {
  for (const { exportName } of stack.outputs) {
    const users = exportName === null ? [] : importersOf(exportName, site).filter((name) => name !== stack.name);
    if (exportName !== null && users.length > 0) return inUse(exportName, 'deleted', users);
  }
  return null;
}

function inUse(name: string, verb: 'deleted' | 'updated', users: readonly string[]): string {
  return `Export ${name} cannot be ${verb} as it is in use by ${users.join(', ')}`;
}
