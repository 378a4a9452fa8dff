import { isObject, type Json } from '../../../model/json.ts';
import { partitionOf } from '../../../model/names.ts';
import { lowerId, upperId, uuid } from '../../ids.ts';
import { ResourceFailure } from '../faults.ts';
import type { ResourceRecord } from '../records.ts';
import type { Made, ResourceHandler, ResourceRequest } from './handler.ts';
import { handlerFailure } from './messages.ts';
import { generatedName } from './names.ts';
import { holderOf } from './taken.ts';
import { plain } from '../text.ts';

/**
 * How the ids and attributes of a type look. In the patterns, `{account}`, `{region}`, `{partition}` and `{suffix}` are
 * the place, `{name}` the explicit or generated name, `{id}` the physical id, `{Property}` a property's value, and
 * `{lowerN}`, `{upperN}`, `{hexN}` and `{uuid}` are made up.
 */
export interface Shape {
  readonly id: string;
  /** Property that gives an explicit name; nobody else in the account and region may have it. */
  readonly name?: string;
  /** Longest name that the service takes, for generated ones. */
  readonly longest?: number;
  readonly lowerCase?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
  /** The property and value that keep the service from deleting it, and what it says then. */
  readonly protectedBy?: { readonly property: string; readonly value: string; readonly text: string };
}

const MADE_UP = /\{(?:lower|upper|hex)\d+\}|\{uuid\}/;

/** A handler for a type that lives in its stack only: its ids and attributes look right, nothing else exists. */
export function shaped(shape: Shape): ResourceHandler {
  return {
    create: (request) => {
      const name = nameOf(shape, request);
      const physicalId = fill(shape.id, request, { name });
      if (explicitName(shape, request) !== null) refuseTaken(request, physicalId);
      return { physicalId, attributes: attributesOf(shape, request, { name, id: physicalId }, {}) };
    },
    update: (request, current) => {
      const physicalId = current.physicalId ?? '';
      const name = explicitName(shape, request) ?? plain(current.attributes['{name}'] ?? physicalId);
      return { physicalId, attributes: attributesOf(shape, request, { name, id: physicalId }, current.attributes) };
    },
    remove: (request, current) => {
      const { property, value, text } = shape.protectedBy ?? { property: '', value: '', text: '' };
      const actual = current.properties[property];
      if (actual !== undefined && plain(actual) === value) throw handlerFailure(request.site, text, 'InvalidRequest');
    },
  };
}

/** Throws what AWS says when a name that must be its own is somebody else's. */
function refuseTaken(request: ResourceRequest, physicalId: string): void {
  const holder = holderOf(request.site, request.type, physicalId);
  if (holder === null) return;
  throw new ResourceFailure(
    `${physicalId} already exists${holder.stackId === null ? '' : ` in stack ${holder.stackId}`}`,
  );
}

function explicitName(shape: Shape, request: ResourceRequest): string | null {
  const value = shape.name === undefined ? undefined : request.properties[shape.name];
  return value === undefined || isObject(value) ? null : plain(value);
}

function nameOf(shape: Shape, request: ResourceRequest): string {
  return (
    explicitName(shape, request) ??
    generatedName(request, { longest: shape.longest ?? 255, lower: shape.lowerCase === true })
  );
}

/** What is made up is made up once: an update keeps it. */
function attributesOf(
  shape: Shape,
  request: ResourceRequest,
  known: { name: string; id: string },
  current: ResourceRecord['attributes'],
): Made['attributes'] {
  const entries = Object.entries(shape.attributes ?? {}).map(([key, pattern]): [string, Json] => {
    const before = MADE_UP.test(pattern) ? current[key] : undefined;
    return [key, before ?? fill(pattern, request, known)];
  });
  return { '{name}': known.name, ...Object.fromEntries(entries) };
}

/** Fills a pattern; see `Shape`. A property that is not given becomes nothing. */
function fill(pattern: string, request: ResourceRequest, known: Readonly<Record<string, string>>): string {
  const place = placeOf(request);
  return pattern.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = known[key] ?? place[key] ?? madeUp(key, request) ?? request.properties[key] ?? '';
    return typeof value === 'object' ? '' : String(value);
  });
}

function placeOf(request: ResourceRequest): Readonly<Record<string, string>> {
  const { account, region } = request.site;
  return { account, region, partition: partitionOf(region), suffix: urlSuffix(region) };
}

/** Domain of the region's endpoints. */
export function urlSuffix(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}

function madeUp(key: string, { site }: ResourceRequest): string | null {
  if (key === 'uuid') return uuid(site.state);
  const [, kind, length] = /^(lower|upper|hex)(\d+)$/.exec(key) ?? [];
  if (kind === 'lower') return lowerId(site.state, '', Number(length));
  if (kind === 'upper') return upperId(site.state, '', Number(length));
  return kind === 'hex' ? uuid(site.state).replaceAll('-', '').slice(0, Number(length)) : null;
}
