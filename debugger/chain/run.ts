/** One boot of the kernel over one bundle: machine, firmware and state together. */

import type { ElfImage } from '../elf/elfImage';
import { InvariantError, MalformedInput } from '../shared/errors';
import type { RunStop } from '../vm/machine';
import { Machine } from '../vm/machine';
import type { BlockContext } from './block';
import type { Bundle } from './bundle';
import { DEFAULT_BLOCK } from './block';
import type { ChainObserver, FirmwareContext } from './firmware/context';
import { answer } from './firmware/firmware';
import type { FirmwareState, Task } from './firmware/firmwareState';
import { copyFirmwareState, createFirmwareState } from './firmware/firmwareState';
import type { FirmwareArguments } from './firmware/sbi';
import type { Receipt } from './receipt';
import type { ChainSnapshot } from './snapshot';
import type { ChainState } from './state';
import type { Rules, Transaction } from './transaction';

export type { ChainObserver } from './firmware/context';
export type { FiredEvent, Task } from './firmware/firmwareState';
export type { SourcePlace } from './receipt';
export type { ChainSnapshot } from './snapshot';

/**
 * Why run() returned. `waiting`: await ready(), then run again. `complete`: every transaction has its receipt.
 * `kernelDied`: `epitaph` says why; nothing runs any more.
 */
export type ChainStop = Exclude<RunStop, 'firmware'> | 'waiting' | 'complete' | 'kernelDied';

export interface ChainRunOptions {
  readonly kernel: ElfImage;
  /** Changed by every committed transaction; clone it to keep the state before. */
  readonly state: ChainState;
  readonly bundle: Bundle;
  readonly rules: Rules;
  /** A development chain's first unless told. */
  readonly block?: BlockContext;
  readonly observer?: ChainObserver;
  /** Writes each transaction to the state's store, in one batch, before the next one begins. */
  readonly isDurable?: boolean;
  /** 64 MiB unless told. */
  readonly ramBytes?: number;
}

const RAM_BYTES = 64 * 1024 * 1024;
const HART_ID = 0;
const EPITAPH_SYMBOL = 'KERNEL_EPITAPH';
const MAX_EPITAPH_BYTES = 4096;

const A0 = 10;
const A6 = 16;
const A7 = 17;

export class ChainRun {
  readonly machine: Machine;
  readonly state: ChainState;
  readonly receipts: readonly Receipt[];
  readonly firmware: FirmwareState = createFirmwareState();
  readonly #options: ChainRunOptions;
  readonly #receipts: Receipt[] = [];
  /** One for all calls, of which a transaction makes some twenty. */
  readonly #context: FirmwareContext;
  #epitaph: string | undefined;
  #isInterrupted = false;
  #ended: 'complete' | 'kernelDied' | undefined;
  #ready: Promise<void> = Promise.resolve();

  constructor(options: ChainRunOptions) {
    const ramBytes = options.ramBytes ?? RAM_BYTES;
    this.#options = options;
    this.state = options.state;
    this.receipts = this.#receipts;
    const machine = new Machine({ ramBytes, time: 'userInstructions', firmware: true });
    this.machine = machine;
    this.#context = {
      memory: machine,
      chain: options.state,
      bundle: options.bundle,
      rules: options.rules,
      block: options.block ?? DEFAULT_BLOCK,
      state: this.firmware,
      receipts: this.#receipts,
      observer: options.observer ?? {},
      isDurable: options.isDurable ?? false,
      get position() {
        return machine.position;
      },
    };
    boot(this.machine, options.kernel, ramBytes);
  }

  /** Live tasks, outermost first. */
  get tasks(): readonly Task[] {
    return this.firmware.tasks;
  }

  /** The transaction that runs; undefined before the first. */
  get transactionIndex(): number | undefined {
    return this.firmware.transactionIndex;
  }

  /** That transaction; undefined before the first. */
  get transaction(): Transaction | undefined {
    const { transactionIndex: index } = this.firmware;
    // Its own receipt may be there already; it depends on those before it.
    return index === undefined ? undefined : this.#options.bundle.at(index, this.#receipts);
  }

  /** Why the kernel died, in its own words or the firmware's. */
  get epitaph(): string | undefined {
    return this.#epitaph;
  }

  /** Runs at most `maxSteps` steps of the machine and answers the firmware calls on the way. */
  run(maxSteps: number): ChainStop {
    const end = this.machine.position + maxSteps;
    while (this.#ended === undefined) {
      const left = end - this.machine.position;
      if (left <= 0) return 'budget';
      const stop = this.machine.run(left);
      if (stop !== 'firmware') return stop;
      if (!this.#answer()) return 'waiting';
      if (this.machine.watchpoints.isTouched) return 'watched';
      if (this.#isInterrupted) {
        this.#isInterrupted = false;
        return 'budget';
      }
    }
    return this.#ended;
  }

  /** For observers: run() returns `budget` after the firmware call that is being answered. */
  interrupt(): void {
    this.#isInterrupted = true;
  }

  /**
   * Runs to a position, exactly, whatever lies on the way: interrupts, firmware calls, transactions. A breakpoint on the
   * way ends it as it ends run().
   */
  runTo(position: number): ChainStop {
    return this.run(position - this.machine.position);
  }

  /** Costs by what has changed since the last one. */
  snapshot(): ChainSnapshot {
    return {
      machine: this.machine.snapshot(),
      firmware: copyFirmwareState(this.firmware),
      state: this.state.clone(),
      receipts: [...this.#receipts],
      ended: this.#ended,
      epitaph: this.#epitaph,
    };
  }

  /**
   * Everything is as it was. What a durable run has committed to its store cannot be taken back, so that only runs that
   * keep their writes to themselves can be restored.
   */
  restore(snapshot: ChainSnapshot): void {
    if (this.#options.isDurable === true) throw new InvariantError('restore: a durable run');
    this.machine.restore(snapshot.machine);
    Object.assign(this.firmware, copyFirmwareState(snapshot.firmware));
    this.state.revertTo(snapshot.state);
    this.#receipts.splice(0, this.#receipts.length, ...snapshot.receipts);
    this.#ended = snapshot.ended;
    this.#epitaph = snapshot.epitaph;
    this.#ready = Promise.resolve();
  }

  /** Settles when a run that answered `waiting` can go on. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** Answers the call at which the machine stands; false where a store has to be waited for. */
  #answer(): boolean {
    const { machine } = this;
    const args: FirmwareArguments = [
      this.#register(A0),
      this.#register(A0 + 1),
      this.#register(A0 + 2),
      this.#register(A0 + 3),
      this.#register(A0 + 4),
      this.#register(A0 + 5),
    ];
    const said = answer(this.#context, this.#register(A7), this.#register(A6), args);
    switch (said.kind) {
      case 'return':
        machine.completeFirmwareCall(said.error, said.value);
        if (said.after !== undefined) this.#ready = said.after;
        return said.after === undefined;
      case 'wait':
        // Nothing is remembered: the machine still stands at the ecall and will make the call again.
        this.#ready = said.until;
        return false;
      case 'shutdown':
        this.#shutDown(said.failed);
        return true;
      case 'death':
        this.#die(said.reason);
        return true;
    }
  }

  #register(number: number): number {
    return (this.machine.registers[number] ?? 0) >>> 0;
  }

  #shutDown(failed: boolean): void {
    if (failed)
      this.#die(this.#readEpitaph() ?? 'the kernel reported a failure and left no epitaph');
    else if (!this.firmware.exhausted)
      this.#die('the kernel shut down before the end of the bundle');
    else this.#ended = 'complete';
  }

  #die(epitaph: string): void {
    this.#epitaph = epitaph;
    this.#ended = 'kernelDied';
  }

  /** A length as u32, then UTF-8, at a symbol of the kernel. [guest/abi KERNEL_EPITAPH] */
  #readEpitaph(): string | undefined {
    const symbol = this.#options.kernel.symbols.find(it => it.name === EPITAPH_SYMBOL);
    if (symbol === undefined) return undefined;
    const head = this.machine.readPhysical(symbol.value, 4);
    if (head === undefined) return undefined;
    const length = new DataView(head.buffer, head.byteOffset).getUint32(0, true);
    const text = this.machine.readPhysical(symbol.value + 4, Math.min(length, MAX_EPITAPH_BYTES));
    return text === undefined || length === 0 ? undefined : new TextDecoder().decode(text);
  }
}

/** What the kernel finds at its first instruction: its image in place, a0 the hart, a1 the bytes of RAM. */
function boot(machine: Machine, kernel: ElfImage, ramBytes: number): void {
  const { source, entry, segments } = kernel;
  if (!segments.some(it => entry >= it.vaddr && entry < it.vaddr + it.memSize)) {
    const reason = 'it starts where it has loaded nothing: is it linked?';
    throw new MalformedInput('no-kernel-entry', { source, offset: entry }, reason);
  }
  for (const segment of segments) {
    // Asked before anything is made of that size.
    const isRoom = segment.memSize <= ramBytes;
    const image = new Uint8Array(isRoom ? segment.memSize : 0);
    if (isRoom) image.set(segment.fileBytes);
    if (!isRoom || !machine.writePhysical(segment.vaddr, image)) {
      throw new MalformedInput(
        'kernel-outside-ram',
        { source: kernel.source, offset: segment.vaddr },
        `${segment.memSize} bytes, RAM has ${ramBytes}`,
      );
    }
  }
  machine.registers[A0] = HART_ID;
  machine.registers[A0 + 1] = ramBytes;
  machine.pc = kernel.entry;
}
