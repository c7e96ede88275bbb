/** An expression that a person typed has no value; the message says why, in a sentence. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}
