/** The state of one hart and its RAM: views on one WebAssembly memory, so that translated code can share it. */

import type { Device } from '../devices/device';
import { CodeCache } from '../memory/codeCache';
import { DirtyPages } from '../memory/dirtyPages';
import { PAGE_SIZE } from '../mmu/sv32';
import { Tlb } from '../mmu/tlb';
import { execute, executeGuarded } from './execute.generated';
import { EXIT, type Exit } from './exits';
import { COUNTER, ENTRY_BYTES, NO_RESERVATION, RAM_BASE, RAM_OFFSET, WORD } from './layout';
import type { Privilege } from './privilege';
import { Watchpoints } from './watchpoints';

export type TimeSource = 'instructions' | 'userInstructions';

/** The last trap or interrupt taken. One record, written over each time: traps allocate nothing. */
export interface TrapRecord {
  cause: number;
  interrupt: boolean;
  /** Address of the instruction that trapped, or that the interrupt came before. */
  epc: number;
  tval: number;
  from: Privilege;
  to: Privilege;
}

export interface HartOptions {
  readonly ramBytes: number;
  /** What the time CSR counts. */
  readonly time: TimeSource;
  /** The host is the firmware: a supervisor's ecall leaves the machine. */
  readonly firmware: boolean;
}

const PAGE_64K = 0x1_0000;

export class Hart {
  readonly memory: WebAssembly.Memory;
  readonly words: Int32Array;
  readonly halves: Uint16Array;
  readonly bytes: Uint8Array;
  readonly doubles: Float64Array;

  readonly ramBytes: number;
  readonly time: TimeSource;
  readonly firmware: boolean;
  /** Byte offset in the memory, behind RAM, of the ways into translated code. */
  readonly entryOffset: number;
  readonly tlb: Tlb;
  readonly code: CodeCache;
  readonly dirty: DirtyPages;
  readonly watchpoints: Watchpoints;
  devices: readonly Device[] = [];
  /** Executes what is left to it: the interpreter's loop, or what has translated code beside it. */
  execute: (hart: Hart, steps: number) => Exit = interpret;

  /** First words of the TLB banks in force. */
  fetches = 0;
  loads = 0;
  stores = 0;
  /** First words of the guards of the same banks. */
  loadGuard = 0;
  storeGuard = 0;

  /** Instructions that the quick loop has just executed. */
  done = 0;
  exit: Exit = EXIT.NONE;
  /** While stepping off a breakpoint, none is seen. */
  ignoresBreakpoints = false;
  /** Values of the time's counter at which the timers fall due; Infinity for never. */
  machineTimerDue = Infinity;
  supervisorTimerDue = Infinity;
  /** Where the last access outside RAM went. */
  devicePaddr = 0;
  /** Index of the physical page in RAM that holds a watched place, -1 for none, and the place's byte offset in the memory. */
  watchedPage = -1;
  watchedOffset = 0;
  /** Whether PMP divides the page of the last fetch that was looked up: each instruction of it must be asked for. */
  fetchedDivided = false;
  readonly lastTrap: TrapRecord = { cause: 0, interrupt: false, epc: 0, tval: 0, from: 3, to: 3 };

  constructor(options: HartOptions) {
    this.entryOffset = Math.ceil((RAM_OFFSET + options.ramBytes) / PAGE_64K) * PAGE_64K;
    const pages = Math.ceil((this.entryOffset + ENTRY_BYTES) / PAGE_64K);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { buffer } = this.memory;
    this.words = new Int32Array(buffer);
    this.halves = new Uint16Array(buffer);
    this.bytes = new Uint8Array(buffer);
    this.doubles = new Float64Array(buffer, 0, WORD.CSR / 2);
    this.ramBytes = options.ramBytes;
    this.time = options.time;
    this.firmware = options.firmware;
    const ramPages = Math.ceil(options.ramBytes / PAGE_SIZE);
    this.tlb = new Tlb(this.words, ramPages);
    this.dirty = new DirtyPages(ramPages);
    this.code = new CodeCache(this.words, this.halves, this.tlb, options.ramBytes);
    this.watchpoints = new Watchpoints(this.tlb, this.code, ramPages);
    this.words[WORD.RESERVATION] = NO_RESERVATION;
  }

  /** Signed, as the registers are. */
  get pc(): number {
    return this.words[WORD.PC] ?? 0;
  }

  set pc(value: number) {
    this.words[WORD.PC] = value;
  }

  get privilege(): Privilege {
    return this.words[WORD.PRIVILEGE] as Privilege;
  }

  /** The stored word of a CSR; views and counters are computed elsewhere. */
  csr(address: number): number {
    return this.words[WORD.CSR + address] ?? 0;
  }

  setCsr(address: number, value: number): void {
    this.words[WORD.CSR + address] = value;
  }

  register(number: number): number {
    return this.words[number] ?? 0;
  }

  counter(index: number): number {
    return this.doubles[index] ?? 0;
  }

  /** Steps since boot. */
  get position(): number {
    return this.counter(COUNTER.STEPS);
  }

  /** Byte offset in the memory of a physical address; -1 where `length` bytes from there are not all RAM. */
  ramOffset(paddr: number, length: number): number {
    const offset = paddr - RAM_BASE;
    return offset >= 0 && offset + length <= this.ramBytes ? offset + RAM_OFFSET : -1;
  }
}

/** The interpreter's loop: the one that looks at guards only while there may be some. */
export function interpret(hart: Hart, steps: number): Exit {
  return hart.watchpoints.isGuarding ? executeGuarded(hart, steps) : execute(hart, steps);
}
