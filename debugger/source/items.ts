/** The functions and constants of a crate, by the names under which its own code calls them. */

import type { Syntax } from './syntax';

export interface Parameter {
  readonly name: string;
  /** As written. */
  readonly typeName: string;
}

export interface RustFunction {
  readonly name: string;
  /** Without `self`. */
  readonly parameters: readonly Parameter[];
  /** As written; undefined for `()`. */
  readonly returns: string | undefined;
  readonly docs: string | undefined;
  readonly body: Syntax;
}

export class Items {
  readonly #functions = new Map<string, RustFunction[]>();
  readonly #constants = new Map<string, number>();

  constructor(roots: readonly Syntax[]) {
    for (const it of roots.flatMap(root => [...root.descendants()])) {
      if (it.kind === 'FunctionItem') this.#addFunction(it);
      else if (it.kind === 'ConstItem') this.#addConstant(it);
    }
  }

  /** What a call runs, if it is of this crate and there is one of that name only. */
  callee(call: Syntax): RustFunction | undefined {
    if (call.kind !== 'CallExpression') return undefined;
    let path = call.first;
    if (path?.kind === 'GenericFunction') path = path.first;
    return path === undefined ? undefined : this.named(path);
  }

  /** By an expression that names it: `init`, `admin::init`, `Desk::add`, `desk.add`. */
  named(path: Syntax): RustFunction | undefined {
    const isMethod = path.kind === 'FieldExpression';
    const names = path.text.split(isMethod ? /\s*\.\s*/ : /\s*::\s*/);
    const name = names.at(-1) ?? '';
    const owner = isMethod ? typeOfVariable(path) : names.at(-2);
    // A type begins with a capital letter, a module does not.
    const isOfType = owner !== undefined && /^[A-Z]/.test(owner);
    const key = isOfType ? `${owner}::${name}` : isMethod ? `.${name}` : name;
    const found = this.#functions.get(key);
    return found?.length === 1 ? found[0] : undefined;
  }

  /** Value of a literal, or of a constant of this crate; undefined for anything else. */
  number(expression: Syntax): number | undefined {
    switch (expression.kind) {
      case 'LiteralPattern':
        return expression.first && this.number(expression.first);
      case 'Integer':
        return integer(expression.text);
      case 'Char':
        return byte(expression.text);
      case 'Identifier':
      case 'ScopedIdentifier':
      case 'BoundIdentifier':
        return this.#constants.get(lastName(expression.text));
      default:
        return undefined;
    }
  }

  #addFunction(it: Syntax): void {
    const name = it.child('BoundIdentifier')?.text;
    const body = it.child('Block');
    if (name === undefined || body === undefined) return;
    const children = it.children();
    const arrow = children.findIndex(child => child.kind === '->');
    const made: RustFunction = {
      name,
      parameters: (it.child('ParamList')?.children() ?? [])
        .filter(child => child.kind === 'Parameter')
        .map(readParameter),
      returns: arrow < 0 ? undefined : children[arrow + 1]?.text,
      docs: it.docs(),
      body,
    };
    const owner = ownerOf(it);
    const keys = owner === undefined ? [name] : [`${owner}::${name}`, `.${name}`];
    for (const key of keys) this.#functions.set(key, [...(this.#functions.get(key) ?? []), made]);
  }

  #addConstant(it: Syntax): void {
    const name = it.child('BoundIdentifier')?.text;
    const children = it.children();
    const value = children[children.findIndex(child => child.kind === '=') + 1];
    const number = value && this.number(value);
    if (name !== undefined && number !== undefined) this.#constants.set(name, number);
  }
}

/** Of `desk` in `desk.add`, where it was made by `let desk = Desk { … }` or `Desk::new(…)` in a block around. */
function typeOfVariable(field: Syntax): string | undefined {
  const name = field.first?.text;
  for (let up = field.parent; up !== undefined; up = up.parent) {
    if (up.kind !== 'Block') continue;
    const made = up
      .children()
      .filter(it => it.kind === 'LetDeclaration' && it.child('BoundIdentifier')?.text === name)
      .at(-1);
    const value = made?.child('StructExpression', 'CallExpression')?.text;
    if (value !== undefined) return /^(?:[a-z_]\w*::)*([A-Z]\w*)/.exec(value)?.[1];
  }
  return undefined;
}

/** The type whose method it is. */
function ownerOf(it: Syntax): string | undefined {
  for (let up = it.parent; up !== undefined; up = up.parent) {
    if (up.kind !== 'ImplItem') continue;
    const types = up.children().filter(child => /Type/.test(child.kind));
    return types.at(-1)?.text.replace(/<.*/s, '');
  }
  return undefined;
}

function readParameter(it: Syntax): Parameter {
  const text = it.text;
  const colon = text.indexOf(':');
  const name = text.slice(0, colon < 0 ? undefined : colon).replace(/^\s*(?:mut|ref)\s+/, '');
  return { name: name.trim().replace(/^_+/, ''), typeName: text.slice(colon + 1).trim() };
}

export function lastName(path: string): string {
  return path.split(/\s*::\s*/).at(-1) ?? path;
}

function integer(text: string): number | undefined {
  const digits = text.replace(/_?[ui](?:8|16|32|64|128|size)$/, '').replaceAll('_', '');
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** `b'a'`. */
function byte(text: string): number | undefined {
  const [, escaped, plain] = /^b'(?:\\x([0-9a-fA-F]{2})|([^\\]))'$/.exec(text) ?? [];
  return escaped !== undefined ? Number.parseInt(escaped, 16) : plain?.charCodeAt(0);
}
