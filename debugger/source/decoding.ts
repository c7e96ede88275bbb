/** Which arguments a piece of a router contract decodes: the reads of a `DataParser`, in the order of the text. */

import type { Field } from '../chain/abi/contractAbi';
import type { ValueType } from '../chain/abi/valueType';
import { parseType } from '../chain/abi/valueType';
import type { Items, RustFunction } from './items';
import type { Syntax } from './syntax';

const READS: Readonly<Record<string, string>> = {
  read_u8: 'u8',
  read_u32: 'u32',
  read_u64: 'u64',
  read_u128: 'u128',
  read_bool: 'bool',
  read_address: 'Address',
};
/** Through so many functions the bytes are followed. */
const MAX_DEPTH = 8;
const BYTES: ValueType = { kind: 'bytes' };

/** What in a function stands for the bytes of the call, or for a parser of them. */
interface Names {
  /** Texts of expressions that are all of the arguments: `call.args`, `args`. */
  readonly bytes: ReadonlySet<string>;
  /** Variables that are a DataParser of them. */
  readonly parsers: Set<string>;
}

export interface Decoded {
  readonly fields: readonly Field[];
  /** Whether every byte is known; where not, the last field takes the rest as bytes. */
  readonly isComplete: boolean;
}

/**
 * @param scope where parsers are declared that `body` may use, such as the closure it stands in
 * @param bytes the expression that is the arguments
 */
export function decodedBy(body: Syntax, scope: Syntax, bytes: string, items: Items): Decoded {
  const names: Names = { bytes: new Set([bytes]), parsers: new Set() };
  findParsers(scope, names);
  const reader = new Reader(items);
  reader.read(body, names, 0);
  return reader.finish();
}

/** `let mut args = DataParser::new(call.args);` */
function findParsers(scope: Syntax, names: Names): void {
  for (const it of scope.descendants()) {
    if (it.kind !== 'LetDeclaration') continue;
    const call = it.child('CallExpression');
    if (call === undefined || !/^(?:\w+::)*DataParser::new$/.test(call.first?.text ?? '')) continue;
    const given = argumentsOf(call)[0];
    const name = it.child('BoundIdentifier')?.text;
    if (name !== undefined && given !== undefined && names.bytes.has(bare(given))) {
      names.parsers.add(name);
    }
  }
}

class Reader {
  readonly #fields: Field[] = [];
  #isComplete = true;

  constructor(private readonly items: Items) {}

  finish(): Decoded {
    const used = new Set<string>();
    const fields = this.#fields.map(it => {
      let name = it.name;
      for (let at = 2; used.has(name); at++) name = `${it.name}${at}`;
      used.add(name);
      return { ...it, name };
    });
    return { fields, isComplete: this.#isComplete };
  }

  read(at: Syntax, names: Names, depth: number): void {
    if (!this.#isComplete) return;
    switch (at.kind) {
      case 'CallExpression':
        return this.#call(at, names, depth);
      case 'MatchExpression':
      case 'IfExpression':
        return this.#branches(at, names, depth);
      case 'ForExpression':
      case 'WhileExpression':
      case 'LoopExpression': {
        // How often it reads is not in the text.
        if (this.#trial(at, names, depth).fields.length > 0) this.#rest('args');
        return;
      }
    }
    for (const it of at.children()) this.read(it, names, depth);
  }

  #call(call: Syntax, names: Names, depth: number): void {
    const method = call.first;
    const receiver = method?.kind === 'FieldExpression' ? method.first?.text : undefined;
    const read = method?.child('FieldIdentifier')?.text ?? '';
    // A parser often has the name of the bytes that it hides: `args.len()` is theirs.
    if (receiver !== undefined && names.parsers.has(receiver) && read.startsWith('read_')) {
      return this.#field(call, read);
    }
    const callee = this.items.callee(call);
    if (method?.kind === 'FieldExpression') this.read(method, names, depth);
    const given = argumentsOf(call);
    given.forEach((it, at) => {
      if (!names.bytes.has(bare(it))) return this.read(it, names, depth);
      // Whoever takes the bytes may be a parser, which has been seen to, or one of ours, which comes after its arguments.
      if (callee === undefined && !/DataParser::new$/.test(method?.text ?? '')) this.#rest('args');
      else if (callee !== undefined) this.#follow(callee, at, depth);
    });
    if (callee === undefined || depth >= MAX_DEPTH) return;
    const parsers = given
      .map((it, at) => (names.parsers.has(bare(it)) ? callee.parameters[at]?.name : undefined))
      .filter(it => it !== undefined);
    if (parsers.length === 0) return;
    this.read(callee.body, { bytes: new Set(), parsers: new Set(parsers) }, depth + 1);
  }

  /** Into a function that takes the bytes as its parameter. */
  #follow(callee: RustFunction, at: number, depth: number): void {
    const parameter = callee.parameters[at];
    if (parameter === undefined || depth >= MAX_DEPTH) return this.#rest('args');
    const names: Names = { bytes: new Set([parameter.name]), parsers: new Set() };
    findParsers(callee.body, names);
    if (names.parsers.size > 0) return this.#into(callee, names, depth);
    const type = parseType(parameter.typeName) ?? BYTES;
    this.#add({ name: parameter.name, typeName: parameter.typeName, type });
    this.#isComplete = type.kind !== 'bytes' && type.kind !== 'string' ? this.#isComplete : false;
  }

  #into(callee: RustFunction, names: Names, depth: number): void {
    const parsing: Names = { bytes: new Set(), parsers: names.parsers };
    this.read(callee.body, parsing, depth + 1);
  }

  #field(call: Syntax, read: string): void {
    const [given] = argumentsOf(call);
    const length =
      read === 'read_bytes' && given !== undefined ? this.items.number(given) : undefined;
    const typeName = length === undefined ? READS[read] : `[u8; ${length}]`;
    const type = typeName === undefined ? undefined : parseType(typeName);
    if (typeName === undefined || type === undefined) return this.#rest('args');
    this.#add({ name: this.#nameOf(call), typeName, type });
  }

  /** One of several happens: they must read the same, or nobody can say what the bytes are. */
  #branches(at: Syntax, names: Names, depth: number): void {
    const [isBranch, first] =
      at.kind === 'MatchExpression' ? [/^MatchBlock$/, 1] : [/^(Block|IfExpression)$/, 1];
    const children = at.children();
    const heads = children.slice(first).filter(it => !isBranch.test(it.kind));
    for (const it of heads) this.read(it, names, depth);
    const arms = children
      .filter(it => isBranch.test(it.kind))
      .flatMap(it => (it.kind === 'MatchBlock' ? it.children() : [it]))
      .filter(it => it.kind !== '{' && it.kind !== '}');
    const [one, ...others] = arms
      .map(it => this.#trial(it, names, depth))
      .filter(it => it.fields.length > 0);
    if (one === undefined) return;
    const form = typesOf(one);
    if (others.some(it => typesOf(it) !== form)) return this.#rest('args');
    for (const it of one.fields) this.#add(it);
    this.#isComplete = one.isComplete;
  }

  /** What it would read. */
  #trial(at: Syntax, names: Names, depth: number): Decoded {
    const reader = new Reader(this.items);
    for (const it of at.children()) reader.read(it, names, depth);
    return reader.finish();
  }

  #rest(name: string): void {
    this.#add({ name, typeName: '&[u8]', type: BYTES });
    this.#isComplete = false;
  }

  #add(field: Field): void {
    if (this.#isComplete) this.#fields.push(field);
  }

  /** As the parameter that gets it, or the variable. */
  #nameOf(read: Syntax): string {
    for (let it = read; it.parent !== undefined; it = it.parent) {
      const up = it.parent;
      if (up.kind === 'ArgList' && up.parent !== undefined) {
        const callee = this.items.callee(up.parent);
        const at = argumentsOf(up.parent).findIndex(given => given.equals(it));
        const name = callee?.parameters[at]?.name;
        if (name !== undefined && /^\w+$/.test(name)) return name;
      }
      if (up.kind === 'LetDeclaration') return variableOf(up, it, read) ?? this.#numbered();
      if (up.kind === 'Block' || up.kind === 'MatchArm') break;
    }
    return this.#numbered();
  }

  #numbered(): string {
    return `arg${this.#fields.length}`;
  }
}

/** Of `let (from, to) = (read(), read())` the one at the same place. */
function variableOf(declaration: Syntax, value: Syntax, read: Syntax): string | undefined {
  const name = declaration.child('BoundIdentifier')?.text;
  const tuple = declaration.child('TuplePattern');
  if (tuple === undefined || value.kind !== 'TupleExpression')
    return name?.replace(/^_+(?=\w)/, '');
  const at = listed(value).findIndex(it => it.equals(read));
  const variable = listed(tuple)[at];
  return variable?.kind === 'BoundIdentifier' ? variable.text : undefined;
}

/** Arguments of a call in order. */
export function argumentsOf(call: Syntax): Syntax[] {
  const list = call.child('ArgList');
  return list === undefined ? [] : listed(list);
}

function listed(it: Syntax): Syntax[] {
  return it.children().filter(child => !/^[(),]$/.test(child.kind));
}

/** Without `&` and `&mut`. */
function bare(it: Syntax): string {
  return it.text.replace(/^&\s*(?:mut\s+)?/, '').replace(/\s+/g, '');
}

function typesOf({ fields }: Decoded): string {
  return fields.map(it => it.typeName).join();
}
