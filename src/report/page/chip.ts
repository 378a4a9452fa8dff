import { markup, type Markup } from '../markup.ts';

type Tone = 'good' | 'busy' | 'bad' | 'quiet';

const MARKS: Readonly<Record<Tone, string>> = { good: '✓', busy: '…', bad: '✗', quiet: '–' };

/** A state in a few letters: never told by its colour alone. */
export function chip(text: string): Markup {
  const tone = toneOf(text);
  return markup`<span class="chip ${tone}"><span aria-hidden="true">${MARKS[tone]}</span> ${readable(text)}</span>`;
}

function toneOf(text: string): Tone {
  if (/ROLLBACK|FAILED|^failed$|^unreachable$/.test(text)) return 'bad';
  if (text.endsWith('_COMPLETE') || text === 'succeeded') return 'good';
  return text.endsWith('_IN_PROGRESS') ? 'busy' : 'quiet';
}

/** `UPDATE_COMPLETE` as `update complete`. */
function readable(text: string): string {
  return text.toLowerCase().replaceAll('_', ' ');
}
