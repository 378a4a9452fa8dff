import { stringify } from 'yaml';

/** A member account that was there before. */
export interface FoundAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** The definition of an environment in an account that exists already. */
export function existingDefinition({ id, name, email }: FoundAccount, schema: string): string {
  return [
    `# yaml-language-server: $schema=${schema}`,
    '#',
    `# The account ${oneLine(name)} (${oneLine(email)}) of the organization. It is entered by OrganizationAccountAccessRole unless`,
    '# `role` names another one; an account that was invited may have neither.',
    'extends: base.yaml',
    '',
    'account:',
    `  ${stringify({ id }).trimEnd()}`,
    '',
  ].join('\n');
}

/** Names come from AWS: one must not end the comment that it stands in. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
