import { strict as assert } from 'node:assert';
import { CODE_PAGES } from '../hart/layout';
import { assemble } from '../isa/assemble';
import { RAM_BASE } from '../machine';
import { CODE, DATA, inUserMode, SATP } from '../pagedMachine';
import { boot } from '../testMachine';

/** The bytes of one instruction. */
function instruction(text: string): Uint8Array {
  return assemble(text, 0).bytes;
}

describe('code that a debugger changes', () => {
  const LOOP = 'loop: addi a0, a0, 1; c.addi a1, 1; c.addi a2, 1; j loop';

  it('is run as it is now, also where half an instruction changed', () => {
    const { machine, at, x } = boot(LOOP);
    machine.run(400);
    machine.writePhysical(at('loop') + 2, instruction('addi a0, a0, 5').slice(2));
    machine.run(4);
    assert.deepEqual([x('a0'), x('a1'), x('a2')], [105, 101, 101]);
    machine.writeVirtual(at('loop') + 4, instruction('addi a1, a1, 7'));
    machine.run(3);
    assert.deepEqual([x('a0'), x('a1'), x('a2')], [110, 108, 101]);
    machine.writeVirtual(at('loop') + 6, instruction('c.addi a2, 3'));
    machine.writeVirtual(at('loop') + 4, instruction('c.addi a1, 2'));
    machine.run(4);
    assert.deepEqual([x('a0'), x('a1'), x('a2')], [115, 110, 104]);
  });

  it('is run as it is now after more changes than a page of code takes', () => {
    const { machine, at, x } = boot(LOOP);
    let expected = 0;
    for (let turn = 1; turn < 1000; turn += 1) {
      machine.writePhysical(at('loop'), instruction(`addi a0, a0, ${turn}`));
      machine.run(4);
      expected += turn;
    }
    assert.equal(x('a0'), expected);
  });

  it('is run as it is now where one write reaches over pages', () => {
    const program = (added: number) => `
          nop
    loop: addi a0, a0, ${added}
          j far
          .balign 4096
          .space 4096
    far:  addi a1, a1, ${added}
          j loop`;
    const { machine, x } = boot(program(1));
    machine.run(401);
    machine.writePhysical(RAM_BASE, assemble(program(5), RAM_BASE).bytes);
    machine.run(400);
    assert.deepEqual([x('a0'), x('a1')], [600, 600]);
  });

  it('keeps its breakpoints', () => {
    const { machine, at, x } = boot(LOOP);
    machine.breakpoints.add(at('loop') + 4);
    for (let turn = 1; turn < 600; turn += 1) {
      assert.equal(machine.run(100), 'breakpoint');
      assert.equal(machine.pc, at('loop') + 4);
      // Over the breakpoint, and over the instruction before it.
      machine.writePhysical(at('loop'), instruction('addi a0, a0, 3'));
      machine.writePhysical(at('loop') + 4, instruction('c.addi a1, 2'));
      machine.skipBreakpointOnce = true;
    }
    assert.deepEqual([x('a0'), x('a1')], [1 + 598 * 3, 598 * 2]);
  });

  it('is seen at every address it is mapped at, and where it straddles', () => {
    const machine = inUserMode(
      [
        [1, 16, CODE],
        [2, 18, CODE],
        [3, 16, CODE],
      ],
      [[16, 'li t0, 0x1ffe; addi a0, a0, 1; li t1, 0x3000; jr t0']],
    );
    machine.writeVirtual(0x1ffe, instruction('addi a1, a1, 1'), SATP);
    machine.writeVirtual(0x2002, instruction('jr t1'), SATP);
    machine.run(16);
    assert.deepEqual([machine.registers[10], machine.registers[11]], [2, 2]);
    assert.equal(machine.writeVirtual(0x3008, instruction('addi a0, a0, 2')), 4);
    assert.equal(machine.writeVirtual(0x1ffe, instruction('addi a1, a1, 5')), 4);
    machine.run(16);
    assert.deepEqual([machine.registers[10], machine.registers[11]], [6, 12]);
  });
});

describe('code that changes itself', () => {
  const TURNS = 1500;

  /** Adds 0, 1, 2 … by an instruction that each turn is written anew, `place` says where; `store` how. */
  const patching = (place: string, store: string) => `
          la s0, patch
          li s1, 0
          li s2, ${TURNS}
          lw t2, 0(s0)
    loop: slli t0, s1, 20
          add t0, t0, t2
          ${store}
          fence.i
          ${place === 'here' ? 'patch: addi a0, a0, 0' : 'call patch'}
          addi s1, s1, 1
          bne s1, s2, loop
          ecall
          ${place === 'here' ? '' : '.balign 4096; patch: addi a0, a0, 0; ret'}`;

  const stores = {
    word: 'sw t0, 0(s0)',
    halves: 'sh t0, 0(s0); srli t0, t0, 16; sh t0, 2(s0)',
    bytes: 'sb t0, 0(s0); srli t0, t0, 16; sb t0, 2(s0); srli t0, t0, 8; sb t0, 3(s0)',
    swap: 'amoswap.w zero, t0, (s0)',
    conditional: 'lr.w t1, (s0); sc.w t1, t0, (s0)',
  };
  for (const place of ['here', 'in another page']) {
    for (const [name, store] of Object.entries(stores)) {
      it(`${place}, by ${name}, is run as it was written`, () => {
        const { machine, x } = boot(patching(place, store), { firmware: true });
        assert.equal(machine.run(100_000), 'firmware');
        assert.equal(x('a0'), (TURNS * (TURNS - 1)) / 2);
      });
    }
  }

  it('is run as it was written where it was decoded together with what writes it', () => {
    const patch = new DataView(instruction('addi a0, a0, 5').buffer).getUint32(0, true);
    const { machine, x } = boot(
      `
          la s0, patch
          li t0, ${patch}
          sw t0, 0(s0)
          addi a1, a1, 1
   patch: addi a0, a0, 1
          ecall`,
      { firmware: true },
    );
    assert.equal(machine.run(100), 'firmware');
    assert.deepEqual([x('a0'), x('a1')], [5, 1]);
  });

  it('was data before, and is again', () => {
    const { machine, x } = boot(
      `
          la s0, data
          la s3, more
          li s2, 600
    loop: lw t0, 0(s3)       # addi a0, a0, 1
          sw t0, 0(s0)
          lw t0, 4(s3)       # ret
          sw t0, 4(s0)
          fence.i
          jalr s0
          li t1, 300         # More stores than a page of code takes.
    fill: sw t1, 8(s0)
          addi t1, t1, -1
          bnez t1, fill
          lw t0, 8(s3)       # addi a0, a0, 2
          sw t0, 0(s0)
          fence.i
          jalr s0
          addi s2, s2, -1
          bnez s2, loop
          ecall
    more: addi a0, a0, 1
          ret
          addi a0, a0, 2
          .balign 4096
    data: .space 16`,
      { firmware: true },
    );
    assert.equal(machine.run(2_000_000), 'firmware');
    assert.equal(x('a0'), 600 * 3);
  });

  it('through another mapping of its page is run as it was written', () => {
    const machine = inUserMode(
      [
        [1, 16, CODE],
        [2, 17, CODE],
        [5, 17, DATA],
      ],
      [
        [
          16,
          `li s0, 0x5000; li s1, 0x2000
           loop: jalr s1; lw t0, 0(s0); lui t1, 0x100; add t0, t0, t1; sw t0, 0(s0); fence.i; j loop`,
        ],
        [17, 'addi a0, a0, 1; ret'],
      ],
    );
    machine.run(4 + 9 * 10);
    assert.equal(machine.registers[10], (10 * 11) / 2);
  });
});

describe('more code than is kept', () => {
  it('is decoded anew', () => {
    const pages = CODE_PAGES + 100;
    const turns = 3;
    const { machine, x } = boot('', { ramBytes: (pages + 1) * 4096, firmware: true });
    // Each page's last instruction reaches two bytes into the next page.
    const start = RAM_BASE + 2;
    const page = assemble('c.addi a0, 1; j last; .space 4086; last: addi a1, a1, 2', 0).bytes;
    const end = 'addi a2, a2, -1; beqz a2, done; jr a3; done: ecall';
    for (let at = 0; at < pages; at += 1) machine.writePhysical(start + at * 4096, page);
    machine.writePhysical(start + pages * 4096, assemble(end, 0).bytes);
    machine.registers[12] = turns;
    machine.registers[13] = start;
    machine.pc = start;
    machine.breakpoints.add(start + 4096);
    for (let turn = 0; turn < turns; turn += 1) {
      assert.equal(machine.run(100_000), 'breakpoint');
      assert.equal(x('a0'), turn * pages + 1);
      machine.skipBreakpointOnce = true;
    }
    assert.equal(machine.run(100_000), 'firmware');
    assert.deepEqual([x('a0'), x('a1')], [turns * pages, turns * pages * 2]);
  });
});
