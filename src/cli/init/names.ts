const LONGEST = 32;

/** A name for a project from that of its folder: `My App` is `my-app`. Names that AWS keeps for itself get another beginning. */
export function projectNameFrom(folder: string): string {
  const name = nameFrom(folder);
  if (name === '') return 'app';
  return /^(aws|ssm)/.test(name) ? cut(`my-${name}`) : name;
}

/** A name for the environment of an account, apart from all others: `Notes Staging` of project notes is `staging`. */
export function environmentNameFrom(account: string, project: string, taken: ReadonlySet<string>): string {
  const whole = nameFrom(account) || 'account';
  const short = whole.startsWith(`${project}-`) ? whole.slice(project.length + 1) : whole;
  const base = /^[a-z]/.test(short) ? short : whole;
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${cut(base, LONGEST - 4)}-${count}`;
    if (!taken.has(name)) return name;
  }
}

/** Lower-case letters and digits in groups joined by single hyphens, beginning with a letter; empty when nothing is left. */
function nameFrom(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  return cut(plain.replaceAll(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+/, ''));
}

function cut(name: string, longest = LONGEST): string {
  return name.slice(0, longest).replace(/-+$/, '');
}
