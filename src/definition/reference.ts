/** A piece of a string: literal text, or what stands between `${` and `}`. */
export type Token =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'reference'; readonly body: string };

/** A reference after its syntax has been understood; whether what it names exists is decided elsewhere. */
export type Reference =
  | { readonly kind: 'project' | 'environment' | 'account' | 'region' | 'sha' }
  | { readonly kind: 'config'; readonly path: string }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'ssm'; readonly name: string }
  | {
      readonly kind: 'output';
      readonly environment: string | null;
      readonly service: string;
      readonly region: string | null;
      readonly output: string;
    };

/** The forms, for hints. */
export const REFERENCE_FORMS = [
  'project',
  'environment',
  'account',
  'region',
  'config:path',
  'output:service.Output',
  'ssm:/name',
  'env:NAME',
  'git:sha',
] as const;

/** Splits a string at its references. `$${` is a literal `${`. Null when a `${` has no end, or another one inside it. */
export function tokenize(source: string): Token[] | null {
  const tokens: Token[] = [];
  let text = '';
  let index = 0;
  while (index < source.length) {
    if (source.startsWith('$${', index)) {
      text += '${';
      index += 3;
    } else if (source.startsWith('${', index)) {
      const end = source.indexOf('}', index);
      const body = source.slice(index + 2, end);
      if (end < 0 || body.includes('${')) return null;
      if (text !== '') tokens.push({ kind: 'text', text });
      tokens.push({ kind: 'reference', body });
      text = '';
      index = end + 1;
    } else {
      const next = source.indexOf('$', index + 1);
      text += source.slice(index, next < 0 ? undefined : next);
      index = next < 0 ? source.length : next;
    }
  }
  if (text !== '') tokens.push({ kind: 'text', text });
  return tokens;
}

const OUTPUT = /^(?:([a-z0-9-]+)\/)?([a-z0-9-]+)(?:@([a-z0-9-]+))?\.([A-Za-z0-9]+)$/;
const PATTERNS: Readonly<Record<string, RegExp>> = {
  config: /^[A-Za-z0-9_-]+(?:\.+[A-Za-z0-9_-]+)*$/,
  env: /^[A-Za-z_][A-Za-z0-9_]*$/,
  ssm: /^(?:\/[A-Za-z0-9_.-]+)+$/,
  git: /^sha$/,
  output: OUTPUT,
};

/** Understands what stands between the braces; null when it has none of the known forms. */
export function parseReference(body: string): Reference | null {
  if (body === 'project' || body === 'environment' || body === 'account' || body === 'region') return { kind: body };
  const colon = body.indexOf(':');
  const kind = body.slice(0, Math.max(colon, 0));
  const rest = body.slice(colon + 1);
  if (!Object.hasOwn(PATTERNS, kind) || !PATTERNS[kind]?.test(rest)) return null;
  switch (kind) {
    case 'config':
      return { kind, path: rest };
    case 'env':
    case 'ssm':
      return { kind, name: rest };
    case 'git':
      return { kind: 'sha' };
    default:
      return outputReference(rest);
  }
}

function outputReference(rest: string): Reference | null {
  const [, environment, service, region, output] = OUTPUT.exec(rest) ?? [];
  if (service === undefined || output === undefined) return null;
  return { kind: 'output', environment: environment ?? null, service, region: region ?? null, output };
}
