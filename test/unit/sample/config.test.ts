import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const CASES = ['auth', 'notes', 'users'].flatMap((service) => {
  const folder = fileURLToPath(new URL(`../../../environments/services/${service}/config/`, import.meta.url));
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.map((file) => ({ service, file, folder }));
});

type Sections = Record<string, Record<string, unknown>>;

function read(file: string): Sections {
  return parse(readFileSync(file, 'utf8')) as Sections;
}

describe('the build-time configuration of the sample', () => {
  it('has files to check', () => expect(CASES.length).toBeGreaterThan(2));

  it.each(CASES)('$service/$file says what its schema asks for', ({ folder, file }) => {
    const ajv = new Ajv2020({ allErrors: true });
    formats.default(ajv);
    const valid = ajv.compile(JSON.parse(readFileSync(`${folder}config.schema.json`, 'utf8')) as object);
    const merged = read(`${folder}default.yaml`);
    for (const [section, values] of Object.entries(read(folder + file)))
      merged[section] = { ...merged[section], ...values };
    expect(valid(merged), JSON.stringify(valid.errors)).toBe(true);
  });
});
