/** Values in hexadecimal where the client asks for it. [DAP ValueFormat] */

/** The engine writes integers in decimal; anything that is not one integer stays as it is. */
export function inHex(text: string, type: string | undefined): string {
  if (!/^-?\d+$/.test(text)) return text;
  const value = BigInt(text);
  const bits = bitsOf(type);
  const unsigned = value < 0n ? BigInt.asUintN(bits, value) : value;
  return `0x${unsigned.toString(16).padStart(bits / 4, '0')}`;
}

/** Rust's integer types say their width; pointers, isize and usize have 32 bits here. */
function bitsOf(type: string | undefined): number {
  const width = /^[iu](8|16|32|64|128)$/.exec(type ?? '')?.[1];
  return width === undefined ? 32 : Number(width);
}

/** What a user may type for a register: decimal, 0x, 0b or 0o, negative too, of at most 32 bits. */
export function parseNumber(text: string): number | undefined {
  const match = /^\s*(-?)(0x[0-9a-f_]+|0b[01_]+|0o[0-7_]+|[0-9][0-9_]*)\s*$/i.exec(text);
  if (match?.[2] === undefined) return undefined;
  const magnitude = Number(match[2].replaceAll('_', ''));
  const value = match[1] === '-' ? -magnitude : magnitude;
  return value >= -0x80000000 && value <= 0xffffffff ? value >>> 0 : undefined;
}
