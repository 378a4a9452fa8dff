// The licences of the packages that are in the bundle: their notices go with their code.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LICENCE = /^(?:licen[cs]e|notice|copying)(?:[.-].*)?$/i;

/** Writes `licences.txt` beside the bundle, of which these are the chunks. Throws for a package that comes without one. */
export function writeNotices(chunks, out) {
  const notices = packagesIn(chunks).map(notice);
  writeFileSync(join(out, 'licences.txt'), `envctl contains code of these packages.\n\n${notices.sort().join('\n')}`);
}

/** Folders of the packages that something of is in the bundle. */
function packagesIn(chunks) {
  const modules = chunks.flatMap(({ modules }) => Object.entries(modules ?? {}));
  const folders = modules
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .map(([id]) => /^(?:.*node_modules[\\/])(?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

function notice(path) {
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const files = readdirSync(path).filter((file) => LICENCE.test(file));
  if (files.length === 0) throw new Error(`${name} ${version} has no text of its licence`);
  const texts = files.map((file) => readFileSync(join(path, file), 'utf8').trim());
  return [`${'='.repeat(80)}\n${name} ${version} (${license})\n`, ...texts, ''].join('\n');
}
