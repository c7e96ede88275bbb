/** Functions that are called without anybody having written a call. */

const OPERATORS = /^<.* as core::(?:ops|iter::traits::collect::IntoIterator)\b/s;

/** Whether a function's name is that of an operator, of an index, of `?` or of `for`. */
export function isOperator(name: string): boolean {
  return OPERATORS.test(name);
}
