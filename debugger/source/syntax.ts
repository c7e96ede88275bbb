/** A Rust source as a tree, and the few questions that the readers of contracts ask it. */

import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/rust';

export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** A node of one source, which knows its text. */
export class Syntax {
  constructor(
    private readonly node: SyntaxNode,
    readonly source: SourceText,
  ) {}

  static parse(source: SourceText): Syntax {
    return new Syntax(parser.parse(source.text).topNode, source);
  }

  get kind(): string {
    return this.node.name;
  }

  get text(): string {
    return this.source.text.slice(this.node.from, this.node.to);
  }

  /** Whether both are the same place of the same source. */
  equals(other: Syntax): boolean {
    const { node, source } = other;
    return source === this.source && node.from === this.node.from && node.to === this.node.to;
  }

  /** All of them, with keywords and signs. */
  children(): Syntax[] {
    const found: Syntax[] = [];
    for (let it = this.node.firstChild; it !== null; it = it.nextSibling) found.push(this.of(it));
    return found;
  }

  child(...kinds: readonly string[]): Syntax | undefined {
    return this.children().find(it => kinds.includes(it.kind));
  }

  get first(): Syntax | undefined {
    return this.children()[0];
  }

  get parent(): Syntax | undefined {
    return this.node.parent === null ? undefined : this.of(this.node.parent);
  }

  /** Every node below, the outer before the inner, in the order of the text. */
  *descendants(): Generator<Syntax> {
    for (const it of this.children()) {
      yield it;
      yield* it.descendants();
    }
  }

  /** Text of the `///` comments directly above, also above its attributes; undefined where there is none. */
  docs(): string | undefined {
    const top = this.node.parent?.name === 'AttributeItem' ? this.node.parent : this.node;
    const lines: string[] = [];
    for (let it = top.prevSibling; it?.name === 'LineComment'; it = it.prevSibling) {
      const line = docLine(this.of(it).text, '///');
      if (line === undefined) break;
      lines.unshift(line);
    }
    return joinDocs(lines);
  }

  /** Text of the `//!` comments at the beginning of a file. */
  innerDocs(): string | undefined {
    const lines = this.children()
      .filter(it => it.kind === 'LineComment')
      .map(it => docLine(it.text, '//!'));
    return joinDocs(lines.filter(it => it !== undefined));
  }

  private of(node: SyntaxNode): Syntax {
    return new Syntax(node, this.source);
  }
}

/** A `////` line is no documentation. */
export function docLine(comment: string, mark: '///' | '//!'): string | undefined {
  if (!comment.startsWith(mark) || comment.startsWith('////')) return undefined;
  return comment.slice(mark.length).replace(/^ /, '').trimEnd();
}

export function joinDocs(lines: readonly string[]): string | undefined {
  const text = lines.join('\n').trim();
  return text === '' ? undefined : text;
}
