import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { knownRegions, regionDoubt } from '../../../src/model/known-regions.ts';

/** It has no function that lists them. */
const PARTITIONS = '../../../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';

describe('names of regions', () => {
  it('are those of the AWS SDK', async () => {
    const sdk = await readFile(new URL(PARTITIONS, import.meta.url), 'utf8');
    const told = [...sdk.matchAll(/"([a-z-]+-\d+)": \{/g)].map(([, name]) => String(name));
    expect(new Set(told)).toEqual(new Set(knownRegions()));
  });

  it.each(knownRegions())('%s is nothing to ask about', (name) => expect(regionDoubt(name)).toBeNull());

  it.each([
    ['eu-wst-1', 'misspelt', 'did you mean eu-west-1?'],
    ['us-esat-1', 'misspelt', 'did you mean us-east-1?'],
    ['ue-west-1', 'unknown', 'did you mean eu-west-1?'],
    ['eu-west-9', 'unknown', 'did you mean eu-west-1?'],
    ['nz-north-1', 'unknown', 'did you mean cn-north-1?'],
    ['xx-southwest-12', 'unknown', 'is it spelt right?'],
  ])('%s is %s', (name, kind, hint) => expect(regionDoubt(name)).toEqual({ kind, hint }));
});
