import { isObject, type JsonObject } from '../../../model/json.ts';
import { readSyntax } from '../../../template/syntax.ts';
import { flagOf, itemsOf, textOf, type Input } from '../../input.ts';
import { constraintError, validationError } from '../faults.ts';
import type { CheckedTemplate, CheckedTemplates } from '../../service.ts';
import type { StackConfig } from '../records.ts';
import type { Site } from '../site.ts';
import { checkStructure } from './structure.ts';
import { checkReferences } from './dependencies.ts';
import { checkTypes } from './types.ts';
import { expandTransforms, transformsOf } from './transforms.ts';
import { templateAt } from './url.ts';

/** Source: CloudFormation user guide, "CloudFormation quotas". */
const MAX_BODY = 51_200;
const MAX_OBJECT = 1_000_000;

/** More than a project has; the oldest go first. */
const KEPT = 500;

/** The template that a request gives in one of its three ways: body, URL, or the stack's own again. */
export function requestTemplate(input: Input, site: Site, current: StackConfig | null): CheckedTemplate {
  const given = itemsOf(input, 'Parameters').flatMap((item): [string, string][] => {
    const [name, value] = [textOf(item, 'ParameterKey'), textOf(item, 'ParameterValue')];
    return name === null || value === null ? [] : [[name, value]];
  });
  return checkTemplate(templateText(input, site, current), site.templates, Object.fromEntries(given));
}

function templateText(input: Input, site: Site, current: StackConfig | null): string {
  const body = textOf(input, 'TemplateBody');
  const url = textOf(input, 'TemplateURL');
  if (flagOf(input, 'UsePreviousTemplate') === true) {
    if (current === null) throw validationError('UsePreviousTemplate cannot be true for a stack that does not exist.');
    return current.body;
  }
  if (body !== null && url !== null)
    throw validationError('Either Template URL or Template Body must be specified, not both.');
  if (url !== null) return small(templateAt(url, site));
  if (body === null) throw validationError('Either Template URL or Template Body must be specified.');
  if (Buffer.byteLength(body) > MAX_BODY) {
    throw constraintError(body, 'templateBody', `Member must have length less than or equal to ${String(MAX_BODY)}`);
  }
  return body;
}

function small(text: string): string {
  if (Buffer.byteLength(text) > MAX_OBJECT) {
    throw validationError(`Template may not exceed ${String(MAX_OBJECT)} bytes in size.`);
  }
  return text;
}

/**
 * Parses and checks a template; throws ValidationError with AWS's text for the first thing that is wrong. What transforms make
 * of it depends on the parameters as well: only those without any are kept.
 */
export function checkTemplate(
  body: string,
  kept: CheckedTemplates,
  given: Readonly<Record<string, string>> = {},
): CheckedTemplate {
  const known = kept.get(body);
  if (known !== undefined) return known;
  const parsed = parse(body);
  const template = expandTransforms(parsed, given);
  checkStructure(template);
  checkTypes(template);
  checkReferences(template);
  const checked = { body, template };
  if (transformsOf(parsed).length === 0) keep(kept, checked);
  return checked;
}

function keep(kept: CheckedTemplates, checked: CheckedTemplate): void {
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(checked.body, checked);
}

function parse(body: string): JsonObject {
  const { tree, diagnostics } = readSyntax(body, 'template');
  const [problem] = diagnostics;
  if (problem !== undefined) {
    const where = problem.at === null ? '' : ` (line ${String(problem.at.line)}, column ${String(problem.at.column)})`;
    const language = body.trimStart().startsWith('{') ? 'JSON' : 'YAML';
    throw validationError(`Template format error: ${language} not well-formed.${where}`);
  }
  if (!isObject(tree)) throw validationError('Template format error: unsupported structure.');
  return tree;
}
