/** Names and documentation of a contract as parts of another program's text: nothing in them can end what they stand in. */

/** The ABI has something that the language of the client has no form for. */
export class ClientRefusal extends Error {
  override readonly name = 'ClientRefusal';
}

const TYPESCRIPT_WORDS =
  words(`break case catch class const continue debugger default delete do else enum export extends
  false finally for function if import in instanceof new null return super switch this throw true try typeof var void while
  with implements interface let package private protected public static yield await async arguments eval undefined NaN
  Infinity of type any unknown never number bigint string boolean symbol object`);
/** What the text of every TypeScript client declares or uses. */
const TYPESCRIPT_OWN =
  words(`Address Codec Reader ClientError Uint8Array BigInt Number Error TextEncoder TextDecoder Array Object
  DataView String Math readonly calls returns decodeError decodeEvent decodeStorage slotOf sourceHash ContractFailure
  ContractEvent ContractSlot`);
const RUST_WORDS =
  words(`as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub
  ref return self Self static struct super trait true type unsafe use where while async await dyn abstract become box do
  final macro override priv typeof unsized virtual yield try gen union`);
/** No raw identifiers of Rust. */
const RUST_NEVER = words('self Self super crate _');
const RUST_OWN =
  words(`Address Callee CallError Vec String Option Result Value ContractError Client Infallible Some None Ok Err bool
  u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 usize isize str char Box`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

/**
 * A name as it is, if it is one of Rust's.
 *
 * @throws ClientRefusal for anything else
 */
export function checked(name: string, what: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name !== '__proto__' && name !== '_') return name;
  throw new ClientRefusal(`${what} ${JSON.stringify(name)} is no name that a client can have`);
}

/** A field's name, which may be its place. */
export function checkedField(name: string, what: string): string {
  return /^\d{1,4}$/.test(name) ? name : checked(name, what);
}

/** For a parameter or a type: with `_` where TypeScript, or the client's own text, has that word. */
export function typescriptName(name: string): string {
  if (/^\d/.test(name)) return `_${name}`;
  return TYPESCRIPT_WORDS.has(name) || TYPESCRIPT_OWN.has(name) ? `${name}_` : name;
}

export function rustName(name: string): string {
  if (/^\d/.test(name)) return `_${name}`;
  if (RUST_NEVER.has(name)) return `${name}_`;
  return RUST_WORDS.has(name) ? `r#${name}` : name;
}

/** @throws ClientRefusal where a client has a type of that name itself */
export function rustTypeName(name: string): string {
  const made = checked(name, 'the type');
  if (RUST_OWN.has(made))
    throw new ClientRefusal(`the type ${made} has the name of one of the client's`);
  return rustName(made);
}

/** A documentation comment, or nothing. */
export function typescriptDocs(docs: string | undefined, indent = ''): string {
  if (docs === undefined) return '';
  const lines = docs.replaceAll('*/', '*\\/').split(/\r\n|[\n\r\u2028\u2029]/);
  return `${indent}/**\n${lines.map(it => `${indent} * ${it}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

/** As attributes, whose text is a literal: a comment could be ended by what is in it. */
export function rustDocs(docs: string | undefined, indent = ''): string {
  if (docs === undefined) return '';
  return docs
    .split(/\r\n|[\n\r]/)
    .map(it => `${indent}#[doc = ${rustString(` ${it}`)}]\n`)
    .join('');
}

/** A literal. */
export function rustString(text: string): string {
  const inside = text.replace(/[^ !#-[\]-~]/gu, it => {
    if (it === '"' || it === '\\') return `\\${it}`;
    const code = it.codePointAt(0) ?? 0;
    // Half of a pair is no character.
    return `\\u{${(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code).toString(16)}}`;
  });
  return `"${inside}"`;
}

/** Of things that share a scope. @throws ClientRefusal where two have one name */
export function distinct(names: readonly string[], where: string): void {
  const twice = names.find((it, at) => names.indexOf(it) !== at);
  if (twice !== undefined) throw new ClientRefusal(`${where} has two of the name ${twice}`);
}
