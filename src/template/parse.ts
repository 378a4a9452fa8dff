import { diagnostic, inOrder, type Result } from '../diagnostics/diagnostic.ts';
import { isObject } from '../model/json.ts';
import { checkCycles } from './checks/cycles.ts';
import { checkEntries } from './checks/entries.ts';
import { checkNames } from './checks/names.ts';
import { checkSections } from './checks/sections.ts';
import { readSyntax } from './syntax.ts';
import type { Template } from './template.ts';

const CHECKS = [checkSections, checkEntries, checkNames, checkCycles];

/**
 * Reads CloudFormation YAML, with short tags, or JSON. Everything that can be seen to be wrong without AWS is a
 * `TemplateInvalid` at its place; `file` is for these places only and is not read.
 */
export function parseTemplate(text: string, file: string): Result<Template> {
  const { tree, diagnostics, locate } = readSyntax(text, file);
  if (diagnostics.length > 0) return { value: null, diagnostics };
  if (!isObject(tree)) {
    return {
      value: null,
      diagnostics: [diagnostic('TemplateInvalid', 'the template is not a map', { at: locate([]) })],
    };
  }
  const template: Template = { file, text, tree, locate };
  const problems = CHECKS.flatMap((check) => check(template));
  return { value: problems.length > 0 ? null : template, diagnostics: inOrder(problems) };
}
