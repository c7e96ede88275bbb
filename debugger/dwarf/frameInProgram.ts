/** A frame with what its program knows beside it. A class, for a condition makes one each time it is asked. */

import type { Type } from './types';
import type { FrameContext } from './values';

export interface ProgramKnowledge {
  functionName(address: number): string | undefined;
  vtableType(address: number): Type | undefined;
  lineAt(address: number, file: string | undefined): number | undefined;
  entryValue(expression: Uint8Array, frame: FrameContext): bigint | undefined;
}

export class FrameInProgram implements FrameContext {
  constructor(
    private readonly frame: FrameContext,
    private readonly program: ProgramKnowledge,
  ) {}

  get pc(): number {
    return this.frame.pc;
  }

  get cfa(): number | undefined {
    return this.frame.cfa;
  }

  registers(number: number): number | undefined {
    return this.frame.registers(number);
  }

  readMemory(address: number, length: number): Uint8Array | undefined {
    return this.frame.readMemory(address, length);
  }

  functionName(address: number): string | undefined {
    return this.program.functionName(address);
  }

  vtableType(address: number): Type | undefined {
    return this.program.vtableType(address);
  }

  accountLabel(digits: string): string | undefined {
    return this.frame.accountLabel?.(digits);
  }

  lineAt(address: number, file: string | undefined): number | undefined {
    return this.program.lineAt(address, file);
  }

  entryValue(expression: Uint8Array): bigint | undefined {
    return this.program.entryValue(expression, this.frame);
  }
}
