import { strict as assert } from 'node:assert';
import { boot } from '../testMachine';

/** Runs to `end` with a handler that goes on behind what trapped; s0 and s1 are two words of data. */
function run(body: string) {
  const booted = boot(`
        la t0, handler
        csrw mtvec, t0
        la s0, data
        la s1, other
        ${body}
   end: j end
        .balign 4
handler: csrr t0, mepc
        addi t0, t0, 4
        csrw mepc, t0
        mret
        .balign 4096
  data: .word 41
 other: .word 42`);
  booted.machine.breakpoints.add(booted.at('end'));
  assert.equal(booted.machine.run(1000), 'breakpoint');
  return booted;
}

describe('a reservation', () => {
  for (const [name, between, succeeds] of [
    ['stays while nothing happens', 'nop', true],
    ['stays over a load', 'lw t0, 0(s0)', true],
    ['stays over a store of the same hart', 'sw zero, 0(s0)', true],
    ['stays over an atomic of the same hart', 'amoadd.w t0, t0, (s0)', true],
    ['is the last one’s', 'lr.w t0, (s1)', false],
    ['ends with an SC that succeeds', 'sc.w t0, a0, (s0)', false],
    ['ends with an SC that fails', 'sc.w t0, a0, (s1)', false],
    ['ends with a trap', 'ecall', false],
  ] as const) {
    it(name, () => {
      const { x, word } = run(`lr.w a0, (s0); ${between}; li a1, 7; sc.w a2, a1, (s0)`);
      assert.equal(x('a0'), 41);
      assert.equal(x('a2'), succeeds ? 0 : 1);
      assert.equal(word('data') === 7, succeeds);
    });
  }

  it('is there only after an LR', () => {
    assert.equal(run('sc.w a2, a1, (s0)').x('a2'), 1);
  });

  it('ends with an LR that traps', () => {
    const { x } = run('lr.w a0, (s0); addi s1, s1, 1; lr.w a1, (s1); sc.w a2, a1, (s0)');
    assert.equal(x('a2'), 1);
  });
});
