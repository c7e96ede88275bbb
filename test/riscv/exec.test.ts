/** Programs on the bare machine: how each of them ends, what it prints and leaves behind, and what is refused. */

import { strict as assert } from 'node:assert';
import { loadProgram, readProgram, Unloadable } from '../../debugger/bare/load';
import { PHDR_SIZE, PT_LOAD } from '../../debugger/elf/constants';
import { Machine } from '../../debugger/vm/machine';
import { elfOf, EXIT, runProgram } from './program';

describe('a bare program', function () {
  this.timeout(60_000);

  const ends: readonly [name: string, source: string, sentence: RegExp][] = [
    ['passes', `li a0, 0 ${EXIT}`, /^passed$/],
    ['fails', `li a0, 77 ${EXIT}`, /^failed with code 77$/],
    ['waits for nothing', 'wfi', /^stuck: it waits for an interrupt that never comes$/],
    [
      'jumps to itself',
      'j .',
      /^stuck: it runs the same instruction at 0x80000000 <_start> for ever$/,
    ],
    [
      'polls a flag that nobody sets',
      'la t0, flag\n1: lw t1, 0(t0)\nbeqz t1, 1b\nj .\nflag: .word 0',
      /^stuck: it runs the same 2 instructions at /,
    ],
    [
      'jumps to nowhere',
      'li t0, 0x40000000\njr t0',
      /^stuck in a trap loop: it jumped to 0x40000000, where no instruction can be fetched; its trap handler at 0x00000000 cannot be fetched either$/,
    ],
    [
      'traps without a handler',
      '.word 0xffffffff',
      /^stuck in a trap loop: Illegal instruction at 0x80000000 <_start>, tval 0xffffffff; its trap handler at 0x00000000 cannot be fetched either$/,
    ],
    [
      'traps first thing in its trap handler',
      'la t0, handler\ncsrw mtvec, t0\necall\n.balign 4\nhandler: .word 0',
      /^stuck in a trap loop: Environment call from M-mode at .*; its trap handler traps at 0x[0-9a-f]{8} <handler>, for ever: Illegal instruction$/,
    ],
    [
      'traps later in its trap handler',
      'la t0, handler\ncsrw mtvec, t0\necall\n.balign 4\nhandler: li sp, 16\nsw ra, 0(sp)',
      /^stuck in a trap loop: Store\/AMO access fault at 0x[0-9a-f]{8} <handler\+2>/,
    ],
  ];
  for (const [name, source, sentence] of ends) {
    it(name, () => assert.match(runProgram(source).sentence, sentence));
  }

  const goOn: readonly [name: string, source: string][] = [
    ['counts', 'li a0, 1000000\n1: addi a0, a0, -1\nbnez a0, 1b'],
    ['waits for the time', 'li t0, 300000\n1: rdtime t1\nbltu t1, t0, 1b\nli a0, 0'],
    [
      'waits for its instructions',
      'li t0, 300000\n1: csrr t1, minstret\nbltu t1, t0, 1b\nli a0, 0',
    ],
    [
      'waits for the clock of the CLINT',
      'li t0, 0x200bff8\nli t2, 300000\n1: lw t1, 0(t0)\nbltu t1, t2, 1b\nli a0, 0',
    ],
    [
      'waits for a word of memory that it changes itself',
      'la t0, count\nli t2, 200000\n1: lw t1, 0(t0)\naddi t1, t1, 1\nsw t1, 0(t0)\nli t1, 0\n' +
        'lw a1, 0(t0)\nsub a1, a1, t2\nseqz a2, a1\nli a1, 0\nbeqz a2, 1b\nli a0, 0\nj exit\n' +
        '.balign 4\ncount: .word 0',
    ],
    [
      'is woken from a spin by the timer',
      'la t0, handler\ncsrw mtvec, t0\nli t0, 0x2004000\nli t1, 400000\nsw t1, 0(t0)\nsw zero, 4(t0)\n' +
        'li t0, 0x80\ncsrw mie, t0\ncsrsi mstatus, 8\n1: j 1b\n.balign 4\nhandler: li a0, 0',
    ],
    [
      'lets the timer in for a moment of each turn',
      'la t0, handler\ncsrw mtvec, t0\nli t0, 0x2004000\nli t1, 400000\nsw t1, 0(t0)\nsw zero, 4(t0)\n' +
        'li t1, 0x80\ncsrsi mstatus, 8\n1: csrs mie, t1\ncsrc mie, t1\nj 1b\n.balign 4\nhandler: li a0, 0',
    ],
    [
      'traps a hundred thousand times',
      'la t0, handler\ncsrw mtvec, t0\nli s0, 100000\n1: ecall\n.balign 4\n' +
        'handler: addi s0, s0, -1\nbnez s0, 1b\nli a0, 0',
    ],
  ];
  for (const [name, source] of goOn) {
    it(`that ${name} is not stuck`, () =>
      assert.equal(runProgram(source + EXIT).sentence, 'passed'));
  }

  it('is given up after as many instructions as it may use', () => {
    const { sentence, session } = runProgram('1: addi a0, a0, 1\nj 1b', { maxSteps: 12_345 });
    assert.match(sentence, /^given up/);
    assert.equal(session.machine.position, 12_345);
  });

  it('reads what it is sent, and sends what it likes', () => {
    const source = `li s0, 0x10000000
1:      lbu t0, 5(s0)
        andi t1, t0, 1
        beqz t1, 1b
        lbu t0, 0(s0)
        li t1, '!'
        sb t0, 0(s0)
        bne t0, t1, 1b
        li a0, 0 ${EXIT}`;
    assert.equal(runProgram(source, { input: 'echo!' }).printed, 'echo!');
  });

  it('finds a 16550: scratch, divisor latch, loopback, identification', () => {
    const { sentence } = runProgram(`li s0, 0x10000000
        li a0, 1
        li t0, 0x5a
        sb t0, 7(s0)
        lbu t1, 7(s0)
        bne t0, t1, exit
        li a0, 2
        li t0, 0x80
        sb t0, 3(s0)
        li t0, 12
        sb t0, 0(s0)
        li t0, 34
        sb t0, 1(s0)
        lbu t1, 0(s0)
        li t0, 12
        bne t0, t1, exit
        lbu t1, 1(s0)
        li t0, 34
        bne t0, t1, exit
        li a0, 3
        li t0, 3
        sb t0, 3(s0)
        lbu t1, 1(s0)
        bnez t1, exit
        li a0, 4
        lbu t1, 2(s0)
        li t0, 1
        bne t0, t1, exit
        sb t0, 2(s0)
        li t1, 2
        sb t1, 1(s0)
        lbu t1, 2(s0)
        li t0, 0xc2
        bne t0, t1, exit
        li a0, 5
        li t0, 0x10
        sb t0, 4(s0)
        li t0, 0x77
        sb t0, 0(s0)
        lbu t1, 5(s0)
        li t2, 0x61
        bne t1, t2, exit
        lbu t1, 0(s0)
        bne t0, t1, exit
        li a0, 0 ${EXIT}`);
    assert.equal(sentence, 'passed');
  });

  describe('with HTIF', () => {
    const PLACES =
      '.section .tohost, "aw"\n.balign 64\ntohost: .dword 0\n.balign 64\nfromhost: .dword 0\n';
    const htif = (source: string) => runProgram(`${source}\nj .\n${PLACES}`);

    it('passes with 1 and fails with the rest of an odd number', () => {
      assert.deepEqual(htif('la t0, tohost\nli t1, 1\nsw t1, 0(t0)\nsw zero, 4(t0)').end, {
        reason: 'passed',
        code: 0,
        by: 'tohost',
      });
      assert.equal(
        htif('la t0, tohost\nli t1, 13\nsw t1, 0(t0)\nsw zero, 4(t0)').sentence,
        'failed with code 6, in tohost',
      );
    });

    for (const order of ['sw t1, 0(t0)\nsw t2, 4(t0)', 'sw t2, 4(t0)\nsw t1, 0(t0)']) {
      it(`prints characters, written by ${order.replaceAll('\n', '; ')}`, () => {
        const put = (char: string) => `li t1, '${char}'\nli t2, 0x01010000\n${order}\n`;
        const drain = '1: lw t3, 4(t0)\nbnez t3, 1b\n';
        const { printed, sentence } = htif(
          `la t0, tohost\n${put('o')}${drain}${put('k')}${drain}li t1, 1\nsw t1, 0(t0)\nsw zero, 4(t0)`,
        );
        assert.equal(printed, 'ok');
        assert.equal(sentence, 'passed');
      });
    }

    it('proxies write and exit', () => {
      const { printed, sentence } = htif(`la t0, tohost
        la t1, call
        la t2, text
        sw t2, 16(t1)
        sw zero, 4(t0)
        sw t1, 0(t0)
        la t3, fromhost
1:      lw t4, 0(t3)
        beqz t4, 1b
        sw zero, 0(t3)
        lw t5, 0(t1)
        li t4, 93
        sw t4, 0(t1)
        sw t5, 8(t1)
        sw t1, 0(t0)
        j .
        .balign 64
call:   .dword 64, 1, 0, 5, 0, 0, 0, 0
text:   .ascii "hello\\0\\0\\0"
        .balign 4`);
      assert.equal(printed, 'hello');
      assert.equal(sentence, 'failed with code 5, in tohost');
    });
  });

  it('leaves a signature', () => {
    const { session } = runProgram(`la t0, begin_signature
        li t1, 0x12345678
        sw t1, 0(t0)
        li a0, 0 ${EXIT}
        .data
        .balign 4
        .globl begin_signature, end_signature
begin_signature: .word 0, 0xDEADBEEF
        .half 0xabcd
end_signature:`);
    assert.equal(session.signature(4), '12345678\ndeadbeef\n0000abcd\n');
    assert.equal(session.signature(8), 'deadbeef12345678\n000000000000abcd\n');
  });

  it('is traced for reading and for comparing', () => {
    const source = `la s0, word
        lw a0, 0(s0)
        addi a0, a0, 1
        sb a0, 1(s0)
        amoadd.w a1, a0, (s0)
        csrrw a2, mscratch, a0
        c.li a0, 0 ${EXIT}
        .balign 4
word:   .word 0x41`;
    const commits: string[] = [];
    runProgram(source, { trace: { format: 'commits', lines: commits } });
    const place = /x8 {2}0x(8[0-9a-f]{7})$/.exec(commits[1] ?? '')?.[1] ?? '';
    assert.deepEqual(
      commits
        .slice(2, 8)
        .map(it => it.replaceAll(place, 'WORD').replace(/ 0x8[0-9a-f]{7} /, ' PC ')),
      [
        'core   0: 3 PC (0x4008) x10 0x00000041 mem 0xWORD',
        'core   0: 3 PC (0x0505) x10 0x00000042',
        `core   0: 3 PC (0x00a400a3) mem 0x${(parseInt(place, 16) + 1).toString(16)} 0x42`,
        'core   0: 3 PC (0x00a425af) x11 0x00004241 mem 0xWORD mem 0xWORD 0x00004283',
        'core   0: 3 PC (0x34051673) x12 0x00000000 c832_mscratch 0x00000042',
        'core   0: 3 PC (0x4501) x10 0x00000000',
      ],
    );
    const text: string[] = [];
    runProgram(source, { trace: { format: 'text', lines: text } });
    assert.match(text[2] ?? '', /^ +2 M 80000008 4008 +lw +a0, 0x0\(s0\) +a0=00000041 {2}\[8/);
  });
});

describe('a file that is no program for this machine', function () {
  this.timeout(60_000);
  const good = elfOf('j .');

  function refusal(change: (bytes: Uint8Array) => Uint8Array, ramBytes = 1 << 20): string {
    const bytes = Uint8Array.from(good);
    const changed = change(bytes);
    try {
      loadProgram(new Machine({ ramBytes }), readProgram(changed, 'it'), ramBytes);
    } catch (error) {
      if (error instanceof Unloadable) return error.message;
      throw error;
    }
    return 'loaded';
  }
  const patch = (at: number, ...values: number[]) =>
    refusal(bytes => {
      bytes.set(values, at);
      return bytes;
    });
  /** Of the header of the first segment that is loaded. */
  const header = findLoaded(good);

  it('is told from one that is', () =>
    assert.equal(
      refusal(it => it),
      'loaded',
    ));

  const refused: readonly [name: string, sentence: () => string, said: RegExp][] = [
    ['empty', () => refusal(() => new Uint8Array()), /is not an ELF file/],
    ['something else', () => patch(0, 0x23, 0x21), /is not an ELF file/],
    ['of 64 bits', () => patch(4, 2), /is a 64-bit ELF/],
    ['big-endian', () => patch(5, 2), /is a big-endian ELF/],
    ['for another processor', () => patch(18, 62, 0), /of another processor than RISC-V/],
    ['cut off in its header', () => refusal(it => it.slice(0, 40)), /is cut short/],
    ['cut off in its program', () => refusal(it => it.slice(0, 200)), /is cut short/],
    ['without segments', () => patch(44, 0, 0), /has nothing to load/],
    [
      'not linked to memory',
      () => patch(header + 12, 0, 0, 0, 0x10),
      /wants memory from 0x10000000/,
    ],
    [
      'larger than memory',
      () => patch(header + 20, 0, 0, 0, 0x40),
      /wants memory from .*, and there is memory from 0x80000000 to 0x800fffff/,
    ],
    [
      'past the address space',
      () => patch(header + 20, 0xff, 0xff, 0xff, 0xff),
      /ends past the address space/,
    ],
    [
      'started elsewhere',
      () => patch(24, 0, 0, 0, 0x90),
      /starts at 0x90000000, where it has loaded/,
    ],
  ];
  for (const [name, sentence, said] of refused) {
    it(name, () => assert.match(sentence(), said));
  }

  it('with overlapping segments', () => {
    // The first header once more, in place of the one behind it or of the section table's start.
    const said = refusal(bytes => {
      const twice = new Uint8Array(bytes.length + 64);
      twice.set(bytes);
      const first = bytes.slice(header, header + 32);
      twice.set(first, bytes.length);
      twice.set(first, bytes.length + 32);
      new DataView(twice.buffer).setUint32(28, bytes.length, true);
      new DataView(twice.buffer).setUint16(44, 2, true);
      return twice;
    });
    assert.match(said, /has segments that overlap/);
  });

  it('cut off anywhere is refused or loaded, and nothing else', () => {
    for (let length = 0; length < good.length; length += 7) {
      assert.match(
        refusal(it => it.slice(0, length)),
        /is not an ELF file|is cut short/,
      );
    }
  });
});

function findLoaded(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer);
  let at = view.getUint32(28, true);
  while (view.getUint32(at, true) !== PT_LOAD) at += PHDR_SIZE;
  return at;
}
