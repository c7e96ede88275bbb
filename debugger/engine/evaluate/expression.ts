/** What an expression is made of. The language is Rust's as far as a debugger has a use for it. */

import type { Span } from '../evaluationError';

export type UnaryOperator = '-' | '!' | '*' | '&';

export type ArithmeticOperator = '*' | '/' | '%' | '+' | '-' | '<<' | '>>' | '&' | '^' | '|';

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

export type BinaryOperator = ArithmeticOperator | ComparisonOperator | '&&' | '||';

export type Expression = { readonly span: Span } & (
  | {
      readonly kind: 'number';
      readonly value: bigint;
      /** The suffix's type. */
      readonly type: string | undefined;
      readonly isHex: boolean;
    }
  /** A code point. */
  | { readonly kind: 'char'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  /** With its `$`: a register, or what the context gives a name of that kind. */
  | { readonly kind: 'register'; readonly name: string }
  /** Segments joined by `::`; `_` too, which fits anything in a pattern. */
  | { readonly kind: 'name'; readonly name: string }
  /** `Some(3)`, or `(1, 2)` without a name: only to compare with. */
  | { readonly kind: 'variant'; readonly name: string; readonly fields: readonly Expression[] }
  /** `Fill { amount: 3, .. }`: only to compare with. What is not named fits anything. */
  | { readonly kind: 'struct'; readonly name: string; readonly fields: readonly NamedExpression[] }
  /** `[1, _]`: only to compare with. */
  | { readonly kind: 'list'; readonly elements: readonly Expression[] }
  | { readonly kind: 'field'; readonly of: Expression; readonly name: string }
  /** `of.len()` and its like, which need no code of the program's. */
  | { readonly kind: 'method'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly keys: readonly Expression[] }
  | {
      readonly kind: 'slice';
      readonly of: Expression;
      readonly from: Expression | undefined;
      readonly to: Expression | undefined;
      /** `..=` */
      readonly isInclusive: boolean;
    }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** `of is pattern` */
  | { readonly kind: 'is'; readonly of: Expression; readonly pattern: Expression }
  | { readonly kind: 'cast'; readonly of: Expression; readonly type: TypeExpression }
  /** `[address; count]` */
  | { readonly kind: 'bytes'; readonly address: Expression; readonly count: Expression }
);

export interface NamedExpression {
  readonly name: string;
  readonly value: Expression;
  readonly span: Span;
}

export type TypeExpression =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'pointer'; readonly isMutable: boolean; readonly to: TypeExpression }
  | { readonly kind: 'array'; readonly of: TypeExpression; readonly count: number };

/** What may follow an expression: `,x` and the like. */
export interface Format {
  /** Of integers; as the program's type says without. */
  readonly base?: 2 | 8 | 10 | 16;
  /** `,s`: bytes as text. */
  readonly isText?: boolean;
  /** `,[n]`: so many elements from where a pointer points. */
  readonly count?: Expression;
}

export interface ParsedExpression {
  readonly tree: Expression;
  readonly format: Format;
}
