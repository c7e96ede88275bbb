import { strict as assert } from 'node:assert';
import { hex32 } from '../../shared/hex';
import { CSR } from '../csr/addresses';
import { traits, type BaseInstruction, type Traits } from '../isa/instruction';
import { BASE_INSTRUCTIONS } from '../isa/instructions';
import { Machine, PRIVILEGE, RAM_BASE } from '../machine';
import { openMemory } from '../testMachine';

const RAM_BYTES = 0x4000;
const CODE = RAM_BASE + 0x1000;
const DATA = RAM_BASE + 0x2000;
const TRIALS = 24;
const MODES = [PRIVILEGE.MACHINE, PRIVILEGE.USER];
/** TW and TVM: what may be trapped, is. [Priv §3.1.6.6] */
const TRAP_ALL = (1 << 21) | (1 << 20);

interface Outcome {
  readonly trapped: boolean;
  readonly moved: boolean;
  readonly stored: boolean;
}

let state = 0x6b8b4567;
function random(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state | 0;
}

/** One instruction of the row with random operands: half of the registers point to data, half to anywhere. */
function attempt(row: BaseInstruction, mode: number): Outcome {
  const machine = new Machine({ ramBytes: RAM_BYTES });
  openMemory(machine);
  machine.writePhysical(RAM_BASE, new Uint8Array(RAM_BYTES).fill(0x5a));
  const word = row.match | (random() & ~row.mask);
  const code = Int32Array.of(0x30200073, word); // mret, to the word
  machine.writePhysical(CODE - 4, new Uint8Array(code.buffer));
  for (let at = 1; at < 32; at += 1) {
    machine.registers[at] = at % 2 === 0 ? random() : DATA + (random() & 0x7fc);
  }
  machine.writeCsr(CSR.MEPC, CODE);
  machine.writeCsr(CSR.MSTATUS, TRAP_ALL | (mode << 11));
  machine.pc = CODE - 4;
  machine.run(1);
  assert.equal(machine.pc, CODE);
  assert.equal(machine.privilege, mode);
  const before = memoryOf(machine);
  machine.stopOnTrap = true;
  const trapped = machine.run(1) === 'trap';
  return {
    trapped,
    moved: !trapped && (machine.pc !== CODE + 4 || machine.privilege !== mode),
    stored: memoryOf(machine) !== before,
  };
}

function memoryOf(machine: Machine): string {
  return Buffer.from(machine.readPhysical(RAM_BASE, RAM_BYTES) ?? []).toString('latin1');
}

/** What an instruction does that changes the memory whenever it is executed well. */
function alwaysStores({ effect }: BaseInstruction): boolean {
  return 'stores' in effect || 'exchanges' in effect;
}

describe('what the tables tell a translator', () => {
  for (const row of BASE_INSTRUCTIONS) {
    const { endsBlock, mayTrap, memory, price }: Traits = traits(row);

    it(`is what ${row.name} does`, () => {
      const outcomes = Array.from({ length: TRIALS }, (_, at) =>
        attempt(row, MODES[at % MODES.length] ?? PRIVILEGE.MACHINE),
      );
      const some = (what: keyof Outcome) => outcomes.some(it => it[what]);
      assert.equal(some('trapped'), mayTrap, 'traps');
      if (!endsBlock) assert.equal(some('moved'), false, 'goes elsewhere');
      if (price === 'jump' || price === 'branch') assert.ok(some('moved'), 'stays');
      if (memory !== 'store' && memory !== 'atomic') assert.equal(some('stored'), false, 'stores');
      if (alwaysStores(row)) assert.ok(some('stored'), `stores nothing: ${hex32(row.match)}`);
    });
  }
});
