/**
 * The interpreter's quick loop as WebAssembly, made of the lowerings: a function
 *
 *   (pc, left, fetches, loads, stores) -> left and, below it, why it ended
 *
 * that does what `execute` does in hart/execute.generated.ts, and leaves pc in its word. A host compiles it within
 * milliseconds, where JavaScript's `execute`, which is as large and has to be executed slowly a million times before the
 * host believes in it, takes a tenth of a second: a scenario of a few transactions is over by then.
 */

import { EXIT, type Exit } from '../hart/exits';
import { interpret, type Hart } from '../hart/hart';
import { CODE_SPAN, WORD } from '../hart/layout';
import type { BaseInstruction } from '../isa/instruction';
import { OPERATION } from '../isa/predecode';
import { WasmCode, type Label } from './code';
import { ADDEND, TLB_INDEX_MASK, TLB_INDEX_SHIFT } from './layout';
import { OFFSET_MASK, PAGE_MASK } from './locals';
import { uses, type Operand, type Step } from './lower/lowering';
import { OPERATIONS, type Operation, type OperationAccess } from './lower/lowerings';
import { writeValue } from './lower/writeValue';
import { writeModule, type WasmFunction } from './module';
import { PLAIN_CSR, PLAIN_CSR_OPEN, writePlainCsrs } from './plainCsrs';

/** Of the result, those that say why it ended. */
const EXIT_BITS = 4;
/** More instructions than this the result has no room for. */
const LONGEST = 1 << 26;

const PARAMETERS = 5;
const LOCAL = {
  PC: 0,
  LEFT: 1,
  FETCHES: 2,
  LOADS: 3,
  STORES: 4,
  /** The slot's word index, what turns it into a pc, and the page's first. */
  AT: 5,
  DELTA: 6,
  BASE: 7,
  /** The slot's first word; its address is SLOT. */
  WORD: 8,
  SLOT: 9,
  A: 10,
  B: 11,
  ADDRESS: 12,
  ENTRY: 13,
  OLD: 14,
} as const;
const LOCALS = 15 - PARAMETERS;

/** Each has a switch of its own, from which the processor can tell more about what comes next than from one for all. */
const INSTRUCTIONS_A_TURN = 2;

type Loop = (pc: number, left: number, fetches: number, loads: number, stores: number) => number;

/** One for all machines. */
let module: WebAssembly.Module | undefined;

/** As `interpret`, for one hart. Throws what the host throws that does not compile. */
export function quickLoop(of: Hart): (hart: Hart, steps: number) => Exit {
  module ??= new WebAssembly.Module(quickLoopModule());
  const { exports } = new WebAssembly.Instance(module, { m: { m: of.memory } });
  writePlainCsrs(of);
  const loop = exports['0'] as Loop;
  return (hart, steps) => {
    // Accesses beside what is watched are the other loop's.
    if (hart.watchpoints.isGuarding || steps > LONGEST) return interpret(hart, steps);
    const answer = loop(hart.pc, steps, hart.fetches * 4, hart.loads * 4, hart.stores * 4);
    hart.done = steps - (answer >>> EXIT_BITS);
    return (answer & ((1 << EXIT_BITS) - 1)) as Exit;
  };
}

export function quickLoopModule(): Uint8Array {
  return writeModule({ parameters: PARAMETERS }, [new LoopWriter().write()]);
}

class LoopWriter {
  readonly #code = new WasmCode();
  /** To another page, at PC; to what follows, with AT moved on; the same, with AT to be moved. */
  #page: Label = { depth: 0 };
  #moved: Label = { depth: 0 };
  #done: Label = { depth: 0 };
  /** What is at AT is for `step`. */
  #slow: Label = { depth: 0 };

  write(): WasmFunction {
    const code = this.#code;
    const { PC, LEFT, AT, DELTA } = LOCAL;
    const out = code.block();
    const atPc = code.block();
    this.#page = code.loop();
    code.get(LEFT).op('i32.eqz').brIf(out);
    this.#findPage(atPc);
    const breakpoint = code.block();
    const translated = code.block();
    this.#slow = code.block();
    const next = code.loop();
    const over = code.block();
    for (let turn = 0; turn < INSTRUCTIONS_A_TURN; turn += 1) {
      if (turn > 0) code.get(LEFT).op('i32.eqz').brIf(over);
      this.#moved = code.block();
      this.#done = code.block();
      this.#writeOperations(breakpoint, translated);
      code.end(); // done
      code.get(AT).get(LOCAL.WORD).const(24).op('i32.shr_u').op('i32.add').set(AT);
      code.end(); // moved
      code.get(LEFT).const(1).op('i32.sub').set(LEFT);
    }
    code.get(LEFT).brIf(next);
    code.end(); // over
    code.get(AT).get(DELTA).op('i32.add').set(PC).br(out);
    code.end().unreachable(); // next
    code.end(); // slow
    this.#leave(EXIT.SLOW);
    code.end(); // translated
    this.#leave(EXIT.TRANSLATED);
    code.end(); // breakpoint
    this.#leave(EXIT.BREAKPOINT);
    code.end().unreachable(); // page
    code.end(); // atPc
    this.#storePc();
    this.#answer(EXIT.SLOW);
    code.return();
    code.end(); // out
    this.#storePc();
    this.#answer(EXIT.BUDGET);
    return { locals: LOCALS, code: code.bytes, rare: code.rare };
  }

  /** BASE, AT and DELTA of PC; away where the TLB has not the page. */
  #findPage(missing: Label): void {
    const code = this.#code;
    const { PC, FETCHES, ENTRY, BASE, AT, DELTA } = LOCAL;
    code.get(PC);
    this.#findEntry(FETCHES);
    code.get(PC).const(PAGE_MASK).op('i32.and').op('i32.ne').rarely().brIf(missing);
    code.get(ENTRY).memory('i32.load', ADDEND).tee(BASE);
    code.get(PC).const(OFFSET_MASK).op('i32.and').op('i32.add').set(AT);
    code.get(PC).get(AT).op('i32.sub').set(DELTA);
  }

  /** A block for each, so that the switch gets there; behind its end is what it does. */
  #writeOperations(breakpoint: Label, translated: Label): void {
    const code = this.#code;
    const { AT, SLOT, WORD: SLOT_WORD, PC, DELTA } = LOCAL;
    const quick = [...OPERATIONS.entries()].flatMap(([number, operation]) =>
      operation !== undefined && isQuick(operation) ? [{ number, operation }] : [],
    );
    const nextPage = code.block();
    const labels: Label[] = [];
    for (const { number } of [...quick].reverse()) labels[number] = code.block();
    labels[OPERATION.NEXT_PAGE] = nextPage;
    labels[OPERATION.BREAKPOINT] = breakpoint;
    labels[OPERATION.TRANSLATED] = translated;
    code.get(AT).const(2).op('i32.shl').tee(SLOT).memory('i32.load', 0).tee(SLOT_WORD);
    code.const(0xff).op('i32.and');
    code.brTable(
      Array.from(labels, it => it ?? this.#slow),
      this.#slow,
    );
    for (const { operation } of quick) {
      code.end();
      this.#writeOperation(operation);
    }
    code.end();
    code.get(AT).get(DELTA).op('i32.add').set(PC).br(this.#page);
  }

  #writeOperation({ row, lowering, access }: Operation): void {
    const { effect } = row;
    if (access !== undefined) this.#writeAccess(access);
    else if ('jumpsTo' in effect) this.#writeJump(row);
    else if (lowering !== undefined && 'value' in lowering) {
      if ('branchesIf' in effect) this.#writeBranch(lowering.value);
      else if ('exchanges' in effect) this.#writeExchange(lowering.value);
      else if ('sets' in effect) {
        this.#takeOperands(lowering.value);
        this.#targetOfRd();
        this.#value(lowering.value);
        this.#code.memory('i32.store', 0);
      }
      this.#code.br(this.#done);
    } else if (lowering !== undefined && 'csr' in lowering) {
      this.#writeCsr(lowering.csr, lowering.writesZero);
    }
  }

  #writeAccess({ kind, operator, size }: OperationAccess): void {
    const code = this.#code;
    const { LOADS, STORES, ADDRESS } = LOCAL;
    this.#register('a');
    this.#operand('imm');
    code.op('i32.add').tee(ADDRESS);
    this.#probe(kind === 'loads' ? LOADS : STORES, size);
    if (kind === 'loads') this.#targetOfRd();
    this.#hostAddress();
    if (kind === 'stores') this.#register('b');
    code.memory(operator, 0);
    if (kind === 'loads') code.memory('i32.store', 0);
    code.br(this.#done);
  }

  #writeExchange(value: readonly Step[]): void {
    const code = this.#code;
    const { STORES, ADDRESS, OLD } = LOCAL;
    this.#takeOperands(value);
    this.#register('a');
    code.tee(ADDRESS);
    this.#probe(STORES, 4);
    this.#hostAddress();
    code.tee(ADDRESS).memory('i32.load', 0).set(OLD).get(ADDRESS);
    this.#value(value);
    code.memory('i32.store', 0);
    this.#targetOfRd();
    code.get(OLD).memory('i32.store', 0);
  }

  /** ENTRY is the CSR's in the table of those that are words and no more. */
  #writeCsr(value: readonly Step[], writesZero: boolean): void {
    const code = this.#code;
    const { ENTRY, OLD } = LOCAL;
    this.#operand('imm');
    code.const(Math.log2(PLAIN_CSR.BYTES)).op('i32.shl').set(ENTRY);
    if (!writesZero) {
      this.#operand('uimm');
      code.op('i32.eqz').if();
      this.#demandPrivilege(PLAIN_CSR.READS);
      this.#targetOfRd();
      this.#csrWord();
      code.memory('i32.load', WORD.CSR * 4);
      code.memory('i32.store', 0).br(this.#done);
      code.end();
    }
    this.#demandPrivilege(PLAIN_CSR.WRITES);
    this.#csrWord();
    code.memory('i32.load', WORD.CSR * 4).set(OLD);
    this.#takeOperands(value);
    this.#csrWord();
    // Of old and new, the new one's bits where the mask has them.
    code.get(OLD).get(OLD);
    this.#value(value);
    code.op('i32.xor');
    code.get(ENTRY).memory('i32.load', WORD.PLAIN_CSRS * 4 + PLAIN_CSR.WRITABLE);
    code.op('i32.and').op('i32.xor');
    code.memory('i32.store', WORD.CSR * 4);
    this.#targetOfRd();
    code.get(OLD).memory('i32.store', 0).br(this.#done);
  }

  /** What the mode may not do, or is more than a word, is for `step`. */
  #demandPrivilege(to: number): void {
    const code = this.#code;
    code.get(LOCAL.ENTRY).memory('i32.load8_u', WORD.PLAIN_CSRS * 4 + to);
    code.const(0).memory('i32.load', WORD.PRIVILEGE * 4);
    code.op('i32.add').const(PLAIN_CSR_OPEN).op('i32.lt_u').rarely().brIf(this.#slow);
  }

  /** Byte offset of ENTRY's word among the CSRs. */
  #csrWord(): void {
    this.#code
      .get(LOCAL.ENTRY)
      .const(Math.log2(PLAIN_CSR.BYTES / 4))
      .op('i32.shr_u');
  }

  #writeBranch(condition: readonly Step[]): void {
    const code = this.#code;
    this.#takeOperands(condition);
    this.#value(condition);
    code.op('i32.eqz').brIf(this.#done);
    code.get(LOCAL.AT);
    this.#operand('imm');
    code.op('i32.add').set(LOCAL.AT);
    this.#stayOrLeave();
  }

  #writeJump({ name }: BaseInstruction): void {
    const code = this.#code;
    const { AT, DELTA, ADDRESS } = LOCAL;
    // The target first: rd may be rs1.
    if (name === 'jalr') this.#register('a');
    else this.#operand('pc');
    this.#operand('imm');
    code.op('i32.add').const(-2).op('i32.and').set(ADDRESS);
    this.#targetOfRd();
    this.#operand('pc');
    code.get(LOCAL.WORD).const(24).op('i32.shr_u').op('i32.add').memory('i32.store', 0);
    code.get(ADDRESS).get(DELTA).op('i32.sub').set(AT);
    this.#stayOrLeave();
  }

  /** AT is where the next instruction is, if that is in the page. */
  #stayOrLeave(): void {
    const code = this.#code;
    const { AT, BASE, DELTA, PC, LEFT } = LOCAL;
    code.get(AT).get(BASE).op('i32.sub').const(CODE_SPAN).op('i32.lt_u').brIf(this.#moved);
    code.get(AT).get(DELTA).op('i32.add').set(PC);
    code.get(LEFT).const(1).op('i32.sub').set(LEFT).br(this.#page);
  }

  /** From the address on the stack, which is ADDRESS too, ENTRY; `step` does it where the TLB has not the page, or it is misaligned. */
  #probe(bank: number, size: number): void {
    const code = this.#code;
    this.#findEntry(bank);
    code
      .get(LOCAL.ADDRESS)
      .const(PAGE_MASK | (size - 1))
      .op('i32.and')
      .op('i32.ne');
    code.rarely().brIf(this.#slow);
  }

  /** From the address on the stack, ENTRY; leaves the entry's tag. */
  #findEntry(bank: number): void {
    const code = this.#code;
    code.const(TLB_INDEX_SHIFT).op('i32.shr_u').const(TLB_INDEX_MASK).op('i32.and');
    code.get(bank).op('i32.add').tee(LOCAL.ENTRY).memory('i32.load', 0);
  }

  #hostAddress(): void {
    const { ADDRESS, ENTRY } = LOCAL;
    this.#code.get(ADDRESS).get(ENTRY).memory('i32.load', ADDEND).op('i32.add');
  }

  /** Those that are used, in their locals. */
  #takeOperands(steps: readonly Step[]): void {
    for (const name of ['a', 'b'] as const) {
      if (!uses(steps, name)) continue;
      this.#register(name);
      this.#code.set(name === 'a' ? LOCAL.A : LOCAL.B);
    }
  }

  #value(steps: readonly Step[]): void {
    writeValue(this.#code, steps, undefined, name => {
      this.#operand(name);
    });
  }

  #operand(name: Operand): void {
    const code = this.#code;
    if (name === 'a') code.get(LOCAL.A);
    else if (name === 'b') code.get(LOCAL.B);
    else if (name === 'imm') code.get(LOCAL.SLOT).memory('i32.load', 4);
    else if (name === 'pc') code.get(LOCAL.AT).get(LOCAL.DELTA).op('i32.add');
    else if (name === 'old') code.get(LOCAL.OLD);
    else code.get(LOCAL.WORD).const(14).op('i32.shr_u').const(31).op('i32.and');
  }

  /** What rs1 or rs2 holds. [isa/predecode.ts] */
  #register(name: 'a' | 'b'): void {
    const shift = name === 'a' ? 14 : 19;
    this.#code
      .get(LOCAL.WORD)
      .const(shift - 2)
      .op('i32.shr_u');
    this.#code
      .const(31 << 2)
      .op('i32.and')
      .memory('i32.load', 0);
  }

  /** The address of rd's word. */
  #targetOfRd(): void {
    this.#code
      .get(LOCAL.WORD)
      .const(8 - 2)
      .op('i32.shr_u')
      .const(63 << 2)
      .op('i32.and');
  }

  #leave(exit: Exit): void {
    const code = this.#code;
    code.get(LOCAL.AT).get(LOCAL.DELTA).op('i32.add').set(LOCAL.PC);
    this.#storePc();
    this.#answer(exit);
    code.return();
  }

  #storePc(): void {
    this.#code
      .const(0)
      .get(LOCAL.PC)
      .memory('i32.store', WORD.PC * 4);
  }

  #answer(exit: Exit): void {
    this.#code.get(LOCAL.LEFT).const(EXIT_BITS).op('i32.shl').const(exit).op('i32.or');
  }
}

/** What the loop leaves to `step` is what accesses more than memory. */
function isQuick({ row: { effect }, lowering, access }: Operation): boolean {
  if (access !== undefined || 'jumpsTo' in effect) return true;
  return lowering !== undefined && ('value' in lowering || 'csr' in lowering);
}
