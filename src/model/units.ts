/** True when one organizational unit, by its path below the root, is the other or lies below it; an empty path is the root. */
export function isUnitWithin(path: string, upper: string): boolean {
  return upper === '' || `${path}/`.startsWith(`${upper}/`);
}
