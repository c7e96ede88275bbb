/**
 * Whether a machine goes round in a circle: after some steps everything is as it was, and nothing on the way depends on
 * the time, on a device, or on memory that changed. Such a machine never does anything else.
 */

import { CSR } from '../vm/csr/addresses';
import { traits } from '../vm/isa/instruction';
import { INTERRUPT } from '../vm/isa/traps';
import type { Machine, RunStop } from '../vm/machine';
import { instructionAt, type GuestInstruction } from './instruction';

/** The longest circle that is looked for, in steps. */
const LONGEST_CIRCLE = 512;

const TIMERS = (1 << INTERRUPT.MACHINE_TIMER) | (1 << INTERRUPT.SUPERVISOR_TIMER);
/** Instructions whose effect is in state that cannot be compared: the reservation, and the clock that waiting moves. */
const OPAQUE = new Set(['loadReserved', 'storeConditional', 'waitForInterrupt']);

export interface Circle {
  /** The lowest address on the way. */
  readonly pc: number;
  readonly steps: number;
  /** Whether a trap is part of it. */
  readonly traps: boolean;
}

/** The circle; or the machine's own stop if it stopped meanwhile; or nothing found. */
export type StandstillAnswer = Circle | Exclude<RunStop, 'budget' | 'trap'> | undefined;

/**
 * Moves the machine on, by at most `maxSteps` steps. Expects stopOnTrap.
 * @param step runs one step of it
 */
export function findCircle(
  machine: Machine,
  maxSteps: number,
  step: () => RunStop,
): StandstillAnswer {
  const start = stateOf(machine);
  const { pc } = machine;
  let lowest = pc;
  let traps = false;
  for (let steps = 1; steps <= Math.min(maxSteps, LONGEST_CIRCLE); steps += 1) {
    // The timer may fall due the next time that its interrupt is enabled for a moment.
    if ((machine.readCsr(CSR.MIE) & TIMERS) !== 0) return undefined;
    const made = stepOnce(machine, step);
    if (made === 'elsewhere') return undefined;
    if (made !== 'same' && made !== 'trap') return made;
    traps ||= made === 'trap';
    if (machine.pc === pc && isSame(stateOf(machine), start)) return { pc: lowest, steps, traps };
    lowest = Math.min(lowest, machine.pc);
  }
  return undefined;
}

type Step = 'same' | 'trap' | 'elsewhere' | Exclude<RunStop, 'budget' | 'trap'>;

/** `same`: memory is what it was, and what the instruction read was in memory or registers. */
function stepOnce(machine: Machine, step: () => RunStop): Step {
  const instruction = instructionAt(machine);
  const place = instruction === undefined ? 'none' : placeOf(machine, instruction);
  const before = place === 'none' ? undefined : contents(machine, place);
  const stop = step();
  if (stop !== 'budget') return stop;
  if (instruction?.row === undefined || isOpaque(instruction)) return 'elsewhere';
  if (place === 'none') return 'same';
  const after = contents(machine, place);
  return before !== undefined && before === after ? 'same' : 'elsewhere';
}

function isOpaque({ row, imm }: GuestInstruction): boolean {
  if (row === undefined || !('calls' in row.effect)) return false;
  const { calls } = row.effect;
  return OPAQUE.has(calls) || (calls.startsWith('csr') && isChanging(imm & 0xfff));
}

interface Place {
  readonly paddr: number | undefined;
}

/** Where a load, store or atomic goes. */
function placeOf(machine: Machine, { row, rs1, imm }: GuestInstruction): Place | 'none' {
  if (row === undefined) return 'none';
  const { memory } = traits(row);
  if (memory === 'none') return 'none';
  const address = ((machine.registers[rs1] ?? 0) + (memory === 'atomic' ? 0 : imm)) >>> 0;
  return { paddr: machine.translate(address, memory === 'load' ? 'load' : 'store') };
}

/** The bytes that are touched; undefined outside RAM, and where the access may reach into another page. */
function contents(machine: Machine, { paddr }: Place): string | undefined {
  if (paddr === undefined || paddr % 4096 > 4092) return undefined;
  return machine.readPhysical(paddr, 4)?.join();
}

/** Everything that decides what a hart does next, but for memory and time. */
function stateOf(machine: Machine): readonly number[] {
  const state = [machine.pc, machine.privilege, ...machine.registers];
  for (const { address } of machine.csrs()) {
    if (!isChanging(address)) state.push(machine.readCsr(address));
  }
  return state;
}

/** Counters of all modes, which always move, and what is pending. */
function isChanging(address: number): boolean {
  const block = address & 0xf60;
  return block === 0xb00 || block === 0xc00 || address === CSR.MIP || address === CSR.SIP;
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((it, at) => it === b[at]);
}
