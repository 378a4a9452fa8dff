import { readFile } from 'node:fs/promises';
import { parseSync } from 'rolldown/utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { definitionValidator } from '../../../src/definition/definition-validator.ts';
import { isObject } from '../../../src/model/json.ts';
import { folder } from '../../support/folder.ts';
import { allPages, linesOf, wordsOf, type Page } from './blocks.ts';
import { envctl } from './run-example.ts';
import { allOptions, refusals } from './understand.ts';

/** Options of other programs that a page names. */
const OF_OTHERS = new Set([
  '--stage',
  '--perform-cleanup',
  '--heap-growing-percent',
  '--max-semi-space-size',
  '--semi-space-growth-factor',
]);

/** What is checked below, or elsewhere; `text` is output, and mermaid is drawn by whoever shows the page. */
const LANGUAGES = ['', 'console', 'js', 'json', 'mermaid', 'sh', 'text', 'yaml'];

const TOPIC = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };

interface Shown {
  readonly page: string;
  readonly body: string;
  readonly value: unknown;
}

describe('every page', () => {
  let pages: readonly Page[] = [];
  beforeAll(async () => {
    pages = await allPages();
  });

  it('has command lines of which every word is understood', async () => {
    const lines = pages.flatMap((page) => linesOf(page).map((line) => [wordsOf(line).join(' '), page.name] as const));
    const wrong: string[] = [];
    for (const [words, page] of new Map(lines)) {
      // The name of a command may stand for itself.
      if (Object.hasOwn(COMMANDS, words) || words === '<command> --help') continue;
      for (const message of await refusals(words.split(' '))) wrong.push(`${page}: envctl ${words}: ${message}`);
    }
    expect(lines.length).toBeGreaterThan(150);
    expect(wrong).toEqual([]);
  });

  it('names no option that is not there', async () => {
    const known = await allOptions();
    const named = pages.flatMap(({ name, prose }) =>
      [...prose.matchAll(/`(--[a-z][\w-]*)/g)].map(([, option = '']) => ({ name, option })),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ option }) => !known.has(option) && !OF_OTHERS.has(option))).toEqual([]);
  });

  it('names no script that is not there', async () => {
    const manifest: unknown = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'));
    const scripts = isObject(manifest) && isObject(manifest['scripts']) ? manifest['scripts'] : {};
    // Pages that come from the schema and the commands name scripts of their readers.
    const ours = pages.filter(({ name }) => !['docs/commands.md', 'docs/definition.md'].includes(name));
    const named = ours.flatMap(({ name, blocks, prose }) =>
      [...[prose, ...blocks.map(({ body }) => body)].join('\n').matchAll(/npm run (?:-s )?([\w:]+)/g)].map(
        ([, script = '']) => ({ name, script }),
      ),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ script }) => !Object.hasOwn(scripts, script))).toEqual([]);
  });

  it('has blocks of languages that are checked', () => {
    const known = new Set(LANGUAGES);
    const other = pages.flatMap(({ name, blocks }) =>
      blocks.filter(({ language }) => !known.has(language)).map(({ language }) => `${name}: ${language}`),
    );
    expect(other).toEqual([]);
  });

  it('has YAML that is a definition, a part of one, or a part of a template', () => {
    const shown = yaml();
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter(({ value }) => !isTemplate(value) && !isDefinition(value))).toEqual([]);
  });

  it('has whole definitions that are valid', async () => {
    const whole = yaml().filter(({ page, value }) => page !== 'README.md' && isObject(value) && 'project' in value);
    expect(whole.length).toBeGreaterThan(0);
    for (const { page, body, value } of whole) {
      const cwd = await folder({ 'environments/shown.yaml': body, ...templatesOf(value) });
      const { exit, lines } = await envctl('envctl validate', cwd);
      expect(exit, `${page}\n${lines.join('\n')}`).toBe(0);
    }
  });

  it('has JSON and JavaScript that can be read', () => {
    const shown = (kind: string): string[] =>
      pages.flatMap(({ blocks }) => blocks.filter(({ language }) => language === kind).map(({ body }) => body));
    expect(shown('json').length * shown('js').length).toBeGreaterThan(0);
    for (const body of shown('json')) expect(() => void JSON.parse(body), body).not.toThrow();
    for (const body of shown('js')) expect(parseSync('block.js', body).errors, body).toEqual([]);
  });

  /** Blocks that are not the files of an example, which are deployed by tests of their own; a mere comment is no value. */
  function yaml(): Shown[] {
    return pages.flatMap(({ name, blocks }) =>
      blocks
        .filter(({ language, info }) => language === 'yaml' && info === '')
        .map(({ body }) => ({ page: name, body, value: parse(body, { logLevel: 'error' }) as unknown }))
        .filter(({ value }) => value !== null),
    );
  }
});

/** Resources or sections of a CloudFormation template. */
function isTemplate(value: unknown): boolean {
  if (!isObject(value)) return false;
  const isResource = (part: unknown): boolean =>
    isObject(part) && JSON.stringify(part['Type'] ?? '').startsWith('"AWS::');
  return Object.entries(value).every(
    ([key, part]) => ['Metadata', 'Outputs', 'Resources'].includes(key) || isResource(part),
  );
}

/** A definition, its services, or the keys of one service. */
function isDefinition(value: unknown): boolean {
  const isValid = definitionValidator();
  return [value, { services: value }, { services: { shown: value } }].some((candidate) => isValid(candidate));
}

/** A small template for each that a definition names. */
function templatesOf(definition: unknown): Record<string, object> {
  const services =
    isObject(definition) && isObject(definition['services']) ? Object.values(definition['services']) : [];
  const paths = services.flatMap((service) =>
    isObject(service) && typeof service['template'] === 'string' ? service['template'] : [],
  );
  return Object.fromEntries(paths.map((path) => [path.replace(/^\.\.\//, ''), TOPIC]));
}
