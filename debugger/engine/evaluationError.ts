/** A part of an expression's text: offsets in UTF-16 units, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An expression that a person typed has no value; the message says why, in a sentence. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';

  /** @param span the part of the text that is to blame; undefined where nothing points at one */
  constructor(
    message: string,
    readonly span?: Span,
  ) {
    super(message);
  }

  /** The same, with the part that is to blame where none is known yet. */
  at(span: Span): EvaluationError {
    return this.span === undefined ? new EvaluationError(this.message, span) : this;
  }

  /** The same where the text is a part of a longer one that starts so many characters before it. */
  movedBy(characters: number): EvaluationError {
    if (this.span === undefined) return this;
    const { start, end } = this.span;
    return new EvaluationError(this.message, { start: start + characters, end: end + characters });
  }

  /** The message over the expression's text and a caret under what is to blame, for a terminal. */
  pointed(text: string): string {
    if (this.span === undefined) return this.message;
    const { start, end } = this.span;
    const carets = '^'.repeat(Math.max(1, Math.min(end, text.length) - start));
    return `${this.message}\n  ${text.replaceAll(/\s/g, ' ')}\n  ${' '.repeat(start)}${carets}`;
  }
}
