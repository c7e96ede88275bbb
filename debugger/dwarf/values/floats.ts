/** Floating-point numbers as Rust's `{:?}` writes them: the shortest digits that give the same number again. */

/** @param bytes of an f32 or an f64 */
export function floatText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length === 4) return literal(view.getFloat32(0, true), shortestSingle);
  if (bytes.length === 8) return literal(view.getFloat64(0, true), Number);
  return `<a float of ${bytes.length} bytes>`;
}

/** The double with the fewest digits that rounds to a single. */
function shortestSingle(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

function literal(value: number, shortest: (value: number) => number): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}inf`;
  if (size === 0) return `${sign}0.0`;
  const short = shortest(size);
  // Rust writes exponents outside of this range, JavaScript outside of a wider one.
  if (size >= 1e16 || size < 1e-4) return sign + short.toExponential().replace('e+', 'e');
  const text = String(short);
  return sign + (text.includes('.') ? text : `${text}.0`);
}
