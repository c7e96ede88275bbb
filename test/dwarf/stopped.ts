/** A fixture stopped at the start of a function, on the machine that contracts run on. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Machine, RAM_BASE } from '../../debugger/vm/machine';
import type { DebugInfo } from '../../debugger/dwarf/debugInfo';
import type { FrameContext } from '../../debugger/dwarf/values';
import type { FixtureElf } from './tools';

const FIXTURES = join(__dirname, 'fixture');
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
  return stoppedAt(elf, info, places, stop);
}

/** Runs to the first instruction of the line that holds a text, which only one may. */
export function stoppedAtText(elf: FixtureElf, text: string, source = 'tokens.rs'): Stopped {
  const info = elf.info();
  const lines = readFileSync(join(FIXTURES, source), 'utf8').split('\n');
  const line = lines.findIndex(it => it.includes(text)) + 1;
  assert.equal(lines.filter(it => it.includes(text)).length, 1, text);
  const place = info.breakpointAt(`/fixture/${source}`, line);
  assert.equal(place?.line, line, text);
  return stoppedAt(elf, info, place.addresses, 1);
}

function stoppedAt(
  elf: FixtureElf,
  info: DebugInfo,
  places: readonly number[],
  stop: number,
): Stopped {
  assert.ok(places.length > 0);
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

/** What values of a physical frame are read with. */
export function frameContext({ machine }: Stopped, frame: PhysicalFrame): FrameContext {
  return { ...frame, readMemory: (address, length) => machine.readPhysical(address, length) };
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
