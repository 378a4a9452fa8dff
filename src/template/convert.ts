import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import { isObject, type Json } from '../model/json.ts';
import { MAX_DEPTH } from './limits.ts';
import { leaf, type Mark, type Marked } from './marks.ts';
import { didYouMean } from './problem.ts';
import { plainScalar } from './scalars.ts';
import { isCoreTag, longForm, SHORT_TAGS } from './tags.ts';
import { isList } from './tree.ts';

/** Aliases may name each other: what they stand for is bounded, so that a few lines do not fill the memory. */
const MAX_VALUES = 250_000;

/** Called with what is wrong, the offset where, and a hint. */
export type Report = (message: string, offset: number, hint: string | null) => void;

/** Turns the nodes of a YAML document into values: short tags become functions, aliases and `<<` what they stand for. */
export class Converter {
  private readonly report: Report;
  private readonly open = new Set<Node>();
  /** By name, the latest that was met: looking one up in the document would take as long as the document is. */
  private readonly anchors = new Map<string, Node>();
  private expanding = 0;
  private count = 0;

  constructor(report: Report) {
    this.report = report;
  }

  /** `offset` is where an empty value stands. */
  convert(node: Node | null | undefined, offset = 0): Marked {
    const at = node?.range?.[0] ?? offset;
    if (!node || !this.enter(node, at)) return leaf(null, at);
    if (this.expanding === 0 && 'anchor' in node && typeof node.anchor === 'string')
      this.anchors.set(node.anchor, node);
    const converted = this.converted(node, at);
    this.open.delete(node);
    return converted;
  }

  /** False when there are too many values, or when one lies too deep. */
  private enter(node: Node, at: number): boolean {
    this.count += 1;
    if (this.count === MAX_VALUES) this.report(`the template has more than ${MAX_VALUES} values`, at, null);
    if (this.count >= MAX_VALUES) return false;
    if (this.open.size === MAX_DEPTH) this.report('the template is nested too deeply', at, null);
    if (this.open.size >= MAX_DEPTH) return false;
    this.open.add(node);
    return true;
  }

  private converted(node: Node, at: number): Marked {
    if (isAlias(node)) return this.alias(node.source, at);
    if (isScalar(node)) return this.tagged(leaf(scalar(node), at), node.tag);
    if (isSeq<Node>(node)) return this.tagged(this.list(node.items, at), node.tag);
    if (isMap<Node, Node | null>(node)) return this.tagged(this.map(node.items, at), node.tag);
    return leaf(null, at);
  }

  private alias(name: string, at: number): Marked {
    const target = this.anchors.get(name);
    if (!target || this.open.has(target)) {
      this.report(target ? 'an alias names a value that it is part of' : `*${name} has no anchor before it`, at, null);
      return leaf(null, at);
    }
    this.expanding += 1;
    const { value, mark } = this.convert(target, at);
    this.expanding -= 1;
    return { value, mark: { ...mark, offset: at } };
  }

  private tagged(marked: Marked, tag: string | undefined): Marked {
    if (tag === undefined || isCoreTag(tag)) return marked;
    const { offset } = marked.mark;
    const value = longForm(tag, marked.value);
    if (!value) {
      this.report(`CloudFormation has no tag "${tag}"`, offset, didYouMean(tag, SHORT_TAGS));
      return marked;
    }
    const [name = ''] = Object.keys(value);
    return { value, mark: { offset, inside: new Map([[name, marked.mark]]) } };
  }

  private list(items: readonly Node[], offset: number): Marked {
    const converted = items.map((item) => this.convert(item, offset));
    const inside = new Map(converted.map(({ mark }, index) => [index, mark]));
    return { value: converted.map(({ value }) => value), mark: { offset, inside } };
  }

  private map(pairs: readonly Pair<Node, Node | null>[], offset: number): Marked {
    const inside = new Map<string, Mark>();
    const entries: [string, Json][] = [];
    const merged: Marked[] = [];
    for (const { key, value } of pairs) {
      const at = key.range?.[0] ?? offset;
      const name = isScalar(key) ? textOf(key) : null;
      if (name === null) this.report('a key must be text', at, null);
      else if (inside.has(name)) this.report(`the key "${name}" is given twice`, at, null);
      const converted = this.convert(value, at);
      if (name === '<<') merged.push(...this.mergeSources(converted, at));
      else if (name !== null) {
        entries.push([name, converted.value]);
        inside.set(name, standsBelow(value) ? { ...converted.mark, offset: at } : converted.mark);
      }
    }
    return merged.reduce(beneath, { value: Object.fromEntries(entries), mark: { offset, inside } });
  }

  /** What `<<` names: a map, or a list of maps of which the first wins. */
  private mergeSources({ value, mark }: Marked, at: number): Marked[] {
    if (isObject(value)) return [{ value, mark }];
    const maps = isList(value) ? [...value.entries()].filter(([, item]) => isObject(item)) : [];
    if (!isList(value) || maps.length < value.length) this.report('<< takes a map or a list of maps', at, null);
    return maps.map(([index, item]) => ({ value: item, mark: mark.inside.get(index) ?? mark }));
  }
}

function scalar(node: Scalar): Json {
  return node.type === 'PLAIN' && node.tag === undefined ? plainScalar(textOf(node)) : textOf(node);
}

/** The failsafe schema makes every scalar text. */
function textOf({ value }: Scalar): string {
  return typeof value === 'string' ? value : '';
}

/** A map or list on lines of its own, or nothing at all: the key says better where it is. */
function standsBelow(node: Node | null): boolean {
  if (isScalar(node)) return node.type === 'PLAIN' && node.value === '';
  return (isMap(node) || isSeq(node)) && node.flow !== true;
}

function beneath(nearer: Marked, source: Marked): Marked {
  if (!isObject(nearer.value) || !isObject(source.value)) return nearer;
  const inside = new Map([...source.mark.inside, ...nearer.mark.inside]);
  return { value: { ...source.value, ...nearer.value }, mark: { offset: nearer.mark.offset, inside } };
}
