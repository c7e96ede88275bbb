/**
 * What the stops to come will ask for, read while nobody waits: the callers' variables, which a step out shows, the
 * instructions of the functions on the stack, which steps go through, the entries of what they call, and wherever else
 * code of the author's is entered, which a step into somebody else's code looks out for; and what is asked when the
 * transaction makes system calls, fires events and ends. Debug information is kept once it was read; the machine is looked
 * at, and stays as it is.
 */

import { calleeAt } from './callee';
import type { AddressRange } from '../dwarf/ranges';
import type { Frame } from './frame';
import { frameContext, variablesOf } from './inspect/locals';
import type { Module } from './module';
import { mismatchesOf, receiptSoFar, receiptView } from './receiptView';
import type { Stack } from './stack';
import type { Target } from './target';

/** Frames that are looked into: further out nobody steps at once. */
const DEPTH = 6;
/** Instructions of one function: the largest would take too long to be of use. */
const MAX_INSTRUCTIONS = 4096;
/** Instructions between two pauses. */
const AT_ONCE = 16;

export class Foresight {
  /** Blocks whose variables have been read. */
  readonly #blocks = new WeakSet<object>();
  /** Functions whose code has been read. */
  readonly #functions = new WeakSet<object>();
  /** Programs whose system calls have been read. */
  readonly #programs = new WeakSet<Module>();
  /** Transactions whose receipt has been thought of before they have fired anything, and after that. */
  readonly #receipts = new Set<string>();

  constructor(readonly target: Target) {}

  /** Each turn is a few milliseconds at most. To be left alone once the machine runs. */
  *from(stack: Stack): Generator<void> {
    for (let index = 0; index < DEPTH; index++) {
      const frame = stack.at(index);
      if (frame === undefined) break;
      yield;
      // Those of the innermost are asked for at once.
      const [block] = frame.function?.scope.scopes ?? [];
      if (index > 0) yield* once(this.#blocks, block, () => this.#variables(frame));
    }
    for (let index = 0; index < DEPTH; index++) {
      const { module, function: logical } = stack.at(index) ?? {};
      const subprogram = logical?.scope.subprogram;
      if (module !== undefined && subprogram !== undefined) {
        yield* once(this.#functions, subprogram, () => code(module, subprogram.ranges));
      }
    }
    yield* this.#receipt();
    const module = stack.at(0)?.module;
    if (module?.kind === 'contract') {
      yield* once(this.#programs, module, () => systemCalls(module));
    }
    for (const { ownEntries } of this.target.modules) while (ownEntries.readOn()) yield;
  }

  /** Where events come from is asked in the kernel; what a transaction has come to, at its end. */
  *#receipt(): Generator<void> {
    const { target } = this;
    const receipt = receiptSoFar(target);
    if (receipt === undefined) return;
    const key = `${receipt.index} ${receipt.events.length > 0}`;
    if (this.#receipts.has(key)) return;
    target.kernel.info.unwindRangeAt(target.kernel.entry ?? 0);
    yield;
    const mismatches = mismatchesOf(target, receipt);
    yield;
    receiptView(target, receipt, mismatches);
    this.#receipts.add(key);
    yield;
  }

  *#variables(frame: Frame): Generator<void> {
    const context = frameContext(this.target, frame);
    for (const it of variablesOf(frame)) {
      // The text is what a list of them shows.
      void frame.module?.info.readVariable(it, context).text;
      yield;
    }
  }
}

/** What is interrupted is begun again. */
function* once(
  known: WeakSet<object>,
  subject: object | undefined,
  work: () => Generator<void>,
): Generator<void> {
  if (subject === undefined || known.has(subject)) return;
  yield* work();
  known.add(subject);
}

/** Where an event or a log comes from is asked when it is fired. */
function* systemCalls(module: Module): Generator<void> {
  for (const pc of module.systemCalls()) {
    module.placeAt(pc);
    yield;
    module.callerRulesAt(pc);
    yield;
  }
}

function* code(module: Module, ranges: readonly AddressRange[]): Generator<void> {
  let left = MAX_INSTRUCTIONS;
  for (const { low, high } of ranges) {
    for (let pc = low; pc < high && left > 0; left--) {
      const { kind, length } = module.placeAt(pc);
      const callee = kind === 'call' ? calleeAt(module, pc) : undefined;
      if (callee !== undefined && callee.register === undefined) {
        yield;
        foreseeEntry(module, callee.offset);
      }
      pc += length;
      if (left % AT_ONCE === 0) yield;
    }
  }
}

/** Steps into a function pass its prologue, and steps out of it ask for its caller. */
function foreseeEntry(module: Module, entry: number): void {
  if (!module.placeAt(entry).isOwnFunction) return;
  module.entryBehind(entry);
  module.callerRulesAt(entry);
}
