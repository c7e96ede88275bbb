/** Rust's legacy mangling: `_ZN`, counted path elements, a 64-bit hash, `E`. [rustc_symbol_mangling, legacy] */

const escapes: Readonly<Record<string, string>> = {
  SP: '@',
  BP: '*',
  RF: '&',
  LT: '<',
  GT: '>',
  LP: '(',
  RP: ')',
  C: ',',
};

/** undefined where the name is not of this form. The hash tells it from C++'s and is left out. */
export function demangleLegacy(mangled: string): string | undefined {
  const parts = /^_?_ZN(.*)E((?:\.[\w.@]+)?)$/.exec(mangled);
  if (!parts) return undefined;
  const elements = splitElements(parts[1] ?? '');
  if (!elements || elements.length < 2 || !/^h[0-9a-f]{16}$/.test(elements.at(-1) ?? '')) {
    return undefined;
  }
  return elements.slice(0, -1).map(decodeElement).join('::') + (parts[2] ?? '');
}

const ZERO = 0x30;
const MAX_DIGITS = 6;

const isDigit = (code: number): boolean => code >= ZERO && code <= ZERO + 9;

function splitElements(text: string): string[] | undefined {
  const elements: string[] = [];
  for (let at = 0; at < text.length;) {
    let start = at;
    let length = 0;
    for (; start < at + MAX_DIGITS && isDigit(text.charCodeAt(start)); start++) {
      length = length * 10 + text.charCodeAt(start) - ZERO;
    }
    if (start === at || text.charCodeAt(at) === ZERO) return undefined;
    at = start + length;
    if (at > text.length) return undefined;
    elements.push(text.slice(start, at));
  }
  return elements;
}

function decodeElement(element: string): string {
  // Most have nothing to decode, and a large program has a hundred thousand.
  if (!element.includes('$') && !element.includes('..')) return element;
  // An element that begins with an escape has an underscore before it, to begin as an identifier.
  const text = element.startsWith('_$') ? element.slice(1) : element;
  return text
    .replace(/\$(?:u([0-9a-f]{1,6})|([A-Z]{1,2}))\$/g, (whole, code?: string, name?: string) => {
      if (code === undefined) return escapes[name ?? ''] ?? whole;
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    })
    .replaceAll('..', '::');
}
