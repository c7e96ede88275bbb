/** What an expression is made of. The language is Rust's as far as a debugger has a use for it. */

export type UnaryOperator = '-' | '~' | '!' | '*' | '&';

export type BinaryOperator = ArithmeticOperator | '==' | '!=' | '<' | '<=' | '>' | '>=';

export type ArithmeticOperator = '*' | '/' | '%' | '+' | '-' | '<<' | '>>' | '&' | '^' | '|';

export type Expression =
  | { readonly kind: 'number'; readonly value: bigint; readonly isHex: boolean }
  /** With its `$`, which only registers have. */
  | { readonly kind: 'register'; readonly name: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'field'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'cast'; readonly of: Expression; readonly type: string }
  /** `[address; count]` */
  | { readonly kind: 'bytes'; readonly address: Expression; readonly count: Expression };
