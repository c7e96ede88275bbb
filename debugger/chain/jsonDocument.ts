/** A JSON text that remembers where each of its values stands. */

import type { JSONPath, Node, ParseError } from 'jsonc-parser';
import { createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { ScenarioProblem } from './scenario/problems';

export type Path = JSONPath;

/** Deeper than any scenario and any contract's interface goes; the parser would run out of stack. */
const MOST_NESTED = 100;

/** In UTF-16 units. People write some thousands; a tree of more takes the parser seconds, and gigabytes. */
export const MOST_TEXT = 16 * 1024 * 1024;

/** Nobody reads more, and each looks for its line. */
export const MOST_PROBLEMS = 100;

export class JsonDocument {
  /** undefined where the text is no JSON at all. */
  readonly value: unknown;
  readonly #root: Node | undefined;
  readonly #errors: ParseError[] = [];
  readonly #tooDeepAt: number | undefined;
  /** The values of an object by their names, for those that were asked: there may be a hundred thousand. */
  readonly #members = new Map<Node, ReadonlyMap<unknown, Node>>();

  constructor(
    readonly text: string,
    readonly source: string,
  ) {
    if (text.length > MOST_TEXT) return;
    this.#tooDeepAt = firstTooDeep(text);
    if (this.#tooDeepAt !== undefined) return;
    this.#root = parseTree(text, this.#errors, { allowTrailingComma: true });
    this.value = this.#root && valueOf(this.#root);
  }

  /** Why it is no JSON, or none that is read; nothing where `value` is what the text says. */
  syntaxErrors(): { readonly offset: number; readonly message: string }[] {
    if (this.text.length > MOST_TEXT) {
      return [{ offset: 0, message: `no text of more than ${MOST_TEXT} characters is read` }];
    }
    if (this.text.trim() === '') return [{ offset: 0, message: 'the file is empty' }];
    if (this.#tooDeepAt !== undefined) {
      return [{ offset: this.#tooDeepAt, message: `nested more than ${MOST_NESTED} deep` }];
    }
    return this.#errors.slice(0, MOST_PROBLEMS).map(({ offset, error }) => {
      return { offset, message: `not JSON: ${spaced(printParseErrorCode(error))}` };
    });
  }

  syntaxProblems(): ScenarioProblem[] {
    return this.syntaxErrors().map(it => this.#at(it.offset, it.message));
  }

  /** Names that an object has twice: JSON would silently take the last of them. */
  repeatedMembers(): ScenarioProblem[] {
    return this.#root === undefined ? [] : this.#repeatedMembers(this.#root);
  }

  /** What the file says at a path, to the letter: a number of JavaScript's may be another one. */
  written(path: Path): string {
    const node = this.#nodeAt(path);
    return node === undefined ? '' : this.text.slice(node.offset, node.offset + node.length);
  }

  /** A problem with the value at a path or, where it is not there, with the nearest value around it. */
  problem(path: Path, message: string): ScenarioProblem {
    return this.#at(this.#nodeAt(path)?.offset ?? 0, message);
  }

  /** A problem with the name of a property. */
  keyProblem(path: Path, message: string): ScenarioProblem {
    const node = this.#nodeAt(path);
    const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : node;
    return this.#at(key?.offset ?? 0, message);
  }

  #repeatedMembers(node: Node, problems: ScenarioProblem[] = []): ScenarioProblem[] {
    const names = new Set<unknown>();
    for (const child of node.children ?? []) {
      const key = child.type === 'property' ? child.children?.[0] : undefined;
      if (key !== undefined) {
        if (names.has(key.value) && problems.length < MOST_PROBLEMS) {
          problems.push(this.#at(key.offset, `${JSON.stringify(key.value)} is here a second time`));
        }
        names.add(key.value);
      }
      this.#repeatedMembers(child, problems);
    }
    return problems;
  }

  #nodeAt(path: Path): Node | undefined {
    let node = this.#root;
    for (const segment of path) {
      const inner = node && this.#childOf(node, segment);
      if (inner === undefined) break;
      node = inner;
    }
    return node;
  }

  #childOf(node: Node, segment: string | number): Node | undefined {
    if (typeof segment === 'number') {
      return node.type === 'array' ? node.children?.[segment] : undefined;
    }
    if (node.type !== 'object') return undefined;
    let members = this.#members.get(node);
    if (members === undefined) {
      members = membersOf(node);
      this.#members.set(node, members);
    }
    return members.get(segment);
  }

  /** Both from 1. */
  placeOf(offset: number): { readonly line: number; readonly column: number } {
    const before = this.text.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }

  #at(offset: number, message: string): ScenarioProblem {
    return { source: this.source, ...this.placeOf(offset), message };
  }
}

/** The first of those with one name. */
function membersOf({ children = [] }: Node): ReadonlyMap<unknown, Node> {
  const members = new Map<unknown, Node>();
  for (const { children: [name, member] = [] } of children) {
    if (member !== undefined && !members.has(name?.value)) members.set(name?.value, member);
  }
  return members;
}

/** Every member is the object's own, also one that is called `__proto__`: the library's way gives the object a prototype. */
function valueOf({ type, value, children = [] }: Node): unknown {
  if (type === 'array') return children.map(valueOf);
  if (type !== 'object') return value;
  const members = children.map(({ children: [name, member] = [] }): [string, unknown] => {
    return [String(name?.value), member && valueOf(member)];
  });
  return Object.fromEntries(members);
}

/** Where a list or an object is one too many inside others. */
function firstTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const at = scanner.getTokenOffset();
    const first = text[at] ?? '';
    if ('{['.includes(first)) depth++;
    else if ('}]'.includes(first)) depth--;
    if (depth > MOST_NESTED) return at;
  }
  return undefined;
}

/** `CloseBraceExpected` as words. */
function spaced(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
