import { strict as assert } from 'node:assert';
import { findBlocks, PAGE_BYTES, type Block } from './blocks';
import { pageOf } from './page.fixture';
import { divide } from './regions';

type Knowledge = Parameters<typeof pageOf>[1];

const blocksOf = (program: string, known?: Knowledge) => findBlocks(pageOf(program, known));

const shape = ({ start, count, end }: Block) => [
  start,
  count,
  end.kind,
  ...('to' in end ? [end.to] : []),
  end.next,
];

describe('the blocks of a page', () => {
  it('end where control goes elsewhere, and begin where it comes from there', () => {
    const blocks = blocksOf(
      `
      addi a0, a0, 1
      loop: addi a0, a0, 2
      bnez a0, loop
      jal x0, end
      .space 8
      end: jalr x0, 0(ra)`,
    );
    assert.deepEqual(blocks.slice(0, 3).map(shape), [
      [0, 1, 'falls', 4],
      [4, 2, 'branch', 4, 12],
      [12, 1, 'jump', 24, 16],
    ]);
    assert.deepEqual(blocks.at(-1)?.end.kind, 'indirect');
  });

  it('leave to the interpreter what was never executed, and what has no translation', () => {
    const program = 'addi a0, a0, 1; new: addi a0, a0, 2; ecall; addi a0, a0, 3';
    const blocks = blocksOf(program, { unknown: ['new'] });
    assert.deepEqual(blocks.map(shape), [
      [0, 1, 'leaves', 4],
      [12, 1, 'leaves', 16],
    ]);
  });

  it('know where auipc and jalr lead together, but not a jalr that is jumped to', () => {
    const call = 'auipc ra, 0; call: jalr ra, 16(ra); nop; nop; nop';
    assert.deepEqual(blocksOf(call).map(shape)[0], [0, 2, 'jump', 16, 8]);
    assert.deepEqual(
      blocksOf(call, { entered: ['call'] })
        .map(shape)
        .slice(0, 2),
      [
        [0, 1, 'falls', 4],
        [4, 1, 'indirect', 8],
      ],
    );
  });

  it('end with the page, and without the instruction that lies across its end', () => {
    const filler = 'c.nop\n'.repeat(PAGE_BYTES / 2 - 3);
    const whole = blocksOf(`${filler} c.nop; c.nop; c.nop`).at(-1);
    assert.deepEqual([whole?.end.kind, whole?.end.next], ['falls', PAGE_BYTES]);
    const across = blocksOf(`${filler} c.nop; c.nop; .half 0x0513`).at(-1);
    assert.deepEqual([across?.end.kind, across?.end.next], ['leaves', PAGE_BYTES - 2]);
  });

  it('are divided into regions where the fewest edges are cut', () => {
    const loop = (name: string) =>
      `${name}: addi a0, a0, 1; addi a0, a0, 1; bnez a0, ${name}; bnez a1, ${name}`;
    const page = pageOf(`${loop('one')}\n${loop('two')}\n${loop('three')}`);
    const regions = divide(findBlocks(page), page.isEntered, { blocks: 5, instructions: 100 });
    // Five blocks would fit; the third loop begins with the fifth.
    assert.deepEqual(
      regions.map(it => it.blocks[0]?.start),
      [page.at('one'), page.at('three')],
    );
    for (const { blocks: inside, isEntry } of regions) assert.equal(inside.length, isEntry.length);
    assert.ok(regions.every(it => it.isEntry[0] === true));
  });
});
