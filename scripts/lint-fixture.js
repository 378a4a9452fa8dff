// Imports that are not allowed, to see whether the rules against them fire.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SETTINGS = fileURLToPath(new URL('../.oxlintrc.json', import.meta.url));

/** A file each with what is wrong with it, and the rule that has to say so. */
export const IMPORT_RULES = [
  {
    file: 'src/cli/asks-aws.ts',
    wrong: "import { S3Client } from '@aws-sdk/client-s3';\n\nexport const client = S3Client;\n",
    rule: 'no-restricted-imports',
  },
  {
    file: 'src/plan/reads-files.ts',
    wrong: "import { readFile } from 'node:fs/promises';\n\nexport const read = readFile;\n",
    rule: 'no-restricted-imports',
  },
  {
    file: 'src/model/acts.ts',
    wrong: "import { act } from '../execute/act.ts';\n\nexport const acts = act;\n",
    rule: 'no-restricted-imports',
  },
  {
    file: 'src/execute/one.ts',
    wrong: "import { other } from './other.ts';\n\nexport const one = (): unknown => other;\n",
    rule: 'no-cycle',
  },
  {
    file: 'src/execute/other.ts',
    wrong: "import { one } from './one.ts';\n\nexport const other = (): unknown => one;\n",
    rule: 'no-cycle',
  },
];

/** Lints these files in a folder of their own; answers those about which the rule says nothing. */
export function brokenRules(lint) {
  const folder = mkdtempSync(join(tmpdir(), 'envctl-lint-'));
  try {
    cpSync(SETTINGS, join(folder, '.oxlintrc.json'));
    for (const { file, wrong } of IMPORT_RULES) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), wrong);
    }
    const findings = lint(folder).split('\n\n');
    const fires = ({ file, rule }) => findings.some((finding) => finding.includes(rule) && finding.includes(file));
    return IMPORT_RULES.filter((one) => !fires(one)).map(({ file, rule }) => `${file} (${rule})`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
