const LETTER = 8.4;
const LINE = 19;
const EDGE = 16;
const BAR = 30;

const STYLE = `text{font:14px/19px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre;fill:#d6deeb}
.strong{font-weight:700;fill:#fff}.dim{fill:#93a4b8}.good{fill:#7ee787}.warn{fill:#f2cc60}.bad{fill:#ff7b72}.accent{fill:#79c0ff}`;

/**
 * A recorded session as a picture that stands alone: no script, nothing loaded. It plays where motion is welcome, and shows
 * its last frame elsewhere.
 * @param frames each with `lines` (runs of text with a style) and `seconds` that it stays
 * @param about `columns` and `rows` of the terminal, `title`, and the `transcript` for those who cannot see it
 */
export function film(frames, { columns, rows, title, transcript }) {
  const width = Math.ceil(columns * LETTER) + 2 * EDGE;
  const height = rows * LINE + BAR + EDGE;
  const known = new Map();
  const strip = frames.map(({ lines }, index) => frameOf(lines, index, rows, known)).join('\n');
  const symbols = [...known].map(([content, id]) => `<text id="${id}">${content}</text>`).join('\n');
  const reel = rows * LINE;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title" aria-describedby="transcript">
<title id="title">${escape(title)}</title>
<desc id="transcript">${escape(transcript)}</desc>
<style>
${STYLE}
.reel{transform:translateY(-${(frames.length - 1) * reel}px)}
@media (prefers-reduced-motion:no-preference){.reel{animation:play ${total(frames)}s steps(1,end) infinite}}
@keyframes play{${keyframes(frames, reel)}}
</style>
<defs>
${symbols}
</defs>
<rect width="${width}" height="${height}" rx="8" fill="#0d1b2a"/>
<g fill="#4b5d73"><circle cx="20" cy="16" r="5"/><circle cx="38" cy="16" r="5"/><circle cx="56" cy="16" r="5"/></g>
<svg x="${EDGE}" y="${BAR}" width="${width - 2 * EDGE}" height="${reel}" viewBox="0 0 ${width - 2 * EDGE} ${reel}" overflow="hidden">
<g class="reel">
${strip}
</g>
</svg>
</svg>
`;
}

function frameOf(lines, index, rows, known) {
  const uses = lines.map((runs, row) => {
    const content = runs.map(runOf).join('').trimEnd();
    if (content === '') return '';
    if (!known.has(content)) known.set(content, `t${known.size}`);
    return `<use href="#${known.get(content)}" y="${(index * rows + row + 1) * LINE - 5}"/>`;
  });
  return uses.join('');
}

function runOf({ text, style }) {
  return style === '' ? escape(text) : `<tspan class="${style}">${escape(text)}</tspan>`;
}

function total(frames) {
  return Math.round(frames.reduce((sum, { seconds }) => sum + seconds, 0) * 10) / 10;
}

/** Each frame holds from its own moment to the next one's. */
function keyframes(frames, reel) {
  let at = 0;
  return frames
    .map(({ seconds }, index) => {
      const percent = Math.round((at / total(frames)) * 10_000) / 100;
      at += seconds;
      return `${percent}%{transform:translateY(-${index * reel}px)}`;
    })
    .join('');
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
