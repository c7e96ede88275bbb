/**
 * Writes single guest instructions: registers are locals, and memory is reached through the TLB. One that is the
 * interpreter's at the moment leaves the function in the middle of its block, by `middle`.
 */

import { InvariantError } from '../../shared/errors';
import type { Block, GuestStep } from './blocks';
import { GUARD } from '../hart/layout';
import { I32, type Label, type WasmCode } from './code';
import { ADDEND, TLB_INDEX_MASK, TLB_INDEX_SHIFT, type TlbBytes } from './layout';
import type { Step } from './lower/lowering';
import { WASM_MEMORY, type WasmMemoryOperator } from './opcodes';

/** Of a region's function, its parameters first; the guest's registers come behind them. */
export const LOCAL = {
  /** It comes in as an entry; the number of its function is NUMBER from then on. */
  WAY: 0,
  LEFT: 1,
  PAGE: 2,
  ROW: 3,
  PC: 4,
  /** All ones where the result is to be complemented. */
  COMPLEMENT: 5,
  /** Of a way out in the middle of a block: its offset in the page, and below it what `left` gets back. */
  SITE: 6,
  ADDRESS: 7,
  ENTRY: 8,
  OLD: 9,
  NUMBER: 10,
  REGISTERS: 11,
} as const;

export const PAGE_MASK = -4096;
export const OFFSET_MASK = 4095;
const SITE_SHIFT = 12;

export class StepWriter {
  readonly #code: WasmCode;
  readonly #tlb: TlbBytes;
  /** Locals by register; undefined for those that the region does not use. */
  readonly #locals: (number | undefined)[] = [];
  readonly #written: number[] = [];
  /** Behind it `writeMiddleExit` is to stand. */
  middle: Label = { depth: 0 };

  constructor(code: WasmCode, tlb: TlbBytes, blocks: readonly Block[]) {
    this.#code = code;
    this.#tlb = tlb;
    this.#giveLocals(blocks);
  }

  /** Locals beside the parameters. */
  get locals(): number {
    const registers = this.#locals.filter(it => it !== undefined).length;
    return LOCAL.REGISTERS - LOCAL.PC + registers;
  }

  loadRegisters(): void {
    for (const [register, local] of this.#locals.entries()) {
      if (local === undefined) continue;
      this.#code
        .const(0)
        .memory('i32.load', register * 4)
        .set(local);
    }
  }

  /** Those that the region writes. */
  storeRegisters(): void {
    for (const register of this.#written) {
      this.#code
        .const(0)
        .get(this.#local(register))
        .memory('i32.store', register * 4);
    }
  }

  /** @param rest of its block's instructions, with this one: what `left` gets back where it is left here */
  write(step: GuestStep, rest: number): void {
    const { lowering, row, rd } = step;
    const { effect } = row;
    if (lowering === undefined) throw new InvariantError(`region: no lowering of ${row.name}`);
    if ('csr' in lowering) this.#writeCsr(step, lowering.csr);
    else if ('memory' in lowering) {
      if ('loads' in effect) this.#writeLoad(step, lowering.memory, rest);
      else this.#writeStore(step, lowering.memory, rest);
    } else if ('exchanges' in effect) this.#writeExchange(step, lowering.value, rest);
    else if (rd !== 0) {
      // Without rd it is a result that nobody sees, or none.
      this.value(lowering.value, step);
      this.set(rd);
    }
  }

  /** Leaves a lowering's number on the stack. */
  value(steps: readonly Step[], step: GuestStep): void {
    const code = this.#code;
    for (const it of steps) {
      if (typeof it === 'number') code.const(it);
      else if (typeof it === 'object' && 'long' in it) code.longConst(it.long);
      else if (typeof it === 'object') {
        code.if(I32);
        this.value(it.then, step);
        code.else();
        this.value(it.else, step);
        code.end();
      } else if (it === 'a') this.get(step.rs1);
      else if (it === 'b') this.get(step.rs2);
      else if (it === 'imm') code.const(step.imm);
      else if (it === 'uimm') code.const(step.rs1);
      else if (it === 'pc') code.get(LOCAL.PAGE).const(step.offset).op('i32.add');
      else if (it === 'old') code.get(LOCAL.OLD);
      else code.op(it);
    }
  }

  get(register: number): void {
    if (register === 0) this.#code.const(0);
    else this.#code.get(this.#local(register));
  }

  /** Takes the number from the stack. */
  set(register: number): void {
    if (register === 0) this.#code.drop();
    else this.#code.set(this.#local(register));
  }

  /** Out of the region, at an offset in the page, for the interpreter to go on there. */
  leaveMiddle(offset: number, rest: number): void {
    this.#code
      .const((offset << SITE_SHIFT) | rest)
      .set(LOCAL.SITE)
      .br(this.middle);
  }

  /** pc and `left` as they are before the instruction that has to be left to the interpreter. */
  writeMiddleExit(): void {
    const { PAGE, SITE, PC, LEFT, COMPLEMENT } = LOCAL;
    const code = this.#code;
    code.get(PAGE).get(SITE).const(SITE_SHIFT).op('i32.shr_u').op('i32.add').set(PC);
    code.get(LEFT).get(SITE).const(OFFSET_MASK).op('i32.and').op('i32.add').set(LEFT);
    code.const(-1).set(COMPLEMENT);
  }

  #writeLoad(step: GuestStep, operator: WasmMemoryOperator, rest: number): void {
    const { loads, guards } = this.#tlb;
    this.#writeProbe(step, loads, sizeOf(operator), step.imm, rest, guards?.loads);
    this.#hostAddress(loads);
    this.#code.memory(operator, 0);
    this.set(step.rd);
  }

  #writeStore(step: GuestStep, operator: WasmMemoryOperator, rest: number): void {
    const { stores, guards } = this.#tlb;
    this.#writeProbe(step, stores, sizeOf(operator), step.imm, rest, guards?.stores);
    this.#hostAddress(stores);
    this.get(step.rs2);
    this.#code.memory(operator, 0);
  }

  /** The host's address takes the place of the guest's between the load and the store. */
  #writeExchange(step: GuestStep, value: readonly Step[], rest: number): void {
    const { ADDRESS, OLD } = LOCAL;
    this.#writeProbe(step, this.#tlb.stores, 4, 0, rest);
    this.#hostAddress(this.#tlb.stores);
    this.#code.tee(ADDRESS).memory('i32.load', 0).set(OLD).get(ADDRESS);
    this.value(value, step);
    this.#code.memory('i32.store', 0);
    this.#code.get(OLD);
    this.set(step.rd);
  }

  /** A word of the memory that nothing watches: rd gets the old one. */
  #writeCsr(step: GuestStep, value: readonly Step[]): void {
    const { rd, csr } = step;
    if (csr === undefined) throw new InvariantError(`region: no CSR of ${step.row.name}`);
    const code = this.#code;
    const { OLD } = LOCAL;
    code.const(0).memory('i32.load', csr.at).set(OLD);
    if (csr.writes && csr.writable !== 0) {
      code.const(0);
      this.value(value, step);
      if (csr.writable !== -1) {
        code.const(csr.writable).op('i32.and');
        code.get(OLD).const(~csr.writable).op('i32.and').op('i32.or');
      }
      code.memory('i32.store', csr.at);
    }
    if (rd === 0) return;
    code.get(OLD);
    this.set(rd);
  }

  /**
   * ADDRESS and ENTRY for the access; out, where neither the TLB has this page nor the guard lets the access pass, or the
   * address is misaligned.
   */
  #writeProbe(
    { rs1, offset }: GuestStep,
    bank: number,
    size: number,
    displacement: number,
    rest: number,
    guard?: number,
  ): void {
    const { ADDRESS, ENTRY } = LOCAL;
    const code = this.#code;
    this.get(rs1);
    if (displacement !== 0) code.const(displacement).op('i32.add');
    code.tee(ADDRESS).const(TLB_INDEX_SHIFT).op('i32.shr_u');
    code.const(TLB_INDEX_MASK).op('i32.and').tee(ENTRY).memory('i32.load', bank);
    this.#differsFromPage(size);
    code.if();
    if (guard !== undefined) {
      code.const(0).memory('i32.load', guard);
      this.#differsFromPage(size);
      code.get(ADDRESS).const(0);
      code.memory('i32.load', guard + GUARD.START * 4).op('i32.sub');
      code.const(0).memory('i32.load', guard + GUARD.LENGTH * 4);
      code.op('i32.lt_u').op('i32.or').if();
    }
    this.leaveMiddle(offset, rest);
    if (guard !== undefined) {
      code.end();
      // It is laid out as an entry.
      code.const(guard - bank).set(ENTRY);
    }
    code.end();
  }

  /** Whether the tag on the stack is not that of ADDRESS. */
  #differsFromPage(size: number): void {
    this.#code
      .get(LOCAL.ADDRESS)
      .const(PAGE_MASK | (size - 1))
      .op('i32.and')
      .op('i32.ne');
  }

  #hostAddress(bank: number): void {
    const { ADDRESS, ENTRY } = LOCAL;
    this.#code
      .get(ADDRESS)
      .get(ENTRY)
      .memory('i32.load', bank + ADDEND)
      .op('i32.add');
  }

  #local(register: number): number {
    const local = this.#locals[register];
    if (local === undefined) throw new InvariantError(`region: no local for x${register}`);
    return local;
  }

  #giveLocals(blocks: readonly Block[]): void {
    // By register, a bit each.
    let used = 0;
    let written = 0;
    const look = ({ row: { effect }, rd, rs1, rs2 }: GuestStep) => {
      used |= (1 << rd) | (1 << rs1) | (1 << rs2);
      if (!('branchesIf' in effect || 'stores' in effect)) written |= 1 << rd;
    };
    for (const { steps, end } of blocks) {
      for (const step of steps) look(step);
      if ('step' in end) look(end.step);
    }
    let next: number = LOCAL.REGISTERS;
    for (let register = 1; register < 32; register += 1) {
      if ((used & (1 << register)) === 0) continue;
      this.#locals[register] = next;
      next += 1;
      if ((written & (1 << register)) !== 0) this.#written.push(register);
    }
  }
}

function sizeOf(operator: WasmMemoryOperator): number {
  return 1 << WASM_MEMORY[operator][1];
}
