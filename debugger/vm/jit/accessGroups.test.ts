import { strict as assert } from 'node:assert';
import { groupAccesses, type AccessGroup } from './accessGroups';
import { findBlocks } from './blocks';
import { pageOf } from './page.fixture';

/** Of the program's blocks: each group, with the offsets of its accesses in it. */
function groupsOf(program: string): (AccessGroup & { offsets: number[] })[] {
  return findBlocks(pageOf(program)).flatMap(block => {
    const groups = new Map<AccessGroup, number[]>();
    for (const { group, isFirst, offset } of groupAccesses(block).values()) {
      assert.equal(isFirst, !groups.has(group), 'the first access is the one that looks');
      groups.set(group, [...(groups.get(group) ?? []), offset]);
    }
    return [...groups].map(([group, offsets]) => ({ ...group, offsets }));
  });
}

describe('a group of accesses', () => {
  it('is what a block reaches through one register: where it stores, a group of stores', () => {
    const frame = 'lw a0, 12(sp); lw a1, 4(sp); lw a2, 0(s0); lw a2, 8(sp); sw a1, 4(s0)';
    assert.deepEqual(groupsOf(`${frame}; ecall`), [
      { kind: 'loads', base: 2, start: 4, length: 12, slot: 0, offsets: [8, 0, 4] },
      { kind: 'stores', base: 8, start: 0, length: 8, slot: 1, offsets: [0, 4] },
    ]);
  });

  it('ends where its register becomes something else, and not before the access that does it', () => {
    const twice = 'lw a1, 0(a0); lw a0, 4(a0); lw a2, 8(a0); lw a3, 12(a0)';
    assert.deepEqual(
      groupsOf(`${twice}; ecall`).map(it => [it.start, it.length]),
      [
        [0, 8],
        [8, 8],
      ],
    );
    assert.deepEqual(groupsOf('lw a1, 0(sp); addi sp, sp, 16; lw a2, 0(sp); ecall'), []);
  });

  it('is not one access, an atomic one, or those of two blocks', () => {
    assert.deepEqual(groupsOf('lw a1, 0(s0); sw a1, 4(s1); lw a2, 8(s2); ecall'), []);
    assert.deepEqual(groupsOf('amoadd.w a0, a1, (s0); amoadd.w a2, a1, (s0); ecall'), []);
    assert.deepEqual(groupsOf('lw a1, 0(s0); beqz a1, on; on: lw a2, 4(s0); ecall'), []);
  });

  it('has accesses of all sizes, misaligned ones too, and begins with the lowest', () => {
    const [mixed] = groupsOf('lw a1, -8(s0); sb a1, -9(s0); lh a2, 3(s0); lw a3, 5(s0); ecall');
    assert.deepEqual([mixed?.start, mixed?.length, mixed?.offsets], [-9, 18, [1, 0, 12, 14]]);
  });

  it('is not wider than half a thousand bytes: what is further has a group of its own', () => {
    const wide = 'lw a0, 0(sp); lw a1, 508(sp); lw a2, 512(sp); lw a3, 1000(sp); lw a4, 4(sp)';
    assert.deepEqual(
      groupsOf(`${wide}; ecall`).map(it => [it.start, it.length]),
      [
        [0, 512],
        [512, 492],
      ],
    );
  });

  it('has a place of its own while it is open, and there are six', () => {
    const pair = (register: string) => [`lw t0, 0(${register})`, `lw t1, 4(${register})`] as const;
    const bases = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map(pair);
    const nested = [...bases.map(([first]) => first), ...bases.map(([, second]) => second)];
    assert.deepEqual(
      groupsOf(`${nested.join('; ')}; ecall`).map(it => it.slot),
      [0, 1, 2, 3, 4, 5],
    );
    const inRow = bases.flat().join('; ');
    assert.deepEqual(
      groupsOf(`${inRow}; ecall`).map(it => it.slot),
      [0, 0, 0, 0, 0, 0, 0],
    );
  });
});
