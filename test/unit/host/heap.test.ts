import { readFileSync } from 'node:fs';
import { cachedDataVersionTag, setFlagsFromString } from 'node:v8';
import { afterAll, expect, it } from 'vitest';
import { spareMemory } from '../../../src/heap.ts';

afterAll(() => {
  setFlagsFromString('--heap-growing-percent=0');
  setFlagsFromString('--semi-space-growth-factor=2');
});

// The tag is made of V8's version and of all its settings: one that it does not know changes nothing.

it('V8 is told to be sparing for ten environments, knows what it is told, and is left alone for fewer', async () => {
  const before = cachedDataVersionTag();
  await spareMemory(9);
  expect(cachedDataVersionTag()).toBe(before);
  await spareMemory(10);
  expect(cachedDataVersionTag()).not.toBe(before);
});

it('V8 knows what every command tells it', () => {
  const program = readFileSync(new URL('../../../bin/envctl.js', import.meta.url), 'utf8');
  const [, setting = ''] = /setFlagsFromString\('([^']+)'\)/.exec(program) ?? [];
  const before = cachedDataVersionTag();
  setFlagsFromString(setting);
  expect(cachedDataVersionTag()).not.toBe(before);
});
