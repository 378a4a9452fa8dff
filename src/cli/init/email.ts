import { stringify } from 'yaml';
import { placeOf } from '../../definition/places.ts';
import { resolveReferences } from '../../definition/references.ts';
import { checkAgainst, type Validate } from '../../definition/schema-check.ts';
import type { Tree } from '../../definition/tree.ts';
import { readYaml } from '../../definition/yaml-tree.ts';
import { fail } from '../../diagnostics/error.ts';

/** Where an address is to stand, and what its references mean there. */
export interface EmailUse {
  readonly email: string;
  readonly project: string;
  readonly region: string;
  /** Names of the environments that make an account with it. */
  readonly environments: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What each definition is checked with. */
  readonly check: Validate;
}

/** Throws UsageInvalid for an address that the definitions of a new project would be refused for: AWS takes each only once. */
export function refuseEmail(use: EmailUse): void {
  const { email, environments } = use;
  const addresses = new Set(environments.map((environment) => addressOf(use, environment).toLowerCase()));
  if (addresses.size === environments.length) return;
  fail(
    'UsageInvalid',
    `${environments.join(' and ')} would both have the e-mail ${email}: each address is one account`,
    {
      hint: hintFor(email),
    },
  );
}

/** As it is in the definition of that environment, which is read and checked as any. */
function addressOf({ email, project, region, env, check }: EmailUse, environment: string): string {
  const { value } = readYaml('', stringify({ account: { email } }), 'DefinitionInvalid');
  if (!value) return email;
  const context = { project, environment, region, env, account: null, config: null, sha: null } as const;
  const filled = resolveReferences(
    value,
    { ...context, configHasPlaces: false, partial: false, code: 'DefinitionInvalid' },
    placeOf,
  );
  const [problem] = [...filled.diagnostics, ...checkAgainst(check, filled.tree, 'DefinitionInvalid', true).diagnostics];
  if (!problem) return textIn(filled.tree) ?? email;
  const message = problem.message.replace(/^account\.email /, 'the address ');
  fail('UsageInvalid', `--email ${email}: ${message}`, { hint: hintFor(email) });
}

function textIn(tree: Tree): string | null {
  if (tree.kind === 'scalar') return String(tree.value);
  const [first] = tree.kind === 'map' ? tree.entries.values() : [];
  return first ? textIn(first.value) : null;
}

/** The address that was meant, with the name of each environment after a plus sign. */
function hintFor(email: string): string {
  const [, name, domain] = /^([\w.-]+)@([\w-]+(?:\.[\w-]+)+)$/.exec(email) ?? ['', 'aws', 'example.com'];
  return `give each environment an address of its own: --email '${name}+\${environment}@${domain}'`;
}
