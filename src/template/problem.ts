import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import type { Template, TreePath } from './template.ts';

/** A `TemplateInvalid` at the value that a path of the template leads to. */
export function invalid(
  template: Pick<Template, 'locate'>,
  path: TreePath,
  message: string,
  hint: string | null = null,
): Diagnostic {
  return diagnostic('TemplateInvalid', message, { at: template.locate(path), hint });
}

/** The hint for a name that nothing has. */
export function didYouMean(name: string, candidates: readonly string[]): string | null {
  const candidate = nearest(name, candidates);
  return candidate === null ? null : `did you mean "${candidate}"?`;
}
