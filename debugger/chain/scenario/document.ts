/** A JSON text that remembers where each of its values stands. */

import type { JSONPath, Node, ParseError } from 'jsonc-parser';
import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { ScenarioProblem } from './problems';

export type Path = JSONPath;

export class JsonDocument {
  readonly #root: Node | undefined;
  readonly #errors: ParseError[] = [];

  constructor(
    readonly text: string,
    readonly source: string,
  ) {
    this.#root = parseTree(text, this.#errors, { allowTrailingComma: true });
  }

  get value(): unknown {
    return this.#root === undefined ? undefined : getNodeValue(this.#root);
  }

  syntaxProblems(): ScenarioProblem[] {
    if (this.text.trim() === '') return [this.#at(0, 'the file is empty')];
    return this.#errors.map(it =>
      this.#at(it.offset, `not JSON: ${spaced(printParseErrorCode(it.error))}`),
    );
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

  #nodeAt(path: Path): Node | undefined {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#root && findNodeAtLocation(this.#root, path.slice(0, length));
      if (node !== undefined) return node;
    }
    return this.#root;
  }

  #at(offset: number, message: string): ScenarioProblem {
    const before = this.text.slice(0, offset).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { source: this.source, line: before.length, column, message };
  }
}

/** `CloseBraceExpected` as words. */
function spaced(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
