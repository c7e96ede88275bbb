/**
 * Watched registers of one context: a mode and an address space. The hart goes by single instructions while it is in
 * that context, and at full speed everywhere else. What the others do to the register counts when the context is back.
 */

import type { Hart } from './hart/hart';
import { CSR } from './csr/addresses';
import type { Privilege } from './hart/privilege';

export interface WatchedRegister {
  /** x1 to x31. */
  readonly number: number;
  /** Any unless it is given. */
  readonly satp?: number;
  readonly privilege: Privilege;
}

const NONE: readonly number[] = [];

interface Watched extends WatchedRegister {
  last: number;
}

export class RegisterWatches {
  readonly #hart: Hart;
  #watched: readonly Watched[] = [];
  #changed: readonly number[] = NONE;

  constructor(hart: Hart) {
    this.#hart = hart;
  }

  /** Replaces all. What the registers hold now is what they change from. */
  set(watched: readonly WatchedRegister[]): void {
    this.#watched = watched.map(it => ({ ...it, last: this.#hart.register(it.number) }));
    this.#changed = NONE;
  }

  /** Whether each instruction has to be looked at. */
  get isNear(): boolean {
    return this.#watched.length > 0 && this.#watched.some(it => this.#isIn(it));
  }

  /** Looks at the registers; whether one holds something else than when it was looked at before. */
  look(): boolean {
    if (this.#watched.length === 0) return false;
    const changed: number[] = [];
    for (const [index, it] of this.#watched.entries()) {
      const now = this.#hart.register(it.number);
      if (now === it.last || !this.#isIn(it)) continue;
      it.last = now;
      changed.push(index);
    }
    this.#changed = changed;
    return changed.length > 0;
  }

  /** Indices of those that the last look found changed. */
  get changed(): readonly number[] {
    return this.#changed;
  }

  forget(): void {
    this.#changed = NONE;
  }

  #isIn({ satp, privilege }: WatchedRegister): boolean {
    const hart = this.#hart;
    if (hart.privilege !== privilege) return false;
    return satp === undefined || hart.csr(CSR.SATP) >>> 0 === satp;
  }
}
