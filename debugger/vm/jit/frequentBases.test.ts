import { strict as assert } from 'node:assert';
import { findBlocks } from './blocks';
import { frequentBases } from './frequentBases';
import { pageOf } from './page.fixture';

const several = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('; ');

function basesOf(program: string) {
  const blocks = findBlocks(pageOf(program));
  return { loads: frequentBases(blocks, 'loads'), stores: frequentBases(blocks, 'stores') };
}

describe('frequent bases', () => {
  it('are what a block loads from many times, and what it stores through', () => {
    const frame = several(8, at => `lw a0, ${at * 4}(sp)`);
    const state = several(9, at => `sw a0, ${at * 4}(s0)`);
    assert.deepEqual(basesOf(`${frame}; ${state}; ecall`), { loads: [2], stores: [8] });
  });

  it('are not what has few accesses in each block, or is another address in between', () => {
    const few = several(6, at => `lw a0, ${at * 4}(sp)`);
    assert.deepEqual(basesOf(`${few}; beqz a0, next; next: ${few}; ecall`).loads, []);
    assert.deepEqual(basesOf(`${few}; addi sp, sp, 16; ${few}; ecall`).loads, []);
    assert.deepEqual(basesOf(`${several(12, () => 'lw a0, 0(a0)')}; ecall`).loads, []);
  });

  it('are two of a region at most, the most frequent first', () => {
    const from = (register: string, count: number) =>
      several(count, at => `lw t0, ${at * 4}(${register})`);
    const program = `${from('a1', 8)}; ${from('a2', 10)}; ${from('a3', 9)}; ecall`;
    assert.deepEqual(basesOf(program).loads, [12, 13]);
  });
});
