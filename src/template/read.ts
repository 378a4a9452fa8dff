import { statSync } from 'node:fs';
import path from 'node:path';
import { causeText } from '../diagnostics/error.ts';
import { diagnostic, type Position, type Result } from '../diagnostics/diagnostic.ts';
import { readText } from '../files/text-file.ts';
import type { Located } from '../model/expression.ts';
import { stackTemplates } from './assembly.ts';
import { assetsBeside, withLocalAssets } from './assets.ts';
import { parseTemplate } from './parse.ts';
import type { Template } from './template.ts';

/** Twice what CloudFormation takes: comments and blanks do not count there. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * Reads the template that a service names: a file, or the folder of a synthesized CDK assembly with one stack. What is
 * wrong with the path is `DefinitionInvalid` where it is named, what is wrong with the template `TemplateInvalid` there.
 */
export async function readTemplate(named: Located<string>): Promise<Result<Template>> {
  try {
    return await read(named);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
    const message = missing ? `there is no template ${named.value}` : `cannot read the template ${named.value}`;
    return refuse(
      message,
      named,
      missing ? 'a path is relative to the file that holds it' : null,
      missing ? null : causeText(error),
    );
  }
}

/** Reads one template. `namedAt` is where a person named it. */
export async function readTemplateFile(file: string, namedAt: Position): Promise<Result<Template>> {
  const text = await readText({ file, code: 'TemplateInvalid', namedAt, maxBytes: MAX_BYTES });
  if (text.value === null) return { value: null, diagnostics: text.diagnostics };
  const parsed = parseTemplate(text.value, file);
  if (parsed.value === null) return parsed;
  const { template, diagnostics } = withLocalAssets(parsed.value, assetsBeside(file));
  return { value: diagnostics.length > 0 ? null : template, diagnostics: [...diagnostics] };
}

async function read(named: Located<string>): Promise<Result<Template>> {
  if (!statSync(named.value).isDirectory()) return readTemplateFile(named.value, named.at);
  const files = stackTemplates(named.value);
  const [file] = files;
  if (file !== undefined && files.length === 1) return readTemplateFile(file, named.at);
  if (files.length === 0)
    return refuse(`${named.value} is a folder, but no CDK assembly`, named, 'name the template file in it');
  const names = files.map((name) => path.relative(named.value, name)).join(', ');
  return refuse(
    `the CDK assembly ${named.value} has ${files.length} stacks`,
    named,
    `name one of its templates: ${names}`,
  );
}

function refuse(
  message: string,
  { at }: Located<string>,
  hint: string | null,
  cause: string | null = null,
): Result<Template> {
  return { value: null, diagnostics: [diagnostic('DefinitionInvalid', message, { at, hint, cause })] };
}
