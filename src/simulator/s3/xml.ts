import { XMLParser } from 'fast-xml-parser';
import { isObject } from '../../model/json.ts';
import { element } from '../protocols/xml.ts';
import { AwsFault, type WireResponse } from '../service.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An element of a request body: text, or children by name. A name that occurs more than once is a list. */
export type Tree = Readonly<Record<string, unknown>>;

/** The children of the body's root element `root`. Throws MalformedXML for anything else. */
export function parseXml(body: Uint8Array, root: string): Tree {
  const parser = new XMLParser({ parseTagValue: false, trimValues: false, removeNSPrefix: true, htmlEntities: true });
  let parsed: unknown;
  try {
    parsed = parser.parse(Buffer.from(body).toString('utf8'), true);
  } catch {
    throw malformed();
  }
  const tree = isObject(parsed) ? parsed[root] : undefined;
  if (isObject(tree)) return tree;
  if (typeof tree === 'string' && tree.trim() === '') return {};
  throw malformed();
}

/** What S3 answers to XML that its schema does not allow. */
export function malformed(): AwsFault {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new AwsFault('MalformedXML', message);
}

/** Text of the child at a path of names; null when there is none. */
export function textAt(tree: Tree, ...path: readonly string[]): string | null {
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce<Tree | undefined>((node, name) => childrenAt(node ?? {}, name)[0], tree);
  const value = parent?.[last];
  return typeof value === 'string' ? value : null;
}

/** All children of that name which have children themselves, whether one or several. */
export function childrenAt(tree: Tree, name: string): Tree[] {
  const value = tree[name];
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

/** `<parent><Tag><Key/><Value/></Tag>…</parent>` as a record. */
export function tagsIn(tree: Tree, parent: string): Record<string, string> {
  const tags = childrenAt(tree, parent).flatMap((set) => childrenAt(set, 'Tag'));
  return Object.fromEntries(tags.map((tag) => [textAt(tag, 'Key') ?? '', textAt(tag, 'Value') ?? '']));
}

/** An answer with a root element in S3's namespace around elements that are XML already. */
export function xmlAnswer(root: string, content: string): WireResponse {
  return document(`<${root} xmlns="${NAMESPACE}">${content}</${root}>`);
}

/** One element for each item: the flattened lists of S3's answers. */
export function repeated(name: string, items: readonly unknown[]): string {
  return items.map((item) => element(name, item, 'member')).join('');
}

/** An answer whose body is given as XML. */
export function document(xml: string): WireResponse {
  const body = xml.startsWith('<?xml') ? xml : `${DECLARATION}${xml}`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) };
}

export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, headers, body: new Uint8Array() };
}
