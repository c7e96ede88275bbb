import { strict as assert } from 'node:assert';
import { boot } from './testMachine';

describe('Machine', () => {
  it('runs a program to the test finisher', () => {
    const { machine } = boot(`
          li a0, 10
          li a1, 0
    loop: add a1, a1, a0
          addi a0, a0, -1
          bnez a0, loop
          li t0, 0x100000
          li t1, 0x5555
          sw t1, 0(t0)
    `);
    assert.equal(machine.run(1000), 'finished');
    assert.equal(machine.exitCode, 0);
    assert.equal(machine.registers[11], 55);
    assert.equal(machine.position, 4 + 30 + 5);
    assert.equal(machine.retired, machine.position);
  });
});
