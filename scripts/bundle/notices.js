// The licences of the packages that are in the bundle: their notices go with their code.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LICENCE = /^(?:licen[cs]e|notice|copying)(?:[.-].*)?$/i;

/** Writes `licences.txt` beside the bundle. Throws for a package that comes without one. */
export function writeNotices(metafile, root, out) {
  const notices = packagesIn(metafile).map((folder) => notice(root, folder));
  writeFileSync(join(out, 'licences.txt'), `envctl contains code of these packages.\n\n${notices.sort().join('\n')}`);
}

/** Folders of the packages that something of is in the bundle. */
function packagesIn({ inputs, outputs }) {
  const used = new Set(Object.values(outputs).flatMap(({ inputs: parts }) => Object.keys(parts)));
  const folders = Object.keys(inputs)
    .filter((path) => used.has(path))
    .map((path) => /^(?:.*node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

function notice(root, folder) {
  const path = join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const files = readdirSync(path).filter((file) => LICENCE.test(file));
  if (files.length === 0) throw new Error(`${name} ${version} has no text of its licence`);
  const texts = files.map((file) => readFileSync(join(path, file), 'utf8').trim());
  return [`${'='.repeat(80)}\n${name} ${version} (${license})\n`, ...texts, ''].join('\n');
}
