import { strict as assert } from 'node:assert';
import { assemble } from '../vm/isa/assemble';
import type { InstructionKind } from './codePlace';
import { codePlaceAt } from './codePlace';
import type { Module } from './module';

const PC = 0x1000;

/** A program of nothing but these bytes, of which no debug information tells anything. */
function moduleOf(bytes: Uint8Array): Module {
  const module = {
    codeAt: (at: number, length: number) => bytes.slice(at - PC, at - PC + length),
    framesAt: () => [],
    callsAheadAt: () => 0,
    isOwnFile: () => false,
    info: { lineAt: () => undefined },
  };
  return module as unknown as Module;
}

describe('the place of an instruction', () => {
  // By the hints for return-address stacks. [Unpriv §2.5.1]
  const cases: readonly [text: string, kind: InstructionKind, length: number][] = [
    ['addi a0, a0, 1', 'plain', 4],
    ['c.addi a0, 1', 'plain', 2],
    ['jal ra, 0x1010', 'call', 4],
    ['jal t0, 0x1010', 'helper', 4],
    ['jal x0, 0x1010', 'plain', 4],
    ['c.jal 0x1010', 'call', 2],
    ['jalr ra, 4(t0)', 'call', 4],
    ['jalr t0, 0(ra)', 'helper', 4],
    ['c.jalr t0', 'call', 2],
    ['jalr x0, 0(ra)', 'return', 4],
    ['c.jr ra', 'return', 2],
    ['jalr x0, 4(ra)', 'plain', 4], // Past where the call came from: no return.
    ['c.jr t0', 'plain', 2],
    ['ecall', 'ecall', 4],
    ['ebreak', 'plain', 4],
    ['sret', 'sret', 4],
  ];
  for (const [text, kind, length] of cases) {
    it(`of ${text} is ${kind}`, () => {
      const place = codePlaceAt(moduleOf(assemble(text, PC).bytes), PC);
      assert.deepEqual({ kind: place.kind, length: place.length }, { kind, length });
    });
  }

  it('of what is no instruction is plain, and as long as its first bits say', () => {
    const { kind, length } = codePlaceAt(moduleOf(Uint8Array.of(0, 0)), PC);
    assert.deepEqual({ kind, length }, { kind: 'plain', length: 2 });
  });
});
