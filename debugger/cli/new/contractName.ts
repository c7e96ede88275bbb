/** What a contract may be called: its package, its module and its type have that name, and its scenarios use it. */

/** A name in the three spellings that Rust asks for. */
export interface ContractName {
  /** Of the package, as it was given. */
  readonly crate: string;
  /** `my_contract`. */
  readonly module: string;
  /** `MyContract`. */
  readonly type: string;
}

const KEYWORDS = [
  ...['abstract', 'as', 'async', 'await', 'become', 'box', 'break', 'const', 'continue', 'crate'],
  ...['do', 'dyn', 'else', 'enum', 'extern', 'false', 'final', 'fn', 'for', 'gen', 'if', 'impl'],
  ...['in', 'let', 'loop', 'macro', 'match', 'mod', 'move', 'mut', 'override', 'priv', 'pub'],
  ...['ref', 'return', 'self', 'static', 'struct', 'super', 'trait', 'true', 'try', 'type'],
  ...['typeof', 'unsafe', 'unsized', 'use', 'virtual', 'where', 'while', 'yield'],
];
/** Rust's libraries, ours and those that ours needs: cargo or rustc could not tell them apart. */
const LIBRARIES = [
  ...['alloc', 'core', 'proc_macro', 'std', 'test'],
  ...['avm_abi', 'clibc', 'clibc_macros', 'proc_macro2', 'quote', 'sha3', 'syn'],
];
/** Folders that cargo makes beside the program. */
const FOLDERS = ['build', 'deps', 'examples', 'incremental'];
/** What Windows takes for a device, wherever it stands: the folder could not be made there, nor checked out by git. */
const DEVICE = /^(aux|con|nul|prn|com[1-9]|lpt[1-9])$/;
/** What the template itself names, and what a contract has in scope. */
const TAKEN_LABELS = ['alice', 'bob'];
const TAKEN_MODULES = ['main', 'tests', 'context', 'crypto', 'host', 'log', 'vec', 'format'];
const TAKEN_TYPES = [
  ...['Address', 'Box', 'BTreeMap', 'ContractError', 'Counted', 'DataParser', 'Err', 'Event'],
  ...['Item', 'Map', 'None', 'Ok', 'Option', 'Refused', 'Result', 'Some', 'State', 'Stored'],
  ...['String', 'Value', 'Vec', 'Added'],
];
/** Longer ones make paths that some systems do not take. */
const MAX_LENGTH = 64;

/** @returns the name in its spellings, or a sentence that says why it cannot be one */
export function readContractName(given: string): ContractName | string {
  const quoted = JSON.stringify(given);
  if (!/^[a-z][a-z0-9_-]*$/.test(given)) {
    const better = suggestion(given);
    const hint = better === undefined ? '' : `: ${better} would do`;
    return `${quoted} is no name for a crate: small letters, digits, - and _, beginning with a letter${hint}`;
  }
  if (given.length > MAX_LENGTH) return `${quoted} is longer than ${MAX_LENGTH} letters`;
  const module = given.replaceAll('-', '_');
  if (KEYWORDS.includes(module)) return `${quoted} is a word of Rust's own`;
  if (LIBRARIES.includes(module)) return `${quoted} is the name of a library that a contract uses`;
  if (FOLDERS.includes(module)) return `${quoted} is the name of a folder that cargo makes`;
  if (DEVICE.test(module)) return `${quoted} is the name of a device on Windows`;
  if (TAKEN_LABELS.includes(module)) {
    return `${quoted} is the name of an account in the new contract's scenarios`;
  }
  if (TAKEN_MODULES.includes(module)) {
    return `${quoted} is a name that the new contract uses for something else`;
  }
  return { crate: given, module, type: typeName(module) };
}

function typeName(module: string): string {
  const words = module.split('_').filter(it => it !== '');
  const name = words.map(it => it.charAt(0).toUpperCase() + it.slice(1)).join('');
  return TAKEN_TYPES.includes(name) ? `${name}Contract` : name;
}

/** The nearest name that is one. */
function suggestion(given: string): string | undefined {
  const name = given
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '');
  return name === '' || name.length > MAX_LENGTH ? undefined : name;
}
