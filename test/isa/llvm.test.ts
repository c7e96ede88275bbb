import { strict as assert } from 'node:assert';
import { disassemble } from '../../debugger/vm/isa/disassemble';
import { isShort } from '../../debugger/vm/isa/instruction';
import { differences, isLonger, neighbours, sampleWords, unreadable } from '../../scripts/lib/llvm';

const HALFWORDS = Array.from({ length: 0x10000 }, (_, word) => word);
/** Of the words that `scripts/compareWithLlvm.ts` goes through by the million. */
const WORDS = 150_000;

describe('disassembly', () => {
  for (const spelling of ['usual', 'raw'] as const) {
    it(`agrees with llvm-objdump on every halfword (${spelling})`, () => {
      const found = differences(HALFWORDS.filter(isShort), 2, spelling);
      assert.deepEqual(found.slice(0, 20), []);
    });

    it(`agrees with llvm-objdump on words (${spelling})`, () => {
      const found = differences(sampleWords(WORDS, 0x2545f491), 4, spelling);
      assert.deepEqual(found.slice(0, 20), []);
    }).timeout(60_000);
  }

  it('agrees with llvm-objdump on what stands next to each row', () => {
    const words = neighbours();
    assert.ok(words.length > 20_000);
    assert.deepEqual(differences(words, 4, 'usual').slice(0, 20), []);
  });

  it('is read back by the assembler, as the same word', () => {
    assert.deepEqual(unreadable(HALFWORDS.filter(isShort), 2, 'raw').slice(0, 20), []);
    const words = sampleWords(30_000, 0x1234567);
    for (const spelling of ['usual', 'raw'] as const) {
      assert.deepEqual(unreadable(words, 4, spelling).slice(0, 20), []);
    }
  }).timeout(60_000);

  it('takes every other halfword for the first of a longer instruction', () => {
    for (const low of HALFWORDS.filter(it => !isShort(it))) {
      const bytes = Uint8Array.of(low, low >>> 8, 0, 0);
      assert.equal(disassemble(bytes, 0).length, 4);
      if (isLonger(low)) assert.equal(disassemble(bytes, 0).mnemonic, '.insn');
    }
  });
});
