import { strict as assert } from 'node:assert';
import { Machine, RAM_BASE } from '../../vm/machine';
import { sampleFrame } from './frame.fixture';
import { readRegisters, writeRegister } from './registers';

describe('registers', () => {
  it('are x0 to x31 by their ABI names, then pc', () => {
    const frame = sampleFrame({ pc: 0x1000, registers: it => (it === 2 ? 0x3fffe000 : undefined) });
    const rows = readRegisters(frame);
    assert.equal(rows.length, 33);
    assert.deepEqual(rows[0], { name: 'zero', value: undefined });
    assert.deepEqual(rows[2], { name: 'sp', value: 0x3fffe000 });
    assert.deepEqual(rows[31], { name: 't6', value: undefined });
    assert.deepEqual(rows[32], { name: 'pc', value: 0x1000 });
  });

  const names = ['a0', 'x10', '$a0', '$x10'];
  for (const name of names) {
    it(`are written as ${name}`, () => {
      const machine = new Machine();
      writeRegister({ machine }, sampleFrame(), name, 0xffff_fffe);
      assert.equal(machine.registers[10], -2);
    });
  }

  it('have fp as a second name of s0', () => {
    const machine = new Machine();
    writeRegister({ machine }, sampleFrame(), 'fp', 7);
    assert.equal(machine.registers[8], 7);
  });

  it('are written as pc too', () => {
    const machine = new Machine();
    writeRegister({ machine }, sampleFrame({ pc: machine.pc }), '$pc', RAM_BASE + 0x100);
    assert.equal(machine.pc, RAM_BASE + 0x100);
  });

  const refusals: readonly [what: string, name: string, value: number, id: number, why: RegExp][] =
    [
      ['a register that is always zero', 'zero', 1, 0, /^zero cannot be changed/],
      ['zero by its number', 'x0', 1, 0, /^zero cannot be changed/],
      ['a register that there is not', 'a99', 1, 0, /^there is no register named a99$/],
      ['one past the last', 'x32', 1, 0, /^there is no register named x32$/],
      ['an address inside of a parcel', 'pc', 3, 0, /even addresses$/],
      ['pc of an outer frame', 'pc', 0, 1, /^pc can be changed in the innermost frame only/],
    ];
  for (const [what, name, value, id, why] of refusals) {
    it(`refuse ${what}`, () => {
      const machine = new Machine();
      const before = [...machine.registers, machine.pc];
      const frame = sampleFrame({ id, pc: machine.pc });
      assert.throws(() => writeRegister({ machine }, frame, name, value), {
        name: 'EvaluationError',
        message: why,
      });
      assert.deepEqual([...machine.registers, machine.pc], before);
    });
  }

  it('refuse a pc once the instruction has trapped', () => {
    const machine = new Machine();
    const frame = sampleFrame({ pc: 0x1000 });
    assert.throws(() => writeRegister({ machine }, frame, 'pc', 0x2000), {
      message: 'pc cannot be changed: the instruction has trapped already',
    });
  });
});
