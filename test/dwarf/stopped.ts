/** A fixture stopped at the start of a function, on the machine that contracts run on. */

import { strict as assert } from 'node:assert';
import { Machine, RAM_BASE } from '../../debugger/vm/machine';
import type { DebugInfo } from '../../debugger/dwarf/debugInfo';
import type { FixtureElf } from './tools';

const RAM_BYTES = 0x400000;
const STEPS = 1_000_000;
const SP = 2;
const A0 = 10;

export interface Stopped {
  readonly machine: Machine;
  readonly info: DebugInfo;
}

/** Runs to the given stop, the first one by default, of a breakpoint behind the function's prologue. */
export function stoppedIn(elf: FixtureElf, functionName: string, stop = 1): Stopped {
  const info = elf.info();
  const places = info.functionNamed(functionName).flatMap(it => it.addresses);
  assert.ok(places.length > 0, `no code of ${functionName}`);
  const machine = new Machine({ ramBytes: RAM_BYTES });
  for (const { vaddr, fileBytes } of elf.image.segments) {
    assert.ok(machine.writePhysical(vaddr, fileBytes));
  }
  machine.pc = elf.image.entry;
  machine.registers[SP] = RAM_BASE + RAM_BYTES;
  machine.registers[A0] = 7;
  for (const place of places) machine.breakpoints.add(place);
  for (let count = 0; count < stop; count++) {
    machine.skipBreakpointOnce = count > 0;
    assert.equal(machine.run(STEPS), 'breakpoint');
  }
  return { machine, info };
}

/** A frame of the stopped program: its registers as far as they are known. */
export interface PhysicalFrame {
  /** For a caller the address of its call. */
  readonly pc: number;
  readonly cfa: number | undefined;
  registers(number: number): number | undefined;
}

/** Physical frames, innermost first, up to the one whose caller is not known. */
export function unwound({ machine, info }: Stopped): PhysicalFrame[] {
  const frames: PhysicalFrame[] = [];
  let pc = machine.pc;
  let registers: (number: number) => number | undefined = number =>
    machine.registers[number]! >>> 0;
  while (frames.length < 100) {
    const caller = info.unwind(pc, registers, address => {
      const bytes = machine.readPhysical(address, 4);
      return bytes && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    });
    frames.push({ pc, cfa: caller?.cfa, registers });
    if (!caller?.returnAddress) break;
    pc = caller.returnAddress - 1;
    registers = number => caller.registers.get(number);
  }
  return frames;
}
