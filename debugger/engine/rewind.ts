/** Moves where the machine stands: back to the start of a frame, or to another line of its function. [DAP restartFrame, goto] */

import { disassemble } from '../vm/isa/disassemble';
import { EvaluationError } from './evaluationError';
import type { Frame } from './frame';
import type { Module } from './module';
import type { Here } from './paths';
import { hereAt } from './paths';
import type { Target } from './target';

const SP = 2;

/** A prologue is no longer, in instructions. */
const MAX_PROLOGUE = 1000;

/** Where the machine can be set to go on. */
export interface GotoTarget {
  readonly label: string;
  readonly line: number;
  readonly column: number;
  readonly address: number;
  /** The first of the instructions before it that fetch from the stack what the line wants in registers. */
  readonly start: number;
}

/**
 * Stands behind the prologue of the frame's function again, with everything as it was then.
 * @throws EvaluationError where the frame has no function of its own to restart, or began too long ago
 */
export function restartFrame(target: Target, frame: Frame): void {
  const { task, module, cfa, function: logical } = frame;
  if (frame.kind !== 'contract' || task === undefined || module === undefined) {
    throw new EvaluationError('Only functions of contracts can be restarted.');
  }
  if (logical?.inlined !== false || cfa === undefined) {
    throw new EvaluationError(
      `${frame.name} has no frame of its own to restart: the compiler has put its code into its caller. Restart that one.`,
    );
  }
  const start = lowestOf(module, frame.lookupPc);
  const isEntry = () => {
    const { runningTask, machine } = target;
    const sp = (machine.registers[SP] ?? 0) >>> 0;
    return runningTask?.id === task.id && target.runningModule === module && sp === cfa;
  };
  if (!target.history.returnToLast(start, isEntry)) {
    throw new EvaluationError(
      `${frame.name} was called before a value was changed by hand, or before this transaction began: it cannot be run again from there.`,
    );
  }
  passPrologue(target, module, start);
}

function lowestOf(module: Module, pc: number): number {
  const ranges = module.framesAt(pc).at(-1)?.scope.subprogram.ranges ?? [];
  return ranges.reduce((low, it) => Math.min(low, it.low), pc);
}

/** There the arguments are where the debug information says. */
function passPrologue({ machine, run }: Target, module: Module, start: number): void {
  const body = module.entryBehind(start);
  for (let count = 0; count < MAX_PROLOGUE; count++) {
    if (machine.pc < start || machine.pc >= body) return;
    machine.skipBreakpointOnce = true;
    run.run(1);
  }
}

/**
 * The places of a line in the function that runs.
 * @param files the source file as the program's debug information names it
 * @throws EvaluationError where the machine cannot be set there, and why
 */
export function gotoTargets(
  target: Target,
  isAtTrap: boolean,
  files: (module: Module) => readonly string[],
  line: number,
): GotoTarget[] {
  const { module, place, pc, name } = standingFunction(target, isAtTrap);
  const named = files(module);
  const chains = new Set<string>();
  const found: GotoTarget[] = [];
  const body = bodyOf(module, pc);
  for (const [index, address] of body.entries()) {
    const at = module.placeAt(address);
    const key = `${at.chain}`;
    if (!at.isStatement || at.line !== line || !named.includes(at.file) || chains.has(key))
      continue;
    // Into an inlined call that is not running there is no way: nothing has set up its arguments.
    if (!at.chain.every((it, depth) => place.chain[depth] === it)) continue;
    chains.add(key);
    const { column } = at;
    found.push({
      label: `line ${line} of ${name}`,
      line,
      column: Math.max(1, column),
      address,
      start: startOf(module, body, index),
    });
  }
  if (found.length > 0) return found;
  throw new EvaluationError(
    `Line ${line} has no statement in ${name}, which is running: the machine can only be set to another line of the same function.`,
  );
}

/**
 * Without optimization a value that lives on the stack is fetched after each call, by instructions that belong to no
 * line or to the one before. A line that is gone to needs them as much as one that is come to.
 */
function startOf(module: Module, body: readonly number[], index: number): number {
  let first = index;
  while (first > 0 && isReload(module, body[first - 1] ?? 0)) first--;
  return body[first] ?? 0;
}

function isReload(module: Module, address: number): boolean {
  const { mnemonic, operands } = disassemble(module.codeAt(address, 4), address);
  return mnemonic === 'lw' && /^[^,]+, [^(]*\((?:sp|s0)\)$/.test(operands);
}

/** Goes there. What lies between is neither executed nor undone. */
export function goTo({ machine, run, history }: Target, { start, address }: GotoTarget): void {
  machine.pc = start;
  while (machine.pc < address) {
    machine.skipBreakpointOnce = true;
    run.run(1);
  }
  machine.pc = address;
  history.fork();
}

interface Standing {
  readonly module: Module;
  readonly place: NonNullable<Here['place']>;
  readonly pc: number;
  readonly name: string;
}

function standingFunction(target: Target, isAtTrap: boolean): Standing {
  const { module, place, pc, task, isTrapped } = hereAt(target, isAtTrap);
  if (task === undefined || isTrapped) {
    throw new EvaluationError(
      'The kernel is at work: the machine can be set to another line while it stands in a contract.',
    );
  }
  const name = module?.framesAt(pc).at(-1)?.name;
  if (module === undefined || place === undefined || name === undefined) {
    throw new EvaluationError('There is no debug information of the function that is running.');
  }
  return { module, place, pc, name };
}

/** Addresses of the function's instructions behind its prologue. */
function bodyOf(module: Module, pc: number): number[] {
  const ranges = module.framesAt(pc).at(-1)?.scope.subprogram.ranges ?? [];
  const start = lowestOf(module, pc);
  const body = module.entryBehind(start);
  const addresses: number[] = [];
  for (const { low, high } of ranges) {
    for (let at = low; at < high; at += module.placeAt(at).length) {
      if (at < start || at >= body) addresses.push(at);
    }
  }
  return addresses;
}
