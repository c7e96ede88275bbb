/**
 * The host-target interface of Berkeley's simulators: two doublewords of the program's own memory, found by symbol.
 * The program writes `tohost`; the host answers in `fromhost`. [riscv-isa-sim fesvr]
 */

import type { Machine } from '../vm/machine';

/** What a message asked for, beside being answered. */
export type HtifOutcome = { readonly exit: number } | 'answered' | 'nothing';

export interface HtifPlaces {
  readonly tohost: number;
  /** Undefined where the program does not wait for answers. */
  readonly fromhost: number | undefined;
}

/** Devices of a message's highest byte. */
const SYSCALL_PROXY = 0;
const CONSOLE = 1;
/** Commands of the console, in the second highest byte. */
const WRITE_CHARACTER = 1;

/** Of the proxied system calls, numbers as Linux has them for RISC-V, those that a bare program uses. */
const SYS_WRITE = 64;
const SYS_EXIT = 93;
const NO_SUCH_CALL = -38n;
/** A call is the number and seven arguments, a doubleword each. */
const CALL_BYTES = 64;
const MOST_WRITTEN = 1 << 20;

export class Htif {
  constructor(
    private readonly machine: Machine,
    private readonly places: HtifPlaces,
    private readonly write: (bytes: Uint8Array) => void,
  ) {
    machine.watch(places.tohost);
  }

  /** Whether there is a message; a 32-bit program writes it in two halves. */
  get hasMessage(): boolean {
    return this.#read64(this.places.tohost) !== 0n;
  }

  /** Reads the message, does what it says, and makes room for the next one. */
  serve(): HtifOutcome {
    const message = this.#read64(this.places.tohost);
    if (message === 0n) return 'nothing';
    const device = Number(message >> 56n);
    const command = Number((message >> 48n) & 0xffn);
    const payload = message & 0xffff_ffff_ffffn;
    // The customary exit of a test: the code with bit 0 set.
    if (device === SYSCALL_PROXY && (payload & 1n) === 1n) return { exit: Number(payload >> 1n) };
    this.#write64(this.places.tohost, 0n);
    if (device === CONSOLE) {
      if (command === WRITE_CHARACTER) this.write(Uint8Array.of(Number(payload & 0xffn)));
      this.#answer((message >> 48n) << 48n);
      return 'answered';
    }
    return device === SYSCALL_PROXY ? this.#call(Number(payload & 0xffff_ffffn)) : 'nothing';
  }

  /** A system call whose number and arguments lie in the program's memory. */
  #call(at: number): HtifOutcome {
    const record = this.machine.readPhysical(at, CALL_BYTES);
    if (record === undefined) return 'nothing';
    const view = new DataView(record.buffer, record.byteOffset);
    const number = Number(view.getBigUint64(0, true));
    const argument = (index: number) => Number(view.getBigUint64(8 + index * 8, true));
    if (number === SYS_EXIT) return { exit: argument(0) };
    let result = NO_SUCH_CALL;
    if (number === SYS_WRITE) {
      const bytes = this.machine.readPhysical(argument(1), Math.min(argument(2), MOST_WRITTEN));
      if (bytes !== undefined) this.write(bytes);
      result = BigInt(bytes?.length ?? -1);
    }
    this.#write64(at, result);
    this.#answer(1n);
    return 'answered';
  }

  #answer(value: bigint): void {
    if (this.places.fromhost !== undefined) this.#write64(this.places.fromhost, value);
  }

  #read64(paddr: number): bigint {
    const bytes = this.machine.readPhysical(paddr, 8);
    return bytes === undefined ? 0n : new DataView(bytes.buffer).getBigUint64(0, true);
  }

  #write64(paddr: number, value: bigint): void {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value), true);
    this.machine.writePhysical(paddr, bytes);
  }
}
