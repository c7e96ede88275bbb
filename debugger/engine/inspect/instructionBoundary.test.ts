import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { STT_FUNC } from '../../elf/constants';
import type { ElfImage } from '../../elf/elfImage';
import { SymbolTable } from '../../elf/symbolTable';
import type { CodeReader } from './instructionBoundary';
import { boundariesBefore } from './instructionBoundary';

const START = 0x1000;

/** Code of instructions with these lengths; its bits are whatever else. */
function codeOf(lengths: readonly number[]): Uint8Array {
  return Uint8Array.from(lengths.flatMap(it => (it === 4 ? [0x13, 0xff, 0x01, 0x41] : [0x01, 0])));
}

function reader(bytes: Uint8Array, functions: readonly number[]): CodeReader {
  const symbols = functions.map((value, at) => {
    const size = (functions[at + 1] ?? START + bytes.length) - value;
    return { name: `f${at}`, value, size, type: STT_FUNC, binding: 1, section: 1 };
  });
  const segment = { vaddr: START, fileBytes: bytes, memSize: bytes.length, flags: 5 };
  const image = { segments: [segment], symbols } as unknown as ElfImage;
  return {
    module: functions.length === 0 ? undefined : { image, symbols: new SymbolTable(image) },
    read(address, length) {
      const from = Math.max(0, address - START);
      return address < START ? new Uint8Array() : bytes.subarray(from, from + length);
    },
  };
}

/** Where instructions of these lengths begin, and where the last one ends. */
function boundariesOf(lengths: readonly number[]): number[] {
  return lengths.reduce((all, it) => [...all, (all.at(-1) ?? 0) + it], [START]);
}

describe('instruction boundaries', () => {
  const lengths = fc.array(fc.constantFrom(2, 4), { minLength: 2, maxLength: 40 });

  it('before an address are those of the functions there', () => {
    fc.assert(
      fc.property(lengths, fc.nat(), fc.nat(), fc.nat(), (all, cut, where, how) => {
        const boundaries = boundariesOf(all);
        const second = boundaries[1 + (cut % (all.length - 1))] ?? START;
        const number = 1 + (where % all.length);
        const count = 1 + (how % number);
        const found = boundariesBefore(
          reader(codeOf(all), [START, second]),
          boundaries[number] ?? START,
          count,
        );
        assert.deepEqual(found, boundaries.slice(number - count, number));
      }),
    );
  });

  it('come in steps of two where nothing is mapped', () => {
    const code = reader(codeOf([4, 2]), [START]);
    const expected = [START - 4, START - 2, START, START + 4];
    assert.deepEqual(boundariesBefore(code, START + 6, 4), expected);
  });

  it('are right without symbols too, as soon as the code is in step', () => {
    const all = Array.from({ length: 60 }, (_, at) => (at % 3 === 0 ? 2 : 4));
    const boundaries = boundariesOf(all);
    const found = boundariesBefore(reader(codeOf(all), []), boundaries[50] ?? 0, 20);
    assert.deepEqual(found, boundaries.slice(30, 50));
  });

  it('end in half an instruction where the address is inside of one', () => {
    const code = reader(codeOf([2, 4, 4]), [START]);
    assert.deepEqual(boundariesBefore(code, START + 8, 3), [START, START + 2, START + 6]);
  });

  it('are as many as wanted below the first address', () => {
    const found = boundariesBefore(reader(codeOf([2]), [START]), 0, 3);
    assert.deepEqual(found, [-6, -4, -2]);
  });
});
