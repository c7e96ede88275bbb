/** `fixture/debugged.rs` on the machine: at each stop what the program says of its variables, and their values. */

import { strict as assert } from 'node:assert';
import { Machine, RAM_BASE } from '../../debugger/vm/machine';
import type { DwarfValue } from '../../debugger/dwarf/values/value';
import type { FixtureElf } from './tools';
import type { PhysicalFrame, Stopped } from './stopped';
import { frameContext, unwound } from './stopped';

const RAM_BYTES = 0x800000;
const STEPS = 100_000_000;
const SP = 2;
const A0 = 10;

export const SEED = 7;

export interface SaidStop {
  readonly stopped: Stopped;
  /** The function that speaks, and its frame. */
  readonly functionName: string;
  readonly frame: PhysicalFrame;
  /** `{:?}` by name. */
  readonly said: ReadonlyMap<string, string>;
  values(): Map<string, DwarfValue>;
}

/** All stops of the program, one after the other. */
export function* stopsOf(elf: FixtureElf): Generator<SaidStop> {
  const info = elf.info();
  const address = (name: string): number => {
    const place = info.functionNamed(`debugged::${name}`)[0];
    assert.ok(place?.lowPc !== undefined, name);
    return place.lowPc;
  };
  const machine = new Machine({ ramBytes: RAM_BYTES });
  for (const { vaddr, fileBytes } of elf.image.segments) {
    assert.ok(machine.writePhysical(vaddr, fileBytes));
  }
  machine.pc = elf.image.entry;
  machine.registers[SP] = RAM_BASE + RAM_BYTES;
  machine.registers[A0] = SEED;
  const [stop, done] = [address('stop'), address('done')];
  machine.breakpoints.add(stop);
  machine.breakpoints.add(done);
  const stopped: Stopped = { machine, info };
  for (;;) {
    assert.equal(machine.run(STEPS), 'breakpoint');
    if (machine.pc === done) return;
    yield stopIn(stopped, elf);
    machine.skipBreakpointOnce = true;
  }
}

function stopIn(stopped: Stopped, elf: FixtureElf): SaidStop {
  const { info } = stopped;
  const frame = unwound(stopped)[1];
  assert.ok(frame);
  const logical = info.framesAt(frame.pc);
  const depth = logical.length - 1;
  return {
    stopped,
    functionName: logical[depth]?.shortName ?? '',
    frame,
    said: saidBy(stopped, elf),
    values() {
      const found = new Map<string, DwarfValue>();
      for (const variable of info.variablesAt(frame.pc, depth)) {
        if (variable.isShadowed) continue;
        found.set(variable.name, info.readVariable(variable, frameContext(stopped, frame)));
      }
      return found;
    },
  };
}

function saidBy({ machine }: Stopped, elf: FixtureElf): ReadonlyMap<string, string> {
  const read = (name: string, length?: number): Uint8Array => {
    const symbol = elf.image.symbols.find(it => it.name === name);
    assert.ok(symbol, name);
    const bytes = machine.readPhysical(symbol.value, length ?? symbol.size);
    assert.ok(bytes, name);
    return bytes;
  };
  const length = Buffer.from(read('SAID_LENGTH')).readUInt32LE();
  const text = new TextDecoder().decode(read('SAID', length));
  const lines = text.split('\n').slice(0, -1);
  return new Map(
    lines.map(line => {
      const sign = line.indexOf('=');
      return [line.slice(0, sign), line.slice(sign + 1)];
    }),
  );
}
