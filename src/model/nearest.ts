import { closest, distance } from 'fastest-levenshtein';

/** The candidate that a person most likely meant; null when none is near enough to be a typing mistake. */
export function nearest(wrong: string, candidates: readonly string[]): string | null {
  if (candidates.length === 0) return null;
  const best = closest(
    wrong.toLowerCase(),
    candidates.map((candidate) => candidate.toLowerCase()),
  );
  const original = candidates.find((candidate) => candidate.toLowerCase() === best);
  if (original === undefined) return null;
  const allowed = Math.max(2, Math.floor(Math.max(wrong.length, original.length) / 3));
  return distance(wrong.toLowerCase(), best) <= allowed ? original : null;
}
