import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { Machine, RAM_BASE } from '../machine';
import { assemble } from '../isa/assemble';
import { mulh, mulhsu, mulhu } from './arithmetic';

const high = (product: bigint) => Number(BigInt.asIntN(32, product >> 32n));
const low = (value: bigint) => Number(BigInt.asIntN(32, value));
const unsigned = (value: number) => BigInt(value >>> 0);

const edge = fc.constantFrom(0, 1, -1, 0x7fffffff, -0x80000000, 0xffff, 0x10000);
const small = fc.integer({ min: -20, max: 20 });
const word = fc.oneof(fc.integer(), edge, small);

describe('upper halves of products', () => {
  it('are what exact arithmetic says', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(mulh(a, b), high(BigInt(a) * BigInt(b)));
        assert.equal(mulhsu(a, b), high(BigInt(a) * unsigned(b)));
        assert.equal(mulhu(a, b), high(unsigned(a) * unsigned(b)));
      }),
      { numRuns: 2000 },
    );
  });
});

/** By a0 and a1, in exact arithmetic. [Unpriv §7.1, §7.2 table 7.1] */
const operations: Readonly<Record<string, (a: number, b: number) => bigint>> = {
  mul: (a, b) => BigInt(a) * BigInt(b),
  mulh: (a, b) => (BigInt(a) * BigInt(b)) >> 32n,
  mulhsu: (a, b) => (BigInt(a) * unsigned(b)) >> 32n,
  mulhu: (a, b) => (unsigned(a) * unsigned(b)) >> 32n,
  // Division of big integers rounds to zero, and the remainder has the dividend's sign, as here.
  div: (a, b) => (b === 0 ? -1n : BigInt(a) / BigInt(b)),
  divu: (a, b) => (b === 0 ? -1n : unsigned(a) / unsigned(b)),
  rem: (a, b) => (b === 0 ? BigInt(a) : BigInt(a) % BigInt(b)),
  remu: (a, b) => (b === 0 ? unsigned(a) : unsigned(a) % unsigned(b)),
};

describe('multiplication and division', () => {
  it('are what exact arithmetic says', () => {
    const names = Object.keys(operations);
    const program = names.map((name, at) => `${name} s${at + 2}, a0, a1`).join('\n');
    const machine = new Machine({ ramBytes: 4096 });
    machine.writePhysical(RAM_BASE, assemble(program, RAM_BASE).bytes);
    fc.assert(
      fc.property(word, word, (a, b) => {
        machine.pc = RAM_BASE;
        machine.registers[10] = a;
        machine.registers[11] = b;
        machine.run(names.length);
        const results = [...machine.registers.subarray(18, 18 + names.length)];
        const expected = names.map(name => low(operations[name]?.(a, b) ?? 0n));
        assert.deepEqual(results, expected);
      }),
      { numRuns: 5000 },
    );
  });
});
