/**
 * What every instruction of a function finds on the stack and in the registers, followed from the function's entry
 * through its branches and jumps. It is how frames are unwound where no table describes them, and how a register is
 * known to be lost where a table says nothing of it.
 */

import type { GuestInstruction } from '../vm/isa/guestInstruction';
import type { FlowState, FlowValue } from './flowState';
import {
  afterCall,
  afterSystemCall,
  agreeOnFrame,
  ENTRY,
  execute,
  meet,
  RA,
  SP,
  T0,
} from './flowState';

/** The code of one function: where it is entered, and every piece that belongs to it. */
export interface FunctionCode {
  readonly entry: number;
  readonly pieces: readonly { readonly low: number; readonly high: number }[];
}

export interface CodeFlow {
  /** Before the instruction at an address; undefined where no way leads to it. */
  stateAt(pc: number): FlowState | undefined;
  /** ra, or t0 for the helpers of prologues and for outlined code. [psABI, alternate link register] */
  readonly returnRegister: number;
}

/** Instructions of the largest function that is looked at. */
const MAX_INSTRUCTIONS = 100_000;

export function followCode(
  code: FunctionCode,
  read: (pc: number) => GuestInstruction | undefined,
): CodeFlow {
  const follower = new Follower(code, read);
  follower.run();
  const { states, returnRegister } = follower;
  return { stateAt: pc => states.get(pc), returnRegister };
}

class Follower {
  readonly states = new Map<number, FlowState>();
  returnRegister = RA;
  /** Ways that have not been gone. */
  readonly #ways: { pc: number; state: FlowState }[] = [];
  /** Behind calls, by address: a call that never returns leads nowhere, and only where the others lead may tell. */
  readonly #behindCalls = new Map<number, FlowState>();
  /** At jumps through a register. */
  #jump: FlowState | undefined;

  constructor(
    private readonly code: FunctionCode,
    private readonly read: (pc: number) => GuestInstruction | undefined,
  ) {}

  run(): void {
    this.#ways.push({ pc: this.code.entry, state: ENTRY });
    this.#goAll();
    if (this.#jump === undefined) return;
    // What nothing leads to, a table of jumps does.
    for (const { low, high } of this.code.pieces) {
      for (let pc = low; pc < high; pc += this.read(pc)?.length ?? 2) {
        if (this.states.has(pc)) continue;
        this.#ways.push({ pc, state: this.#jump });
        this.#goAll();
      }
    }
  }

  #goAll(): void {
    for (;;) {
      for (let way = this.#ways.pop(); way; way = this.#ways.pop()) this.#go(way.pc, way.state);
      // Compilers put what ends a program behind what leads there.
      const pc = Math.min(...this.#behindCalls.keys());
      const state = this.#behindCalls.get(pc);
      if (state === undefined) return;
      this.#behindCalls.delete(pc);
      const known = this.states.get(pc);
      if (known === undefined || agreeOnFrame(known, state)) this.#ways.push({ pc, state });
    }
  }

  /** From one instruction to the next, until the way ends or brings nothing new. */
  #go(from: number, arriving: FlowState): void {
    let pc: number | undefined = from;
    let state = arriving;
    while (pc !== undefined) {
      const known = this.states.get(pc);
      const met = known === undefined ? state : meet(known, state);
      if (met === known || (known === undefined && this.states.size >= MAX_INSTRUCTIONS)) return;
      const it = this.read(pc);
      if (it?.row === undefined) return;
      this.states.set(pc, met);
      state = execute(met, pc, it);
      pc = this.#next(pc, it, met, state);
      if (it.row.name === 'ecall') state = afterSystemCall(state);
    }
  }

  /** Where execution goes on at once; every other way is taken down. */
  #next(pc: number, it: GuestInstruction, before: FlowState, after: FlowState): number | undefined {
    const effect = it.row?.effect;
    if (effect === undefined) return undefined;
    if ('jumpsTo' in effect) {
      this.#jumpFrom(pc, it, before);
      return undefined;
    }
    if ('branchesIf' in effect) this.#lead(pc, pc + it.imm, after);
    if ('calls' in effect && RETURNS_FROM_TRAPS.includes(effect.calls)) return undefined;
    const next = pc + it.length;
    return this.#belongs(pc, next) ? next : undefined;
  }

  #jumpFrom(pc: number, it: GuestInstruction, before: FlowState): void {
    const next = pc + it.length;
    const base = before.registers[it.rs1];
    const target = targetOf(pc, it, base);
    if (it.rd === T0 && target !== undefined) {
      // Code that returns by t0 is a piece of this function that others share.
      const registers = before.registers.slice();
      registers[T0] = { from: 'constant', n: next };
      this.#ways.push({ pc: target, state: { registers, slots: before.slots } });
    } else if (it.rd === RA || it.rd === T0) {
      if (this.#belongs(pc, next)) this.#behindCalls.set(next, afterCall(before));
    } else if (target !== undefined) {
      this.#lead(pc, target, before);
    } else if (base?.from === 'entry' && it.imm === 0) {
      if (base.register === T0) this.returnRegister = T0;
    } else {
      this.#jump = this.#jump === undefined ? before : deeper(this.#jump, before);
    }
  }

  #lead(from: number, to: number, state: FlowState): void {
    if (this.#belongs(from, to >>> 0)) this.#ways.push({ pc: to >>> 0, state });
  }

  /** A jump out of the function calls another one in its last act, unless it is code shared by t0 that jumps. */
  #belongs(from: number, to: number): boolean {
    return this.#isInside(to) || !this.#isInside(from);
  }

  #isInside(pc: number): boolean {
    return this.code.pieces.some(it => it.low <= pc && pc < it.high);
  }
}

const RETURNS_FROM_TRAPS: readonly string[] = ['supervisorReturn', 'machineReturn'];

function targetOf(
  pc: number,
  { row, imm }: GuestInstruction,
  base: FlowValue | undefined,
): number | undefined {
  if (row?.name === 'jal') return (pc + imm) >>> 0;
  return base?.from === 'constant' ? (base.n + imm) >>> 0 : undefined;
}

/** Of two jumps through registers the one inside the frame: the other may leave the function. */
function deeper(one: FlowState, other: FlowState): FlowState {
  if (agreeOnFrame(one, other)) return meet(one, other);
  const depth = ({ registers }: FlowState): number => {
    const sp = registers[SP];
    return sp?.from === 'cfa' ? sp.n : 0;
  };
  return depth(one) < depth(other) ? one : other;
}
