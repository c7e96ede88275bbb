/** The evaluator reads exactly the operands that the table says an operator has. */

import { strict as assert } from 'node:assert';
import { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { ExpressionContext } from './expression';
import { ExpressionMachine } from './expression';
import { nameOf } from './names';
import { skipOperands } from './operands';
import { operators } from './operators';

const context: ExpressionContext = {
  registers: () => 1,
  readMemory: (_address, length) => new Uint8Array(length),
  cfa: 1,
  frameBase: 1,
  indexedAddress: () => 1,
  baseType: () => ({ bits: 32, isSigned: false, isFloat: false }),
};

/** Its operand moves the reader itself. */
const BRANCHES: readonly number[] = [dw.DW_OP_skip, dw.DW_OP_bra];

describe('operands', () => {
  for (const size of [4, 8] as const) {
    it(`are as long for the evaluator as for who passes over them, offsets of ${size} bytes`, () => {
      for (const [key, operator] of Object.entries(operators)) {
        const code = Number(key);
        if (BRANCHES.includes(code)) continue;
        // LEB128 of two bytes; blocks of 3 bytes, or of 0x183.
        const bytes = new Uint8Array(0x200).fill(1);
        bytes.set([code, 0x83, 3, 0x83, 3]);
        const machine = new ExpressionMachine(bytes, { ...context, referenceSize: size }, [
          1n,
          1n,
          1n,
          1n,
        ]);
        machine.r.skip(1);
        // `pick` reaches below the stack: what it reads is read by then.
        try {
          operator!(machine);
        } catch {
          assert.equal(code, dw.DW_OP_pick);
        }
        const r = new ByteReader(bytes, 'expression', 1);
        skipOperands(r, code, size);
        assert.equal(machine.r.offset, r.offset, nameOf('OP', code));
      }
    });
  }
});
