import type { Position } from '../diagnostics/diagnostic.ts';

/**
 * A string of a definition after everything that files alone can answer has been filled in. What is left are the parts
 * that only AWS knows. A string without any such part is one `text` part (or none, when it is empty).
 */
export type Expression = readonly Part[];

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'account' }
  | { readonly kind: 'region' }
  | {
      readonly kind: 'output';
      /** Another environment of the same project; null for this one. */
      readonly environment: string | null;
      readonly service: string;
      /** Null: the region of the service that asks, else the lender's home region. */
      readonly region: string | null;
      readonly output: string;
    }
  | { readonly kind: 'ssm'; readonly name: string }
  /** A reference that has been reported as wrong: only environments that cannot be used have any. */
  | { readonly kind: 'unknown' };

export interface Located<T> {
  readonly value: T;
  readonly at: Position;
  /** Where the value itself was written, when `at` is only a reference to `config` that brings it; else the same place. */
  readonly from?: Position;
}

/** An expression that is plain text. */
export function text(value: string): Expression {
  return value === '' ? [] : [{ kind: 'text', text: value }];
}

/** The text of an expression whose every part `known` can answer; null as soon as one part is unknown. */
export function evaluateExpression(expression: Expression, known: (part: Part) => string | null): string | null {
  let result = '';
  for (const part of expression) {
    const value = part.kind === 'text' ? part.text : known(part);
    if (value === null) return null;
    result += value;
  }
  return result;
}

/** The parts that ask for an output of a service. */
export function outputsIn(expression: Expression): Extract<Part, { kind: 'output' }>[] {
  return expression.filter((part) => part.kind === 'output');
}
