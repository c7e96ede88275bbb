/** Strings and characters as Rust's literals. */

const escapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\\': '\\\\',
};

/**
 * What a reader would not see, or would see something else by: all but letters, numbers, signs and the space. Marks that
 * join what is before them are among it, as in Rust: an é of two characters looks like that of one.
 */
const INVISIBLE = /[\p{C}\p{Grapheme_Extend}\\]|(?! )\p{Z}/gu;

/** More bytes than this of a string are not shown. */
export const MAX_STRING_BYTES = 1024;

/** `"text"`, with what follows cut off where `isCut`. Bytes that are not UTF-8 show as U+FFFD. */
export function quotedString(bytes: Uint8Array, isCut: boolean): string {
  // A character cut in its middle is left out.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: isCut });
  return `"${escaped(text).replaceAll('"', '\\"')}"${isCut ? '…' : ''}`;
}

/** `'c'`; not every number is a character. */
export function quotedChar(code: number): string {
  const isChar = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
  if (!isChar) return `<0x${code.toString(16)} is no char>`;
  return `'${escaped(String.fromCodePoint(code)).replaceAll("'", "\\'")}'`;
}

function escaped(text: string): string {
  return text.replaceAll(
    INVISIBLE,
    it => escapes[it] ?? `\\u{${(it.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
