/** Run inside a page: each is sent there as it stands and uses nothing from outside. */

/** Pairs of texts of one picture that lie on each other, and texts that stand out of it. */
export function clashes(): string[];

/** Texts with less contrast than 4.5 (WCAG 2.1, AA) to the nearest background behind them. */
export function faint(): string[];

/** By how many pixels the page is wider than its window. */
export function overflow(): number;

/** How many tables have no caption. */
export function bareTables(): number;

/** Levels of the headings, in the order of the page. */
export function headingLevels(): number[];

/** What has the focus: its text, and how far down the page it is. */
export function focused(): { readonly text: string; readonly top: number };
