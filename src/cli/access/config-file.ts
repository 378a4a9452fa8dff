/** A profile of the shared AWS configuration, as envctl writes it. */
export interface Profile {
  readonly name: string;
  /** `<project>/<environment>`: by it a section is known to be ours. */
  readonly owner: string;
  readonly settings: Readonly<Partial<Record<Setting, string>>>;
}

/** Settings that are envctl's in its own sections; every other line there is the person's. */
const SETTINGS = [
  'role_arn',
  'source_profile',
  'credential_source',
  'external_id',
  'credential_process',
  'region',
] as const;

export type Setting = (typeof SETTINGS)[number];

/** A section as it stands alone. */
export function profileText(profile: Profile): string {
  return `${[header(profile), ...ownLines(profile)].join('\n')}\n`;
}

/**
 * The text of a configuration file with this profile in it. Its own lines are written anew, all others stay as they are. Null
 * when there is a profile of that name which envctl has not made.
 */
export function withProfile(text: string, profile: Profile): string | null {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => sectionIn(line) === `profile ${profile.name}`);
  if (start < 0) return text + separator(text) + profileText(profile);
  const next = lines.findIndex((line, index) => index > start && sectionIn(line) !== null);
  const end = next < 0 ? lines.length : next;
  const body = lines.slice(start + 1, end);
  if (!body.some((line) => line.trim() === marker(profile))) return null;
  const theirs = body.filter((line) => line.trim() !== marker(profile) && !isOurs(line));
  return [...lines.slice(0, start + 1), ...ownLines(profile), ...theirs, ...lines.slice(end)].join('\n');
}

function header({ name }: Profile): string {
  return `[profile ${name}]`;
}

function marker({ owner }: Profile): string {
  return `# envctl ${owner}`;
}

function ownLines(profile: Profile): string[] {
  const settings = SETTINGS.flatMap((key) => {
    const value = profile.settings[key];
    return value === undefined ? [] : [`${key} = ${value}`];
  });
  return [marker(profile), ...settings];
}

/** A blank line between what was there and what comes. */
function separator(text: string): string {
  if (text === '' || text.endsWith('\n\n')) return '';
  return text.endsWith('\n') ? '\n' : '\n\n';
}

/** `profile staging` for `[profile staging]` and `[profile "staging"]`; null for a line that begins no section. */
function sectionIn(line: string): string | null {
  const title = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
  return title === undefined ? null : title.trim().replaceAll('"', '').split(/\s+/).join(' ');
}

function isOurs(line: string): boolean {
  const key = /^([\w-]+)\s*=/.exec(line)?.[1];
  return SETTINGS.some((setting) => setting === key);
}
