import * as fc from 'fast-check';

/**
 * Checks a law for generated cases and says how many there were. `HOSTILE_FACTOR=20` makes twenty times as many of them, for a
 * long run; what fails is repeated by the seed and path that the failure prints.
 */
export async function campaign<T>(
  what: string,
  cases: fc.Arbitrary<T>,
  numRuns: number,
  law: (one: T) => void | Promise<void>,
): Promise<void> {
  const runs = numRuns * Number(process.env['HOSTILE_FACTOR'] ?? '1');
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      await law(one);
    }),
    { numRuns: runs },
  );
  process.stdout.write(`hostile input: ${runs} cases of ${what}\n`);
}

/** What a terminal would obey, or what would turn the direction of text; colours are not looked for. */
// eslint-disable-next-line no-control-regex
export const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** A title, a colour, a bell, an 8-bit control sequence, a turn of direction, a carriage return and a form feed. */
export const ESCAPES = '\u001b]0;title\u0007\u001b[31mred\u009b2J\u202eback\r\f';
