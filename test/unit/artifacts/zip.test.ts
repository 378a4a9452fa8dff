import { unzipSync, zipSync } from 'fflate';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isZip, joinZips, namesInZip } from '../../../src/artifacts/finished-zip.ts';
import { zip, type ZipEntry } from '../../../src/artifacts/zip.ts';
import { sha256 } from '../../../src/model/digest.ts';

const entry = (name: string, text: string, executable = false): ZipEntry => ({
  name,
  bytes: Buffer.from(text),
  executable,
});

const entries = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-zé]{1,8}(\/[a-z]{1,8}){0,2}$/),
    bytes: fc.uint8Array({ maxLength: 200 }),
    executable: fc.boolean(),
  }),
  { selector: ({ name }) => name, minLength: 1 },
);

describe('zip', () => {
  it('is the same whatever the order of the entries', () => {
    fc.assert(
      fc.property(
        entries.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(sha256(zip(shuffled))).toBe(sha256(zip(list)));
        },
      ),
    );
  });

  it('holds what was put into it', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const unzipped = unzipSync(zip(list));
        expect(Object.keys(unzipped).sort()).toEqual(list.map(({ name }) => name).sort());
        for (const { name, bytes } of list) expect(Buffer.from(unzipped[name]!)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('is the same in every release: change this digest only with a reason', () => {
    expect(sha256(zip([entry('b/run.sh', 'echo', true), entry('a.js', 'a')]))).toBe(
      '58dd70a4fe387d7f156358c07551647c5f03386fde5096aa688c6797ec11bd3e',
    );
  });

  it('is the same in every time zone', () => {
    const here = sha256(zip([entry('a', 'a')]));
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Kiritimati';
    expect(sha256(zip([entry('a', 'a')]))).toBe(here);
    process.env['TZ'] = zone;
  });

  it('keeps the executable bit', () => {
    expect(sha256(zip([entry('a', 'a', true)]))).not.toBe(sha256(zip([entry('a', 'a')])));
  });
});

describe('a finished zip', () => {
  it('is told from other files', () => {
    expect(isZip(zip([entry('a', 'a')]))).toBe(true);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(isZip(bytes)).toBe(false);
      }),
    );
  });

  it('is joined with another', () => {
    fc.assert(
      fc.property(entries, fc.boolean(), (list, foreign) => {
        const finished = foreign
          ? zipSync(Object.fromEntries(list.map(({ name, bytes }) => [name, bytes])))
          : zip(list);
        const joined = joinZips(finished, zip([entry('config.json', '{}'), entry('x/y', 'z')]));
        expect(namesInZip(joined)).toHaveLength(list.length + 2);
        const unzipped = unzipSync(joined);
        expect(Buffer.from(unzipped['config.json']!).toString()).toBe('{}');
        for (const { name, bytes } of list) expect(Buffer.from(unzipped[name]!)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('is needed to join', () => {
    expect(() => joinZips(Buffer.from('x'), zip([entry('a', 'a')]))).toThrow(TypeError);
  });
});
