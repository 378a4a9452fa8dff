import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { definitionCheck } from '../../../src/definition/definition-check.ts';
import { definitionValidator } from '../../../src/definition/definition-validator.ts';
import type { Validate } from '../../../src/definition/schema-check.ts';
import { toJson } from '../../../src/definition/tree.ts';
import { readYaml } from '../../../src/definition/yaml-tree.ts';
import type { Json } from '../../../src/model/json.ts';
import { SAMPLE } from '../../support/process.ts';

const full = definitionValidator();

function never(): Validate {
  throw new Error('the whole check was asked for');
}

describe('the quick check of definitions', () => {
  it('finds those of the sample in order', async () => {
    const check = definitionCheck(never);
    const files = (await readdir(SAMPLE)).filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const { value } = readYaml(file, await readFile(join(SAMPLE, file), 'utf8'), 'DefinitionInvalid');
      expect([file, value && check(toJson(value))]).toEqual([file, true]);
    }
  });

  it.each<[string, Json]>([
    ['a definition', { project: 'notes', account: { id: '123456789012' }, services: { a: { template: 't.yaml' } } }],
    ['keys that it does not have', { project: 'notes', servces: {}, account: { emial: 'a@b.de' } }],
    ['keys to be left out', { 'x-a': 1, services: { a: { template: 't.yaml', 'x-b': [] } } }],
    ['values of other types', { project: 7, region: null, services: [], tags: { a: {} } }],
    ['values of another form', { project: 'Notes_', region: 'x', account: { id: '1' }, expires: 'soon' }],
    ['references', { project: 'notes', account: { email: 'a+${environment}@b.de' }, expires: '${config:until}' }],
    ['what may be false but not true', { baseline: { budget: true, regions: true, guardrails: false } }],
    ['names of another form', { services: { A_: { template: 't.yaml' }, outputs: { template: 't.yaml' } } }],
    ['tags of AWS', { tags: { 'aws:a': 'b', ok: 'ä' } }],
    ['a list', []],
    ['a text', 'a'],
  ])('says of %s what the whole check says', (_, value) => {
    const check = definitionCheck();
    expect([check(value), check.errors ?? null]).toEqual([full(value), full.errors ?? null]);
  });

  it('forgets what was wrong with the last one', () => {
    const check = definitionCheck();
    expect([check({ project: 7 }), check.errors?.length]).toEqual([false, 1]);
    expect([check({ project: 'notes' }), check.errors]).toEqual([true, null]);
  });
});
