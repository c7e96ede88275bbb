import { strict as assert } from 'node:assert';
import { disassemble } from '../vm/isa/disassemble';
import { calleeAt } from './callee';
import type { Module } from './module';

const BASE = 0x10000;

/** A module of nothing but these bytes at BASE. */
function moduleOf(bytes: readonly number[]): Module {
  const codeAt = (vaddr: number, length: number) =>
    Uint8Array.from(bytes.slice(Math.max(0, vaddr - BASE), vaddr - BASE + length));
  return { codeAt } as unknown as Module;
}

const words = (...list: number[]) => [...new Uint8Array(Uint32Array.from(list).buffer)];
const half = (it: number) => [it & 0xff, it >> 8];

describe('callee', () => {
  // Each jump's target by the disassembler, which agrees with llvm-objdump.
  const direct: readonly [name: string, bytes: readonly number[]][] = [
    ['jal forwards', words(0x7d0000ef)],
    ['jal backwards', words(0xff5ff0ef)],
    ['j far', words(0x8010006f)],
    ['c.j', half(0xa80d)],
    ['c.j backwards', half(0xbfe5)],
    ['c.jal', half(0x2a11)],
    ['c.jal backwards', half(0x3fc1)],
  ];
  for (const [name, bytes] of direct) {
    it(`of ${name} is where it jumps to`, () => {
      const { target } = disassemble(Uint8Array.from(bytes), BASE);
      assert.ok(target !== undefined);
      assert.deepEqual(calleeAt(moduleOf(bytes), BASE), { register: undefined, offset: target });
    });
  }

  it('of auipc and jalr is the sum of both', () => {
    // auipc ra, 0x2; jalr ra, -0x6da(ra)
    const module = moduleOf(words(0x00002097, 0x926080e7));
    assert.deepEqual(calleeAt(module, BASE + 4), {
      register: undefined,
      offset: BASE + 0x2000 - 0x6da,
    });
  });

  it('of a pointer is in a register', () => {
    assert.deepEqual(calleeAt(moduleOf(words(0x00c580e7)), BASE), { register: 11, offset: 12 });
    assert.deepEqual(calleeAt(moduleOf(half(0x9682)), BASE), { register: 13, offset: 0 });
    assert.deepEqual(calleeAt(moduleOf(half(0x8302)), BASE), { register: 6, offset: 0 });
  });

  it('is none of what does not jump', () => {
    assert.equal(calleeAt(moduleOf(words(0x00000013)), BASE), undefined); // nop
    assert.equal(calleeAt(moduleOf(half(0x9002)), BASE), undefined); // c.ebreak
    assert.equal(calleeAt(moduleOf(half(0xc105)), BASE), undefined); // c.beqz
    assert.equal(calleeAt(moduleOf(half(0x4505)), BASE), undefined); // c.li
  });
});
