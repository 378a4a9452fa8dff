/** Colours that stand on each other with a contrast of 4.5 at least, for light and for dark. */
const COLOURS = `
:root{color-scheme:light dark;--back:#f4f6f9;--card:#fff;--ink:#1c2430;--soft:#56616f;--line:#dde4ec;--accent:#0b63ce;
--good:#10693a;--good-back:#e3f4ea;--busy:#7a5200;--busy-back:#fdf1d8;--bad:#b3202e;--bad-back:#fde8ea;--quiet:#56616f;--quiet-back:#eef1f5}
@media (prefers-color-scheme: dark){:root{--back:#0b0e13;--card:#11151c;--ink:#e8edf4;--soft:#9aa6b5;--line:#28313d;--accent:#5aa2ff;
--good:#67d391;--good-back:#12301f;--busy:#f0bf5c;--busy-back:#332609;--bad:#ff8f95;--bad-back:#3b161a;--quiet:#9aa6b5;--quiet-back:#1c232d}}
`;

const LAYOUT = `
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--back);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
header,main,footer{max-width:100rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:2.5rem}
h1{margin:0;font-size:2rem;line-height:1.2;letter-spacing:-.02em}
h2{margin:0 0 1rem;font-size:1.35rem;letter-spacing:-.01em}
h3{margin:1.75rem 0 .6rem;font-size:1rem}
header p{margin:.35rem 0 0}
section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.5rem;margin:1.25rem 0}
footer{padding-bottom:2.5rem;font-size:.875rem}
a{color:var(--accent);text-underline-offset:.18em}
a:focus-visible,summary:focus-visible,[tabindex="0"]:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:6px}
main:focus{outline:none}
nav ul{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin:1.1rem 0 0;padding:0}
nav a{display:block;padding:.3rem .8rem;border:1px solid var(--line);border-radius:999px;background:var(--card);text-decoration:none;font-size:.9rem}
nav a:hover{border-color:var(--accent)}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;border-radius:8px;z-index:1}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.scroll{position:relative;overflow-x:auto;margin:0}
`;

const PARTS = `
table{border-collapse:collapse;width:100%;font-size:.925rem}
caption{text-align:left;color:var(--soft);font-size:.875rem;padding-bottom:.5rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .9rem .55rem 0;border-bottom:1px solid var(--line)}
tbody tr:last-child>*{border-bottom:0}
thead th{font-size:.875rem;white-space:nowrap}
tbody th{font-weight:600;white-space:nowrap}tbody td{min-width:6.5rem}tbody td.wide{min-width:20rem}
.matrix th,.matrix td{min-width:8.5rem}
.matrix tbody th,.matrix thead th:first-child{position:sticky;left:0;background:var(--card);min-width:7rem}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.soft{color:var(--soft);font-weight:400}
.none{color:var(--soft)}
td .soft,thead .soft{font-size:.85rem;display:block}
.state+.state{margin-top:.5rem}
code{font:.875em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.chip{display:inline-block;padding:.05rem .55rem;border-radius:999px;font-size:.85rem;font-weight:600;white-space:nowrap;background:var(--quiet-back);color:var(--quiet)}
.chip.good{background:var(--good-back);color:var(--good)}
.chip.busy{background:var(--busy-back);color:var(--busy)}
.chip.bad{background:var(--bad-back);color:var(--bad)}
.facts{display:flex;flex-wrap:wrap;gap:.75rem 2rem;margin:0}
.facts dt{color:var(--soft);font-size:.8rem}
.facts dd{margin:0;overflow-wrap:anywhere}
.notice{border-left:4px solid var(--bad);background:var(--bad-back);padding:.6rem 1rem;border-radius:6px}
details{margin-top:.5rem}
summary{cursor:pointer;color:var(--accent);width:max-content}
details table{margin-top:.75rem}
.key{display:inline-block;width:1.6rem;height:.7rem;border-radius:3px;vertical-align:baseline}
.key.critical{background:var(--accent)}
@media print{body{background:#fff}section{border:0;padding:0;break-inside:avoid}nav{display:none}}
@media (max-width:40rem){header,main,footer{padding-left:.75rem;padding-right:.75rem}section{padding:1rem}
.matrix tbody th,.matrix thead th:first-child{min-width:8rem;max-width:8rem;white-space:normal;overflow-wrap:anywhere}}
`;

/** How the page looks: light or dark as the reader's system is, one column, nothing from elsewhere. */
export const PAGE_STYLE = `${COLOURS}${LAYOUT}${PARTS}`.replaceAll('\n', '');
