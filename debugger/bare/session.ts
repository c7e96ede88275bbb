/** A bare machine with one program in it: console, HTIF and trace connected, ready to run. */

import type { ElfImage } from '../elf/elfImage';
import { SymbolTable } from '../elf/symbolTable';
import { Machine } from '../vm/machine';
import { execute, executeAtOnce, type BareEnd, type ExecOptions } from './exec';
import { Htif } from './htif';
import { loadProgram } from './load';
import { signature } from './signature';
import { Tracer, type TraceFormat } from './trace';

/** As much as QEMU's `virt` machine has unless it is told. */
export const BARE_RAM_BYTES = 128 * 1024 * 1024;

export interface BareOptions {
  readonly ramBytes?: number | undefined;
  /** What the program prints, as it prints it. */
  readonly console?: ((bytes: Uint8Array) => void) | undefined;
  readonly trace?: { readonly format: TraceFormat; write(line: string): void } | undefined;
}

export class BareSession {
  readonly machine: Machine;
  readonly symbols: SymbolTable;
  readonly #htif: Htif | undefined;
  readonly #tracer: Tracer | undefined;

  /** Throws Unloadable where the image is no program for this machine. */
  constructor(image: ElfImage, options: BareOptions = {}) {
    const ramBytes = options.ramBytes ?? BARE_RAM_BYTES;
    const { console = () => undefined, trace } = options;
    this.machine = new Machine({ ramBytes });
    this.symbols = new SymbolTable(image);
    this.machine.console = console;
    loadProgram(this.machine, image, ramBytes);
    const tohost = this.symbols.named('tohost')?.value;
    if (tohost !== undefined) {
      const places = { tohost, fromhost: this.symbols.named('fromhost')?.value };
      this.#htif = new Htif(this.machine, places, console);
    }
    if (trace !== undefined) {
      const write = (line: string) => trace.write(line);
      this.#tracer = new Tracer(this.machine, trace.format, write, this.symbols);
    }
  }

  run(options: Pick<ExecOptions, 'maxSteps' | 'breathe'> = {}): Promise<BareEnd> {
    return execute(this.machine, { ...options, htif: this.#htif, tracer: this.#tracer });
  }

  /** Without a pause. */
  runAtOnce(maxSteps?: number, onBreakpoint?: (pc: number) => void): BareEnd {
    const { machine } = this;
    return executeAtOnce(machine, {
      maxSteps,
      onBreakpoint,
      htif: this.#htif,
      tracer: this.#tracer,
    });
  }

  /** The architecture tests' signature; undefined where the program has no such place. */
  signature(granularity: number): string | undefined {
    const begin = this.symbols.named('begin_signature')?.value;
    const end = this.symbols.named('end_signature')?.value;
    if (begin === undefined || end === undefined) return undefined;
    return signature(this.machine, begin, end, granularity);
  }
}
