/** Levels of nesting: no definition needs more, and recursive readers stay within their stack. */
export const MAX_DEPTH = 100;
