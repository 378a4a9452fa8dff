import type { Case } from './case.ts';

/** Cases in an order that the seed alone decides, of every command equally many: none is left out because it asks little. */
export function sample<C extends Case>(cases: readonly C[], count: number, seed: number): C[] {
  const random = randomOf(seed);
  const commands = [...new Set(cases.map(({ task }) => task.line))];
  const piles = commands.map((line) =>
    shuffled(
      cases.filter(({ task }) => task.line === line),
      random,
    ),
  );
  const longest = Math.max(...piles.map(({ length }) => length));
  const dealt = Array.from({ length: longest }, (_, at) => piles.flatMap((pile) => pile[at] ?? []));
  return dealt.flat().slice(0, count);
}

/** The cases of one part: `2/8` is the second of eight, of about the same size and kind. */
export function partOf<T>(cases: readonly T[], part: string): T[] {
  const [number = 1, parts = 1] = part.split('/').map(Number);
  return cases.filter((_, index) => index % parts === number - 1);
}

/** The same in an order that the numbers decide. */
export function shuffled<T>(cases: readonly T[], random: () => number): T[] {
  const keyed = cases.map((one) => ({ one, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
}

/** Numbers from 0 to 1, the same for the same seed (the generator of Park and Miller). */
export function randomOf(seed: number): () => number {
  const modulus = 2_147_483_647;
  let state = (Math.abs(Math.trunc(seed)) % (modulus - 1)) + 1;
  return () => {
    state = (state * 48_271) % modulus;
    return state / modulus;
  };
}
