/** What an argument of a request may be: the notation of `argumentTypes.ts`. */

/** natural: an integer that is not negative. */
export type SimpleType = 'string' | 'integer' | 'natural' | 'boolean';
export type ArgumentType = SimpleType | Words | readonly ArgumentType[] | ObjectType;

/** The only texts that an argument may be. */
export class Words {
  constructor(readonly all: readonly string[]) {}
}

export function oneOf(...words: readonly string[]): Words {
  return new Words(words);
}

/** By name; a name that ends with `?` may be left out. */
export interface ObjectType {
  readonly [name: string]: ArgumentType;
}
