/** The machine as the rest of the debugger sees it: a hart, its memory and its devices, run in slices. */

import { resetCsrs, CSRS, findCsr, readCsr, writeCsr } from './csr/registers';
import { CSR, STCE } from './csr/addresses';
import type { CsrDefinition } from './csr/csr';
import { createClint } from './devices/clint';
import { createTestFinisher } from './devices/testFinisher';
import { createUart } from './devices/uart';
import { noticeStore, ramPage, readPte, translate } from './hart/access';
import { Breakpoints } from './hart/breakpoints';
import { EXIT } from './hart/exits';
import { Hart, type TimeSource, type TrapRecord } from './hart/hart';
import { COUNTER, DEFAULT_RAM_BYTES, LONG, RAM_BASE, WORD } from './hart/layout';
import { LONG_MAX, putLong } from './hart/long';
import { PRIVILEGE, type Privilege } from './hart/privilege';
import { rehearse } from './hart/rehearsal';
import { defaultEngine, type EngineChoice } from './jit/choice';
import { translating } from './jit/execution';
import type { TranslationCounts, Translator } from './jit/translator';
import { runSlice, stepPastBreakpoint } from './hart/run';
import { dataPrivilege, setPrivilege } from './hart/trap';
import type { Watchpoints } from './hart/watchpoints';
import { checkPmp, PMP, PMP_MODE } from './mmu/pmp';
import { findLeaf, isPaged, PAGE_SIZE, readPageTable, rootPpn } from './mmu/sv32';
import type { Access, PageEntry } from './mmu/sv32';
import { RegisterWatches } from './registerWatches';
import { demandKind, MemoryPages, type MachineKind, type MachineSnapshot } from './snapshot';

export { RAM_BASE, DEFAULT_RAM_BYTES } from './hart/layout';
export { PRIVILEGE, privilegeName, type Privilege } from './hart/privilege';
export type { MachineSnapshot } from './snapshot';
export type { TrapRecord } from './hart/hart';
export type { Touch, WatchedRange } from './hart/watchpoints';
export type { WatchedRegister } from './registerWatches';
export type { CsrDefinition, CsrField } from './csr/csr';
export type { PageEntry, Access } from './mmu/sv32';

export interface MachineOptions {
  /** At RAM_BASE; 64 MiB unless given. */
  readonly ramBytes?: number;
  /** What the time CSR counts: retired instructions unless given. */
  readonly time?: TimeSource;
  /** The host is the firmware below a supervisor: its ecall ends run() with 'firmware'. */
  readonly firmware?: boolean;
  /** What executes instructions; what `jit/choice.ts` has as the default unless given. Nothing else depends on it. */
  readonly engine?: EngineChoice;
}

/**
 * Why run() returned. pc is at the instruction not yet executed.
 * `trap`: a trap or interrupt was taken and pc is at its handler; `userEntry`: user mode was entered;
 * `idle`: the hart waits for an interrupt that will not come by itself; `watched`: the last instruction touched what a
 * watchpoint is on.
 */
export type RunStop =
  'budget' | 'breakpoint' | 'firmware' | 'finished' | 'trap' | 'userEntry' | 'idle' | 'watched';

/** Everything a supervisor may handle goes to it; what is left is its own ecall. */
const FIRMWARE_MEDELEG = 0xb1ff;
const FIRMWARE_MIDELEG = 0x222;
const CYCLE_TIME_INSTRET = 7;
/** With all ones in the address, the one region is everything. */
const ALL_MEMORY = PMP_MODE.NAPOT | PMP.R | PMP.W | PMP.X;

const NO_BYTES = new Uint8Array();

const A0 = 10;
const A1 = 11;
const UART_REGISTERS = 8;

export class Machine {
  readonly #hart: Hart;
  readonly #kind: MachineKind;
  readonly #pages: MemoryPages;
  /** What the UART has not been asked for yet. */
  readonly #input: number[] = [];
  /** x0 to x31, on the machine's memory. Nothing writes x0 but a bug. */
  readonly registers: Int32Array;
  readonly breakpoints: Breakpoints;
  readonly watchpoints: Watchpoints;
  readonly registerWatches: RegisterWatches;
  stopOnTrap = false;
  stopOnUserEntry = false;
  /** The next step is not stopped by a breakpoint where it begins. */
  skipBreakpointOnce = false;
  /** What the guest sent to the UART, as it is sent. */
  console: (bytes: Uint8Array) => void = () => undefined;
  /** After 'finished': what the test finisher was given. */
  exitCode: number | undefined;
  /** Undefined where the interpreter executes everything. */
  readonly #translation: Translator | undefined;

  constructor(options: MachineOptions = {}) {
    const ramBytes = Math.ceil((options.ramBytes ?? DEFAULT_RAM_BYTES) / PAGE_SIZE) * PAGE_SIZE;
    const firmware = options.firmware ?? false;
    rehearse();
    const hart = new Hart({ ramBytes, time: options.time ?? 'instructions', firmware });
    this.#hart = hart;
    this.#kind = { ramBytes, time: hart.time, firmware };
    this.#pages = new MemoryPages(hart);
    this.registers = hart.words.subarray(0, 32);
    this.breakpoints = new Breakpoints(hart.code);
    this.watchpoints = hart.watchpoints;
    this.registerWatches = new RegisterWatches(hart);
    this.#translation = translating(hart, options.engine ?? defaultEngine());
    putLong(hart.words, LONG.MTIMECMP, LONG_MAX);
    resetCsrs(hart);
    setPrivilege(hart, PRIVILEGE.MACHINE);
    this.pc = RAM_BASE;
    if (firmware) this.#enterSupervisor();
    else this.#attachDevices();
  }

  /**
   * Runs at most `maxSteps` steps. Never throws for what a guest does. A watched register may have changed by whatever
   * is the reason for the return: `registerWatches.changed` says so.
   */
  run(maxSteps: number): RunStop {
    const hart = this.#hart;
    const end = this.position + maxSteps;
    const { watchpoints, registerWatches } = this;
    watchpoints.forget();
    registerWatches.forget();
    while (this.position < end) {
      const from = hart.privilege;
      const exit = this.skipBreakpointOnce
        ? stepPastBreakpoint(hart)
        : runSlice(hart, registerWatches.isNear ? 1 : end - this.position);
      this.skipBreakpointOnce = false;
      const isChanged = registerWatches.look();
      if (exit === EXIT.BREAKPOINT) return 'breakpoint';
      if (exit === EXIT.FIRMWARE) return 'firmware';
      if (exit === EXIT.FINISHED) return 'finished';
      if (exit === EXIT.IDLE) return 'idle';
      if (exit === EXIT.TRAP && this.stopOnTrap) return 'trap';
      if (this.stopOnUserEntry && from !== PRIVILEGE.USER && hart.privilege === PRIVILEGE.USER) {
        return 'userEntry';
      }
      if (exit === EXIT.WATCHED || isChanged) return 'watched';
    }
    return 'budget';
  }

  /** Steps since boot: retired instructions, trapping ones and taken interrupts. Every state has its own. */
  get position(): number {
    return this.#hart.position;
  }

  /** What was translated so far; undefined where nothing ever is. */
  get translation(): Readonly<TranslationCounts> | undefined {
    return this.#translation?.counts;
  }

  get retired(): number {
    return this.#hart.counter(COUNTER.RETIRED);
  }

  get userInstructions(): number {
    return this.#hart.counter(COUNTER.RETIRED_IN_USER_MODE);
  }

  get pc(): number {
    return this.#hart.pc >>> 0;
  }

  set pc(value: number) {
    this.#hart.pc = value & ~1;
  }

  get privilege(): Privilege {
    return this.#hart.privilege;
  }

  get satp(): number {
    return this.#hart.csr(CSR.SATP) >>> 0;
  }

  /** Valid after 'trap'. */
  get lastTrap(): Readonly<TrapRecord> {
    return this.#hart.lastTrap;
  }

  csrs(): readonly CsrDefinition[] {
    return CSRS;
  }

  /** As the debugger: whatever the mode is. Zero where there is no such register. */
  readCsr(address: number): number {
    const csr = findCsr(address);
    return csr === undefined ? 0 : readCsr(this.#hart, csr) >>> 0;
  }

  /** As the debugger: whatever the mode is, and legalized. */
  writeCsr(address: number, value: number): void {
    const csr = findCsr(address);
    if (csr !== undefined) writeCsr(this.#hart, csr, value | 0);
  }

  /** After 'firmware': answers the call as SBI does and moves on. [SBI §3] */
  completeFirmwareCall(error: number, value: number): void {
    this.registers[A0] = error;
    this.registers[A1] = value;
    this.#hart.pc += 4;
    this.#hart.doubles[COUNTER.STEPS] = this.position + 1;
  }

  /** The memory itself, for who only looks: valid until the machine goes on. Undefined where it is not all RAM. */
  viewPhysical(paddr: number, length: number): Uint8Array | undefined {
    const offset = this.#hart.ramOffset(paddr, length);
    return offset < 0 ? undefined : this.#hart.bytes.subarray(offset, offset + length);
  }

  /** A copy; undefined where it is not all RAM. */
  readPhysical(paddr: number, length: number): Uint8Array | undefined {
    const offset = this.#hart.ramOffset(paddr, length);
    return offset < 0 ? undefined : this.#hart.bytes.slice(offset, offset + length);
  }

  /** False, and nothing is written, where it is not all RAM. */
  writePhysical(paddr: number, bytes: Uint8Array): boolean {
    const offset = this.#hart.ramOffset(paddr, bytes.length);
    if (offset < 0) return false;
    this.#hart.bytes.set(bytes, offset);
    for (let at = 0; at < bytes.length;) {
      const length = Math.min(bytes.length - at, PAGE_SIZE - ((offset + at) % PAGE_SIZE));
      this.#hart.dirty.mark(ramPage(offset + at));
      noticeStore(this.#hart, offset + at, length);
      at += length;
    }
    return true;
  }

  /** Where the guest's own access would go, or undefined if it would fault. Without any effect. */
  translate(
    vaddr: number,
    access: Access,
    satp = this.satp,
    privilege = this.#accessPrivilege(access),
  ): number | undefined {
    const found = translate(this.#hart, vaddr | 0, access, satp, privilege);
    if (found.kind !== 'page') return undefined;
    const leave = checkPmp(this.#hart, found.paddr, 1, access, privilege);
    return leave === 'denied' ? undefined : found.paddr;
  }

  /** What is mapped, whoever may touch it; shorter where the mapping or the memory ends. */
  readVirtual(vaddr: number, length: number, satp?: number): Uint8Array {
    // Within a page there is nothing to put together: conditions read a word or two at each hit.
    if (vaddr < 2 ** 32 && (vaddr >>> 0) % PAGE_SIZE <= PAGE_SIZE - length) {
      const paddr = this.#mappedAt(vaddr >>> 0, satp);
      return (paddr === undefined ? undefined : this.readPhysical(paddr, length)) ?? NO_BYTES;
    }
    const bytes = new Uint8Array(length);
    const count = this.#eachPage(vaddr, length, satp, (paddr, at, size) => {
      const part = this.readPhysical(paddr, size);
      if (part !== undefined) bytes.set(part, at);
      return part !== undefined;
    });
    return bytes.subarray(0, count);
  }

  /** Bytes written: fewer where the mapping or the memory ends. Read-only pages are written too. */
  writeVirtual(vaddr: number, bytes: Uint8Array, satp?: number): number {
    return this.#eachPage(vaddr, bytes.length, satp, (paddr, at, size) =>
      this.writePhysical(paddr, bytes.subarray(at, at + size)),
    );
  }

  /** Where a virtual range lies in physical memory, in its order; shorter where the mapping or the memory ends. */
  physicalRanges(
    vaddr: number,
    length: number,
    satp?: number,
  ): { readonly paddr: number; readonly length: number }[] {
    const ranges: { paddr: number; length: number }[] = [];
    this.#eachPage(vaddr, length, satp, (paddr, _at, size) => {
      if (this.#hart.ramOffset(paddr, size) < 0) return false;
      const last = ranges.at(-1);
      if (last !== undefined && last.paddr + last.length === paddr) last.length += size;
      else ranges.push({ paddr, length: size });
      return true;
    });
    return ranges;
  }

  /** The valid entries of an address space's page table, root first. */
  pageTable(satp = this.satp): PageEntry[] {
    return readPageTable(satp, paddr => readPte(this.#hart, paddr));
  }

  /** A store into the eight bytes there ends run() with 'finished', and leaves exitCode alone: HTIF's tohost. */
  watch(paddr: number): void {
    const hart = this.#hart;
    const offset = hart.ramOffset(paddr, 8);
    if (offset < 0) return;
    hart.watchedOffset = offset;
    hart.watchedPage = ramPage(offset);
    hart.tlb.flush();
  }

  /** Costs by the pages that have changed since the last one. Nothing that the guest sees is changed by it. */
  snapshot(): MachineSnapshot {
    return {
      kind: this.#kind,
      position: this.position,
      pages: this.#pages.capture(),
      outside: {
        input: [...this.#input],
        exitCode: this.exitCode,
        lastTrap: { ...this.#hart.lastTrap },
      },
    };
  }

  /** Everything is as it was; what runs from here runs as it did from there. Breakpoints stay as they are. */
  restore(snapshot: MachineSnapshot): void {
    demandKind(this.#kind, snapshot.kind);
    const { input, exitCode, lastTrap } = snapshot.outside;
    this.#pages.restore(snapshot.pages);
    this.#input.splice(0, this.#input.length, ...input);
    this.exitCode = exitCode;
    Object.assign(this.#hart.lastTrap, lastTrap);
  }

  /** Bytes for the guest to read from the UART. */
  receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#input.push(byte);
  }

  /** Visits a virtual range page by page until `visit` says no; the bytes visited. */
  #eachPage(
    vaddr: number,
    length: number,
    satp: number | undefined,
    visit: (paddr: number, at: number, size: number) => boolean,
  ): number {
    let at = 0;
    while (at < length) {
      const here = (vaddr + at) >>> 0;
      const size = Math.min(length - at, PAGE_SIZE - (here % PAGE_SIZE));
      const paddr = this.#mappedAt(here, satp);
      if (paddr === undefined || vaddr + at >= 2 ** 32 || !visit(paddr, at, size)) break;
      at += size;
    }
    return at;
  }

  /** Without an address space given, machine mode sees physical memory. */
  #mappedAt(vaddr: number, satp: number | undefined): number | undefined {
    const space = satp ?? (this.privilege === PRIVILEGE.MACHINE ? 0 : this.satp);
    if (!isPaged(space)) return vaddr;
    const found = findLeaf(rootPpn(space), vaddr, paddr => readPte(this.#hart, paddr));
    return found.kind === 'page' ? found.paddr : undefined;
  }

  #accessPrivilege(access: Access): Privilege {
    return access === 'fetch' ? this.privilege : dataPrivilege(this.#hart);
  }

  /** What a firmware in machine mode would have set before it jumped to the supervisor. */
  #enterSupervisor(): void {
    this.writeCsr(CSR.MEDELEG, FIRMWARE_MEDELEG);
    this.writeCsr(CSR.MIDELEG, FIRMWARE_MIDELEG);
    this.writeCsr(CSR.MCOUNTEREN, CYCLE_TIME_INSTRET);
    this.writeCsr(CSR.MENVCFGH, STCE);
    this.writeCsr(CSR.PMPADDR0, -1);
    this.writeCsr(CSR.PMPCFG0, ALL_MEMORY);
    setPrivilege(this.#hart, PRIVILEGE.SUPERVISOR);
  }

  #attachDevices(): void {
    const hart = this.#hart;
    const registers = (word: number, count: number) =>
      hart.words.subarray(WORD.DEVICES + word, WORD.DEVICES + word + count);
    hart.devices = [
      createTestFinisher(exitCode => void (this.exitCode = exitCode)),
      createClint(hart, registers(0, 1)),
      createUart(registers(UART_REGISTERS, UART_REGISTERS), {
        send: byte => this.console(Uint8Array.of(byte)),
        input: this.#input,
      }),
    ];
  }
}
