/** Levels of nesting: no template needs more, and what reads a tree recursively stays within its stack. */
export const MAX_DEPTH = 200;
