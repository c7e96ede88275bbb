import { strict as assert } from 'node:assert';
import { assemble } from '../../vm/isa/assemble';
import { farTarget } from './farJump';

const PC = 0x1000;

function target(program: string): number | undefined {
  const words = new DataView(assemble(program, PC).bytes.buffer);
  return farTarget(words.getInt32(0, true), words.getInt32(4, true), PC + 4);
}

describe('far jumps', () => {
  const rows: readonly [program: string, target: number | undefined][] = [
    ['auipc ra, 0\n jalr ra, 0x290(ra)', 0x1290],
    ['auipc ra, 0\n jalr ra, -0x10(ra)', 0xff0],
    ['auipc t1, 0x2\n jalr zero, 0x10(t1)', 0x3010],
    ['auipc ra, 0xffffe\n jalr ra, 0x348(ra)', 0xffff_f348],
    ['auipc ra, 0x80000\n jalr ra, 0(ra)', 0x8000_1000],
    ['auipc ra, 0\n jalr ra, 0x290(t1)', undefined],
    ['lui ra, 1\n jalr ra, 0x290(ra)', undefined],
    ['auipc ra, 0\n addi ra, ra, 0x290', undefined],
  ];
  for (const [program, expected] of rows) {
    it(`${program.replace('\n', ';')}: ${expected?.toString(16) ?? 'none'}`, () => {
      assert.equal(target(program), expected);
    });
  }
});
