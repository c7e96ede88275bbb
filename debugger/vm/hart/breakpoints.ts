/** Breakpoints by virtual address, in whatever address space: who sets them decides whether a hit is meant. */

import type { CodeCache } from '../memory/codeCache';

export class Breakpoints {
  readonly #code: CodeCache;

  constructor(code: CodeCache) {
    this.#code = code;
  }

  add(vaddr: number): void {
    this.#code.addBreakpoint(vaddr >>> 0);
  }

  delete(vaddr: number): void {
    this.#code.deleteBreakpoint(vaddr >>> 0);
  }

  has(vaddr: number): boolean {
    return this.#code.hasBreakpoint(vaddr >>> 0);
  }

  clear(): void {
    for (const vaddr of [...this.values()]) this.delete(vaddr);
  }

  values(): Iterable<number> {
    return this.#code.breakpoints();
  }
}
