import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment } from '../model/environment.ts';
import type { StackSetService } from '../model/stack-set.ts';
import { isUnitWithin } from '../model/units.ts';

interface Owned {
  readonly environment: Environment;
  readonly set: StackSetService;
}

/**
 * A service that two environments hand to StackSets over one unit, or over one within the other: its accounts would have
 * it twice. It is one environment's; the others have nothing to say about it.
 */
export function sharedUnits(environments: readonly Environment[]): { names: string[]; diagnostic: Diagnostic }[] {
  const sets = environments.flatMap((environment) => environment.stackSets.map((set) => ({ environment, set })));
  return sets.flatMap((one, index) => {
    const other = sets.slice(0, index).find((earlier) => meets(earlier, one));
    return other ? [{ names: [other.environment.name, one.environment.name], diagnostic: problem(other, one) }] : [];
  });
}

function meets(a: Owned, b: Owned): boolean {
  if (a.environment.project !== b.environment.project || a.set.name !== b.set.name) return false;
  const [one, other] = [a.set.unit.value, b.set.unit.value];
  return isUnitWithin(one, other) || isUnitWithin(other, one);
}

function problem(first: Owned, second: Owned): Diagnostic {
  const { set, environment } = second;
  const message = `${environment.name} and ${first.environment.name} both hand "${set.name}" to a stack set over ${set.unit.value}`;
  const hint = `keep it in one of them: the accounts of the other get it all the same`;
  return diagnostic('DefinitionInvalid', message, { at: set.at, hint });
}
