/** How the views write numbers, addresses and counts, and how markdown quotes what a contract wrote. */

/** `1,234,567`; what is no decimal number stays as it is. */
export function grouped(decimal: string): string {
  return /^\d+$/.test(decimal) ? decimal.replace(/\B(?=(\d{3})+$)/g, ',') : decimal;
}

/** `d5a3…d0d0`; short texts and labels stay as they are. */
export function shortHex(hex: string): string {
  return /^[0-9a-f]{16,}$/.test(hex) ? `${hex.slice(0, 4)}…${hex.slice(-4)}` : hex;
}

/** `1 event`, `2 events`. */
export function counted(count: number, noun: string): string {
  return `${grouped(String(count))} ${noun}${count === 1 ? '' : 's'}`;
}

/** Bytes for a person to read, with 0x; `empty` where there are none. */
export function bytesText(hex: string): string {
  return hex === '' ? 'empty' : `0x${hex}`;
}

/** Markdown's inline code around any text: fenced by more backticks than the text has in a row. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(it => it.length));
  const fence = '`'.repeat(longest + 1);
  const oneLine = text.replace(/\s+/g, ' ');
  return longest === 0 ? `${fence}${oneLine}${fence}` : `${fence} ${oneLine} ${fence}`;
}

/** A markdown list of names and values; those without a value are left out. */
export function facts(
  rows: readonly (readonly [name: string, value: string | undefined])[],
): string {
  return rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `- ${name}: ${code(value ?? '')}`)
    .join('\n');
}
