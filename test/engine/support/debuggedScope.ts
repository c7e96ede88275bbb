/** A stop of `debugged.rs` as a place where expressions are evaluated. */

import { SymbolTable } from '../../../debugger/elf/symbolTable';
import type { Scope } from '../../../debugger/engine/evaluate/scope';
import { sampleFrame } from '../../../debugger/engine/inspect/frame.fixture';
import { Module } from '../../../debugger/engine/module';
import type { SaidStop } from '../../dwarf/debugged';

export function scopeOf({ stopped, frame }: SaidStop): Scope {
  const { machine, info } = stopped;
  const kernel = new Module({
    id: 'debugged',
    kind: 'kernel',
    name: 'debugged',
    path: 'debugged.elf',
    image: undefined,
    symbols: new SymbolTable({ symbols: [] }),
    info,
    isOwnFile: () => true,
  });
  const logical = info.framesAt(frame.pc);
  const depth = logical.length - 1;
  const where = sampleFrame({
    module: kernel,
    pc: frame.pc,
    lookupPc: frame.pc,
    cfa: frame.cfa,
    function: logical[depth],
    depth,
    registers: number => frame.registers(number),
  });
  return { target: { machine, kernel, runningModule: kernel }, frame: where };
}
