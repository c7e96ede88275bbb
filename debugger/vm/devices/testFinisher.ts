/** SiFive's test finisher, as QEMU's `virt` machine has it: a guest ends the run with a code. */

import type { Device } from './device';

const PASS = 0x5555;
const FAIL = 0x3333;
const RESET = 0x7777;

/** @param finish is told the exit code: 0 for a pass, the upper half of the word for a failure */
export function createTestFinisher(finish: (exitCode: number) => void): Device {
  return {
    name: 'test finisher',
    base: 0x0010_0000,
    length: 0x1000,
    read: () => 0,
    write(offset, _size, value) {
      const command = value & 0xffff;
      if (offset !== 0) return 'done';
      if (command === FAIL) finish(value >>> 16);
      else if (command === PASS || command === RESET) finish(0);
      else return 'done';
      return 'finished';
    },
  };
}
