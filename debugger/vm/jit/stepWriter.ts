/**
 * Writes single guest instructions: registers are locals, and memory is reached through the TLB. One that is the
 * interpreter's at the moment leaves the function in the middle of its block, by `middle`.
 */

import { InvariantError } from '../../shared/errors';
import { CLOCK, FIRST_HALF, FIRST_HALF_KNOWN, WORD } from '../hart/layout';
import { AddressWriter, type Access } from './addressWriter';
import { PAGE_BYTES, type Block, type GuestStep } from './blocks';
import type { Label, WasmCode } from './code';
import { ADDEND, TLB_INDEX_MASK, TLB_INDEX_SHIFT, type TlbBytes } from './layout';
import { LOCAL, OFFSET_MASK } from './locals';
import type { Operand, Step } from './lower/lowering';
import type { OperationAccess } from './lower/lowerings';
import { writeValue } from './lower/writeValue';

const SITE_SHIFT = 12;
const WORD_EXCHANGED: Access = {
  kind: 'stores',
  size: 4,
  displacement: 0,
  passesGuards: false,
};

export class StepWriter {
  readonly #code: WasmCode;
  readonly #addresses: AddressWriter;
  readonly #fetches: number;
  /** Locals by register; undefined for those that the region does not use. */
  readonly #locals: (number | undefined)[] = [];
  readonly #written: number[] = [];
  readonly #operand = (name: Operand, step: GuestStep): void => {
    const code = this.#code;
    if (name === 'a') this.get(step.rs1);
    else if (name === 'b') this.get(step.rs2);
    else if (name === 'imm') code.const(step.imm);
    else if (name === 'uimm') code.const(step.rs1);
    else if (name === 'pc') code.get(LOCAL.PAGE).const(step.offset).op('i32.add');
    else code.get(LOCAL.OLD);
  };
  /** Locals beside the parameters. */
  readonly locals: number;
  /** Behind it `writeMiddleExit` is to stand. */
  middle: Label = { depth: 0 };

  constructor(code: WasmCode, tlb: TlbBytes, blocks: readonly Block[]) {
    this.#code = code;
    this.#fetches = tlb.fetches;
    const next = this.#giveLocals(blocks);
    this.#addresses = new AddressWriter(code, tlb, blocks, next);
    this.locals = next + this.#addresses.locals - LOCAL.PC;
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
    const { lowering, access, row, rd } = step;
    if (step.secondHalf !== undefined) this.demandSecondHalf(step, rest);
    if (access?.kind === 'loads') this.#writeLoad(step, access, rest);
    else if (access !== undefined) this.#writeStore(step, access, rest);
    else if (lowering === undefined || 'memory' in lowering) {
      throw new InvariantError(`region: no lowering of ${row.name}`);
    } else if ('csr' in lowering) this.#writeCsr(step, lowering.csr, rest);
    else if ('exchanges' in row.effect) this.#writeExchange(step, lowering.value, rest);
    else if (rd !== 0) {
      // Without rd it is a result that nobody sees, or none.
      this.value(lowering.value, step);
      this.set(rd);
    }
  }

  /** An instruction that lies across two pages is the interpreter's unless the second one is known, and begins as it did. */
  demandSecondHalf({ offset, secondHalf }: GuestStep, rest: number): void {
    if (secondHalf === undefined) return;
    const code = this.#code;
    const { PAGE, ENTRY } = LOCAL;
    code.get(PAGE).const(PAGE_BYTES).op('i32.add');
    code.const(TLB_INDEX_SHIFT).op('i32.shr_u').const(TLB_INDEX_MASK).op('i32.and');
    code.const(this.#fetches).op('i32.add').tee(ENTRY).memory('i32.load', 0);
    code.get(PAGE).const(PAGE_BYTES).op('i32.add').op('i32.ne').rarely().if();
    this.leaveMiddle(offset, rest);
    code.end();
    code.get(ENTRY).memory('i32.load', ADDEND).const(2).op('i32.shl');
    code.memory('i32.load', FIRST_HALF * 4).const(secondHalf | FIRST_HALF_KNOWN);
    code.op('i32.ne').rarely().if();
    this.leaveMiddle(offset, rest);
    code.end();
  }

  /** Leaves a lowering's number on the stack. */
  value(steps: readonly Step[], step: GuestStep): void {
    writeValue(this.#code, steps, step, this.#operand);
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

  #writeLoad(step: GuestStep, access: OperationAccess, rest: number): void {
    const offset = this.#writeAddress(step, guestAccess(access, step), rest);
    this.#code.memory(access.operator, offset);
    this.set(step.rd);
  }

  #writeStore(step: GuestStep, access: OperationAccess, rest: number): void {
    const offset = this.#writeAddress(step, guestAccess(access, step), rest);
    this.get(step.rs2);
    this.#code.memory(access.operator, offset);
  }

  /** The host's address takes the place of the guest's between the load and the store. */
  #writeExchange(step: GuestStep, value: readonly Step[], rest: number): void {
    const { ADDRESS, OLD } = LOCAL;
    this.#writeAddress(step, WORD_EXCHANGED, rest);
    this.#code.tee(ADDRESS).memory('i32.load', 0).set(OLD).get(ADDRESS);
    this.value(value, step);
    this.#code.memory('i32.store', 0);
    this.#code.get(OLD);
    this.set(step.rd);
  }

  /** Leaves the host's address on the stack, less what it returns. */
  #writeAddress(step: GuestStep, access: Access, rest: number): number {
    return this.#addresses.write(step, access, {
      get: register => {
        this.get(register);
      },
      leave: ({ offset }) => {
        this.leaveMiddle(offset, rest);
      },
    });
  }

  /** Where a gate is shut, the interpreter says what is illegal. Nothing watches the word: rd gets the old one. */
  #writeCsr(step: GuestStep, value: readonly Step[], rest: number): void {
    const { rd, csr, offset } = step;
    if (csr === undefined) throw new InvariantError(`region: no CSR of ${step.row.name}`);
    const code = this.#code;
    const { OLD } = LOCAL;
    for (const gate of csr.gates) {
      code.const(0).memory('i32.load', (WORD.CSR + gate.csr) * 4);
      code.const(gate.mask).op('i32.and');
      if (gate.isOpenWhen === 'set') code.op('i32.eqz');
      code.rarely().if();
      this.leaveMiddle(offset, rest);
      code.end();
    }
    if ('timeFrom' in csr.source) {
      this.#readTime(csr.source.timeFrom, rest);
      this.set(rd);
      return;
    }
    const { word } = csr.source;
    code.const(0).memory('i32.load', word).set(OLD);
    if (csr.writes !== undefined && csr.writes !== 0) {
      code.const(0);
      this.value(value, step);
      if (csr.writes !== -1) {
        code.const(csr.writes).op('i32.and');
        code.get(OLD).const(~csr.writes).op('i32.and').op('i32.or');
      }
      code.memory('i32.store', word);
      if (csr.setsTimer)
        code
          .const(0)
          .const(1)
          .memory('i32.store', CLOCK.STALE * 4);
    }
    if (rd === 0) return;
    code.get(OLD);
    this.set(rd);
  }

  /** As much before the clock's end as instructions are left, if it counts them. */
  #readTime(from: 0 | 32, rest: number): void {
    const code = this.#code;
    code.const(0).memory('i64.load', CLOCK.END * 8);
    code.get(LOCAL.LEFT).const(rest).op('i32.add');
    code
      .const(0)
      .memory('i32.load', CLOCK.MASK * 4)
      .op('i32.and');
    code.op('i64.extend_i32_u').op('i64.sub');
    if (from > 0) code.longConst(from).op('i64.shr_u');
    code.op('i32.wrap_i64');
  }

  #local(register: number): number {
    const local = this.#locals[register];
    if (local === undefined) throw new InvariantError(`region: no local for x${register}`);
    return local;
  }

  /** @returns the first local that is free */
  #giveLocals(blocks: readonly Block[]): number {
    // By register, a bit each.
    let used = 0;
    let written = 0;
    const look = ({ setsRd, rd, rs1, rs2 }: GuestStep) => {
      used |= (1 << rd) | (1 << rs1) | (1 << rs2);
      if (setsRd) written |= 1 << rd;
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
    return next;
  }
}

function guestAccess({ kind, size }: OperationAccess, { imm }: GuestStep): Access {
  return { kind, size, displacement: imm, passesGuards: true };
}
