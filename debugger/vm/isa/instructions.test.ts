import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { hex32 } from '../../shared/hex';
import { CSR } from '../csr/addresses';
import { ALIASES } from './aliases';
import { assemble } from './assemble';
import { decode, matches } from './decode';
import { disassemble } from './disassemble';
import { FIELDS, insert, type FieldKind } from './fields';
import { isCompressed, isShort, type Instruction } from './instruction';
import { BASE_INSTRUCTIONS, COMPRESSED_INSTRUCTIONS, INSTRUCTIONS } from './instructions';
import { OPERATION, operationOf, predecode } from './predecode';
import { operandFields, parseExpansion } from './syntax';

/** A word of the row, its free bits taken from `free` and its operands made legal. */
function wordOf(row: Instruction, free: number): number {
  let word = row.match | (free & ~row.mask & (isShort(row.match) ? 0xffff : -1));
  for (const field of row.nonzero ?? []) {
    // Any one bit will do, and each row's constrained fields are apart.
    if (!matches(row, word))
      word |= insert(FIELDS[field], FIELDS[field].bias || lowestBit(field)) ?? 0;
  }
  if (row.except !== undefined && !matches(row, word)) word ^= 1 << 7;
  return word >>> 0;
}

function lowestBit(field: keyof typeof FIELDS): number {
  return 1 << Math.min(...FIELDS[field].slices.map(it => it.at));
}

describe('instruction tables', () => {
  for (const row of INSTRUCTIONS) {
    it(`${row.name} ${row.operands} decodes to itself`, () => {
      fc.assert(
        fc.property(fc.integer(), free => {
          const word = wordOf(row, free);
          assert.ok(matches(row, word), hex32(word));
          assert.equal(decode(word), row, hex32(word));
        }),
      );
    });

    it(`${row.name} ${row.operands} reads as it is written`, () => {
      fc.assert(
        fc.property(fc.integer(), free => {
          const shown = operandFields(row.operands).map(it => FIELDS[it]);
          const bits = shown.reduce(
            (mask, it) => mask | fieldMask(it),
            row.format === 'A' ? 3 << 25 : 0,
          );
          const word = wordOf(row, free & bits);
          const pc = 0x8000_0000;
          const { mnemonic, operands, length } = disassemble(
            littleEndian(word),
            pc,
            undefined,
            'raw',
          );
          const { bytes } = assemble(`${mnemonic} ${operands}`, pc);
          assert.deepEqual(bytes, littleEndian(word).slice(0, length), `${mnemonic} ${operands}`);
        }),
      );
    });
  }

  it('has one row for each halfword at most', () => {
    for (let word = 0; word < 0x10000; word += 1) {
      if (!isShort(word)) continue;
      const rows = COMPRESSED_INSTRUCTIONS.filter(it => matches(it, word));
      assert.ok(rows.length <= 1, `${hex32(word)}: ${rows.map(it => it.name).join(', ')}`);
    }
  });

  it('has one row for each word at most', () => {
    for (const [at, a] of BASE_INSTRUCTIONS.entries()) {
      for (const b of BASE_INSTRUCTIONS.slice(at + 1)) {
        assert.notEqual((a.match ^ b.match) & a.mask & b.mask, 0, `${a.name} and ${b.name}`);
      }
    }
  });

  it('fixes only bits of its mask, and the two that tell the length', () => {
    for (const row of INSTRUCTIONS) {
      assert.equal((row.match & ~row.mask) >>> 0, 0, row.name);
      assert.equal(row.mask & 3, 3, row.name);
      assert.equal(isShort(row.match), isCompressed(row), row.name);
    }
  });

  it('gives every base row an operation of its own, and compressed rows those of what they spell', () => {
    const operations = BASE_INSTRUCTIONS.map(it => predecode(wordOf(it, 0)).slot & 0xff);
    assert.deepEqual(operations, BASE_INSTRUCTIONS.map(operationOf));
    assert.ok(Math.max(...operations) < 256);
    assert.equal(Math.min(...operations), OPERATION.FIRST_INSTRUCTION);
    for (const row of COMPRESSED_INSTRUCTIONS) {
      const { slot } = predecode(wordOf(row, 0));
      assert.equal(slot & 0xff, operationOf(parseExpansion(row.expands).row), row.name);
      assert.equal(slot >>> 24, 2, row.name);
    }
  });

  it('uses every field', () => {
    const used = INSTRUCTIONS.flatMap(it => operandFields(it.operands));
    assert.deepEqual([...new Set(used)].sort(), Object.keys(FIELDS).sort());
  });

  it('states a price for results only, where the effect does not tell it', () => {
    for (const row of BASE_INSTRUCTIONS) {
      if (row.price !== undefined) assert.ok('sets' in row.effect, row.name);
    }
  });

  for (const { name, operands, expansion } of ALIASES) {
    it(`prints ${name} ${operands}, and reads it`, () => {
      const word = expansion.operands.reduce((bits, [operand, source]) => {
        const field = FIELDS[operand];
        const value = 'constant' in source ? source.constant : SAMPLES[field.kind];
        return bits | (insert(field, value) ?? 0);
      }, expansion.row.match);
      const shown = disassemble(littleEndian(word), 0);
      assert.equal(shown.mnemonic, name);
      assert.equal(shown.operands.split(',').length, operands.split(',').length, shown.operands);
      if (name === 'li') return; // The assembler's takes any value, and two instructions.
      const { bytes } = assemble(`${shown.mnemonic} ${shown.operands}`, 0);
      assert.deepEqual(bytes, littleEndian(word), shown.operands);
    });
  }
});

/** An operand of each kind that no alias has as its constant. */
const SAMPLES: Readonly<Record<FieldKind, number>> = {
  register: 5,
  signed: 7,
  unsigned: 7,
  target: 16,
  upper: 0x5000,
  csr: CSR.MSTATUS,
  order: 5,
};

function fieldMask(field: (typeof FIELDS)[keyof typeof FIELDS]): number {
  return field.slices.reduce((mask, { high, low }) => {
    const width = high - low + 1;
    return mask | ((width === 32 ? -1 : (1 << width) - 1) << low);
  }, 0);
}

function littleEndian(word: number): Uint8Array {
  return Uint8Array.of(word, word >>> 8, word >>> 16, word >>> 24);
}
