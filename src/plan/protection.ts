import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment } from '../model/environment.ts';

/** Protected, when the definition says so; there is no flag against it. */
export function isProtected({ name, protected: isOn, protectedAt: at }: Environment): Diagnostic[] {
  if (!isOn) return [];
  return [
    diagnostic('Protected', `environment "${name}" is protected`, {
      at,
      hint: 'set protected: false in its definition first',
    }),
  ];
}
