/** One XML element for a named value. Lists become a child `item` an entry; undefined and null members are left out. */
export function element(name: string, value: unknown, item: string): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${content(value, item)}</${name}>`;
}

/** The members of an object, one element after the other. */
export function elements(members: object, item: string): string {
  return Object.entries(members)
    .map(([name, value]) => element(name, value, item))
    .join('');
}

function content(value: unknown, item: string): string {
  if (Array.isArray(value)) return value.map((entry) => element(item, entry, item)).join('');
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null) return elements(value, item);
  return escapeXml(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

/** Text as the content of an element. Characters that XML cannot hold at all are replaced by U+FFFD. */
function escapeXml(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- these are what XML 1.0 forbids
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
      .replaceAll(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character)
  );
}
