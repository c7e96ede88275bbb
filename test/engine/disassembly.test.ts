/** Machine code of a real contract and of the kernel, as a client asks for it. */

import { strict as assert } from 'node:assert';
import type { InstructionView } from '../../debugger/engine/views';
import { Session } from './support/session';

const FUNCTION = 'erc20::deposit';

describe('disassembly', () => {
  let session: Session;
  let start: number;
  /** From the first address of the code, far past the function. */
  let forward: InstructionView[];
  before(async () => {
    session = await Session.launch('erc20/transfer');
    session.engine.setFunctionBreakpoints([FUNCTION]);
    await session.run('continue');
    start = Number(session.engine.evaluate(FUNCTION, 0).value);
    forward = session.engine.disassemble(0x1000, 0, 6000);
  });

  it('names a function at its first row, and its lines', () => {
    const [first, second] = session.engine.disassemble(start, 0, 2);
    assert.equal(first?.symbol, FUNCTION);
    assert.equal(first.address, start);
    assert.equal(first.source?.name, 'main.rs');
    assert.ok((first.line ?? 0) > 0);
    assert.equal(second?.symbol, undefined);
  });

  it('names what is called', () => {
    const caller = Number(session.engine.evaluate('erc20::transfer', 0).value);
    const texts = session.engine.disassemble(caller, 0, 300).map(it => it.text);
    const calls = texts.flatMap(it => /^jalr .*<(erc20::\w+)>$/.exec(it)?.[1] ?? []);
    assert.deepEqual(calls, ['erc20::withdraw', FUNCTION]);
  });

  it('has rows that follow each other', () => {
    for (const [at, row] of forward.entries()) {
      const next = forward[at + 1]?.address ?? row.address + row.bytes.length / 2;
      const length = row.bytes === '' ? 2 : row.bytes.length / 2;
      assert.equal(row.address + length, next);
    }
  });

  const offsets = [-1, -2, -7, -100, -1000, 0, 1, 10];
  for (const offset of offsets) {
    it(`gives the same rows from ${offset} instructions on`, () => {
      const at = forward.findIndex(it => it.address === start);
      const rows = session.engine.disassemble(start, offset, 50);
      assert.deepEqual(rows, forward.slice(at + offset, at + offset + 50));
    });
  }

  it('gives as many rows as asked for where nothing is mapped', () => {
    const rows = session.engine.disassemble(0x1000, -3, 5);
    assert.deepEqual(
      rows.map(it => [it.address, it.text === 'unmapped', it.isInvalid]),
      [
        [0xffa, true, true],
        [0xffc, true, true],
        [0xffe, true, true],
        [forward[0]?.address, false, false],
        [forward[1]?.address, false, false],
      ],
    );
    assert.equal(session.engine.disassemble(0x3fff_dff0, -500, 1000).length, 1000);
    assert.equal(session.engine.disassemble(0xffff_fff0, -5, 30).length, 30);
    assert.equal(session.engine.disassemble(0, -20, 10).length, 10);
    assert.deepEqual(session.engine.disassemble(start, -5, 0), []);
  });

  it('shows the kernel’s code beside a contract’s', () => {
    const [first] = session.engine.disassemble(0x8000_0000, 0, 1);
    assert.equal(first?.symbol, '_start');
    assert.equal(first.isInvalid, false);
    const trap = Number(session.engine.evaluate('trap_entry', 0).value);
    const [before, here] = session.engine.disassemble(trap, -1, 2);
    assert.equal(before?.text, 'sret');
    assert.deepEqual([here?.symbol, here?.text], ['trap_entry', 'csrrw a0, sscratch, a0']);
  });

  it('refuses what is absurdly far away', () => {
    assert.throws(() => session.engine.disassemble(start, -2_000_000, 1), {
      name: 'EvaluationError',
      message: '-2000000 instructions from an address is too far',
    });
  });
});
