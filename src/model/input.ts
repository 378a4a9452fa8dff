/** More than any value or file of values. Of standard input no more than this and a little is read: a pipe may have no end. */
export const MAX_INPUT_BYTES = 1024 * 1024;
