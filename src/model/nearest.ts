import { distance } from 'fastest-levenshtein';

/**
 * The candidate that a misspelt word most likely means, or null when none is near enough to be worth saying: one slip in
 * up to six letters, two in up to nine, three in longer words. Ties go to the first in alphabetical order.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const limit = word.length <= 6 ? 1 : word.length <= 9 ? 2 : 3;
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of [...candidates].sort()) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const found = slips(word.toLowerCase(), candidate.toLowerCase());
    if (found < bestDistance) [best, bestDistance] = [candidate, found];
  }
  return best;
}

/** Levenshtein's distance, with two letters in each other's place as one slip instead of two. */
function slips(word: string, candidate: string): number {
  let first = 0;
  while (first < word.length && word[first] === candidate[first]) first += 1;
  const swapped = word.slice(0, first) + word.charAt(first + 1) + word.charAt(first) + word.slice(first + 2);
  return word !== candidate && swapped === candidate ? 1 : distance(word, candidate);
}

/** The hint for an unknown name: the nearest one, else what there is, else null. */
export function nameHint(word: string, candidates: Iterable<string>): string | null {
  const all = [...new Set(candidates)].sort();
  const best = nearest(word, all);
  if (best !== null) return `did you mean ${best}?`;
  if (all.length === 0) return null;
  const shown = all.slice(0, 12).join(', ');
  return `known are: ${shown}${all.length > 12 ? ', …' : ''}`;
}
