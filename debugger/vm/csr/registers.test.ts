import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { EXCEPTION } from '../isa/traps';
import { Machine, PRIVILEGE, RAM_BASE, type Privilege } from '../machine';
import { assemble } from '../isa/assemble';
import { openMemory } from '../testMachine';
import { CSR } from './addresses';
import { CSRS } from './registers';

const { USER, SUPERVISOR, MACHINE } = PRIVILEGE;

/** What the specification lets software find in a register: ones elsewhere are illegal. */
const LEGAL_BITS: Readonly<Record<string, number>> = {
  mstatus: 0x007e_19aa,
  mstatush: 0,
  sstatus: 0x000c_0122,
  misa: 0x4014_1105,
  medeleg: 0x0000_b3ff,
  mideleg: 0x0000_0222,
  mie: 0x0000_0aaa,
  mip: 0x0000_0aaa,
  sie: 0x0000_0222,
  sip: 0x0000_0222,
  mtvec: 0xffff_fffd,
  stvec: 0xffff_fffd,
  mepc: 0xffff_fffe,
  sepc: 0xffff_fffe,
  menvcfg: 1,
  menvcfgh: 0x8000_0000,
  senvcfg: 1,
  mcountinhibit: 0xffff_fffd,
  pmpcfg0: 0x9f9f_9f9f,
  pmpcfg1: 0x9f9f_9f9f,
  pmpcfg2: 0x9f9f_9f9f,
  pmpcfg3: 0x9f9f_9f9f,
};
const READ_ONLY = /^(mvendorid|marchid|mimpid|mhartid|mconfigptr|tselect|tdata.|m?hpm.*)$/;
/** The instruction that writes these counts itself; counters.test.ts has them. */
const COUNTING = /^m?(cycle|instret)h?$|^timeh?$/;

function legalBits(name: string): number {
  return READ_ONLY.test(name) ? 0 : (LEGAL_BITS[name] ?? 0xffff_ffff);
}

const steady = CSRS.filter(it => !COUNTING.test(it.name));
const word = fc.oneof(
  fc.integer({ min: 0, max: 0xffff_ffff }),
  fc.constantFrom(0, 0xffff_ffff, 0xaaaa_aaaa),
);
const writes = fc.array(fc.tuple(fc.constantFrom(...steady), word), { minLength: 1, maxLength: 8 });

describe('control and status registers', () => {
  it('have one row each', () => {
    assert.equal(new Set(CSRS.map(it => it.address)).size, CSRS.length);
    assert.equal(new Set(CSRS.map(it => it.name)).size, CSRS.length);
    for (const name of Object.keys(LEGAL_BITS)) assert.ok(CSRS.some(it => it.name === name));
  });

  it('hold legal values only, whatever is written, and keep a legal value that is written back', () => {
    fc.assert(
      fc.property(writes, all => {
        const machine = new Machine({ ramBytes: 4096 });
        for (const [{ address }, value] of all) {
          machine.writeCsr(address, value);
          for (const it of steady) {
            const held = machine.readCsr(it.address);
            const illegal = (held & ~legalBits(it.name)) >>> 0;
            assert.equal(illegal, 0, `${it.name} holds ${held.toString(16)}`);
          }
          const held = machine.readCsr(address);
          machine.writeCsr(address, held);
          assert.equal(machine.readCsr(address), held);
          assertNoReservedField(machine);
        }
      }),
      { numRuns: 300 },
    );
  });

  function assertNoReservedField(machine: Machine): void {
    assert.notEqual((machine.readCsr(CSR.MSTATUS) >>> 11) & 3, 2);
    for (let entry = 0; entry < 16; entry += 1) {
      const config = machine.readCsr(CSR.PMPCFG0 + (entry >> 2)) >>> ((entry & 3) * 8);
      assert.notEqual(config & 3, 2);
    }
  }

  it('hold every legal value that is written, but for the rules below', () => {
    const ruled = /^(mip|sip|sie|pmp.*|misa)$/;
    for (const { name, address } of steady.filter(it => !ruled.test(it.name))) {
      const machine = new Machine({ ramBytes: 4096 });
      for (const bits of [0x5555_5555, 0x8421_8421, 0xffff_ffff, 0]) {
        const value = (bits & legalBits(name)) >>> 0;
        // MPP 2 is no mode.
        const legal = name === 'mstatus' && (value & 0x1800) === 0x1000 ? value | 0x1800 : value;
        machine.writeCsr(address, legal);
        assert.equal(machine.readCsr(address), legal >>> 0, name);
      }
    }
  });

  /** Writes by name in order, then what is read. */
  const rules: readonly {
    readonly name: string;
    readonly writes: readonly (readonly [csr: string, value: number])[];
    readonly reads: Readonly<Record<string, number>>;
  }[] = [
    { name: 'misa ignores writes', writes: [['misa', 0]], reads: { misa: 0x4014_1105 } },
    {
      name: 'MPP keeps its value when a mode that is not there is written',
      writes: [
        ['mstatus', 0x0800],
        ['mstatus', 0x1008],
      ],
      reads: { mstatus: 0x0808 },
    },
    {
      name: 'a trap vector keeps its value when a mode that is not there is written',
      writes: [
        ['mtvec', 0x8000_0001],
        ['mtvec', 0x9000_0002],
        ['stvec', 0x8000_0004],
        ['stvec', 0x9000_0003],
      ],
      reads: { mtvec: 0x8000_0001, stvec: 0x8000_0004 },
    },
    {
      name: 'sstatus is mstatus through a mask, both ways',
      writes: [
        ['mstatus', 0x007e_19aa],
        ['sstatus', 0],
      ],
      reads: { mstatus: 0x0072_1888, sstatus: 0 },
    },
    {
      name: 'sie and sip show and change what is delegated',
      writes: [
        ['mie', 0xaaa],
        ['mip', 0x222],
        ['mideleg', 0x202],
        ['sie', 0],
        ['sip', 0],
      ],
      reads: { mie: 0x8a8, mip: 0x220, sie: 0, sip: 0x200 },
    },
    {
      name: 'sie and sip are empty while nothing is delegated',
      writes: [
        ['sie', 0x222],
        ['sip', 2],
      ],
      reads: { sie: 0, sip: 0, mie: 0, mip: 0 },
    },
    {
      name: 'the machine bits of mip are wires',
      writes: [['mip', 0xfff]],
      reads: { mip: 0x222 },
    },
    {
      name: 'with stimecmp its bit of mip is a wire too',
      writes: [
        ['menvcfgh', 0x8000_0000],
        ['mip', 0xfff],
      ],
      reads: { mip: 0x202 },
    },
    {
      name: 'stimecmp in the past is pending',
      writes: [
        ['menvcfgh', 0x8000_0000],
        ['stimecmph', 0],
        ['stimecmp', 0],
      ],
      reads: { mip: 0x020 },
    },
    {
      name: 'a PMP entry that may be written and not read keeps its old byte, and its neighbours change',
      writes: [
        ['pmpcfg1', 0x0101_0101],
        ['pmpcfg1', 0x0f1a_0206],
      ],
      reads: { pmpcfg1: 0x0f01_0101 },
    },
    {
      name: 'a locked PMP entry keeps its byte and its address, and its neighbours change',
      writes: [
        ['pmpaddr1', 5],
        ['pmpcfg0', 0x0000_9100],
        ['pmpcfg0', 0x0707_0707],
        ['pmpaddr0', 6],
        ['pmpaddr1', 7],
        ['pmpaddr2', 8],
      ],
      reads: { pmpcfg0: 0x0707_9107, pmpaddr0: 6, pmpaddr1: 5, pmpaddr2: 8 },
    },
    {
      name: 'a locked top of range locks the address below too',
      writes: [
        ['pmpaddr3', 4],
        ['pmpaddr4', 5],
        ['pmpcfg1', 0x88],
        ['pmpaddr3', 6],
        ['pmpaddr4', 7],
      ],
      reads: { pmpaddr3: 4, pmpaddr4: 5 },
    },
  ];
  for (const { name, writes: inOrder, reads } of rules) {
    it(name, () => {
      const machine = new Machine({ ramBytes: 4096 });
      const address = (csr: string) => CSRS.find(it => it.name === csr)?.address ?? NaN;
      for (const [csr, value] of inOrder) machine.writeCsr(address(csr), value);
      for (const [csr, value] of Object.entries(reads)) {
        assert.equal(machine.readCsr(address(csr)).toString(16), value.toString(16), csr);
      }
    });
  }
});

describe('CSR instructions', () => {
  /** Whether `csrrs a0, address, source` works in a mode. With ra, which is zero, it is a write; with zero a read. */
  function tryer(mode: Privilege) {
    const machine = new Machine({ ramBytes: 4096 });
    openMemory(machine);
    for (const csr of [CSR.MCOUNTEREN, CSR.SCOUNTEREN, CSR.MENVCFGH]) machine.writeCsr(csr, -1);
    machine.writePhysical(RAM_BASE, assemble('mret; nop; ecall', RAM_BASE).bytes);
    machine.writeCsr(CSR.MEPC, RAM_BASE + 4);
    machine.stopOnTrap = true;
    return (address: number, source: 0 | 1): boolean => {
      const instruction = (address << 20) | (source << 15) | 0x2573;
      machine.writePhysical(RAM_BASE + 4, new Uint8Array(Int32Array.of(instruction).buffer));
      machine.writeCsr(CSR.MEPC, RAM_BASE + 4);
      machine.writeCsr(CSR.MSTATUS, mode << 11);
      machine.pc = RAM_BASE;
      assert.equal(machine.run(3), 'trap');
      const { cause, tval } = machine.lastTrap;
      if (cause === EXCEPTION.ILLEGAL_INSTRUCTION) assert.equal(tval, instruction >>> 0);
      else assert.equal(cause, EXCEPTION.ECALL_FROM_U + mode);
      return cause !== EXCEPTION.ILLEGAL_INSTRUCTION;
    };
  }

  for (const [mode, name] of [
    [USER, 'user'],
    [SUPERVISOR, 'supervisor'],
    [MACHINE, 'machine'],
  ] as const) {
    it(`reach in ${name} mode what is there and theirs by address, and are illegal elsewhere`, () => {
      const works = tryer(mode);
      for (let address = 0; address < 4096; address += 1) {
        const isThere = CSRS.some(it => it.address === address);
        const isReadable = isThere && mode >= ((address >> 8) & 3);
        assert.equal(works(address, 0), isReadable, address.toString(16));
        assert.equal(works(address, 1), isReadable && address < 0xc00, address.toString(16));
      }
    });
  }
});
