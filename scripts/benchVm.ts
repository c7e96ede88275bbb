/** How fast the interpreter runs simple loops: `npx tsx scripts/benchVm.ts`. */

import { Machine, RAM_BASE } from '../debugger/vm/machine';
import { assemble } from '../debugger/vm/isa/assemble';

const STEPS = 200_000_000;

const programs: Readonly<Record<string, string>> = {
  'add and branch': `
    loop: addi a0, a0, 1
          xor a1, a1, a0
          addi a2, a2, 3
          bne a2, zero, loop`,
  'loads and stores': `
          la s0, data
    loop: lw a0, 0(s0)
          addi a0, a0, 1
          sw a0, 0(s0)
          lbu a1, 4(s0)
          add a2, a2, a1
          j loop
          .balign 4096
    data: .word 0, 0`,
  'calls between pages': `
    loop: call far
          addi a1, a1, 1
          j loop
          .balign 4096
    far:  addi a0, a0, 1
          ret`,
};

for (const [name, text] of Object.entries(programs)) {
  const machine = new Machine();
  machine.writePhysical(RAM_BASE, assemble(text, RAM_BASE).bytes);
  machine.run(10_000_000);
  const start = performance.now();
  machine.run(STEPS);
  const seconds = (performance.now() - start) / 1000;
  console.log(`${name.padEnd(20)} ${(STEPS / seconds / 1e6).toFixed(0).padStart(5)} million/s`);
}
