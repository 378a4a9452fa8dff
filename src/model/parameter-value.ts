/** The most that SSM stores in one parameter, in the advanced tier. */
const MAX_BYTES = 8192;

/** What is wrong with a value, e.g. `is empty`, and what to do about it. */
export interface ValueProblem {
  readonly what: string;
  readonly hint: string;
}

/** What SSM would refuse in a value: none at all, more than 8 KiB, and `{{`, which it reads as a reference of its own. */
export function valueProblems(value: string): ValueProblem[] {
  if (value === '') {
    return [{ what: 'is empty, and SSM stores no empty value', hint: 'remove the key, or give it a value' }];
  }
  return [
    ...(Buffer.byteLength(value) > MAX_BYTES ? [{ what: `has more than ${MAX_BYTES} bytes`, hint: 'shorten it' }] : []),
    ...(value.includes('{{') ? [{ what: 'holds {{, which SSM does not store', hint: 'write it another way' }] : []),
  ];
}
