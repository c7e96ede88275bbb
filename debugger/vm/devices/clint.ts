/** The core-local interruptor: software interrupt, machine timer and its clock. [Priv §3.2.1] */

import type { Hart } from '../hart/hart';
import { readTime, scheduleTimers, writeTime } from '../hart/counters';
import { LONG } from '../hart/layout';
import { longAt, putLong, type Long } from '../hart/long';
import type { Device } from './device';

/** Registers by offset, as on QEMU's `virt` machine; each of the last two has 64 bits. */
const MSIP = 0x0000;
const MTIMECMP = 0x4000;
const MTIME = 0xbff8;

/** The low bits of a word that an access of so many bytes has. */
function maskOf(size: number): number {
  return size === 4 ? -1 : (1 << (size * 8)) - 1;
}

/** @param software one word of the machine's memory: the pending software interrupt */
export function createClint(hart: Hart, software: Int32Array): Device {
  const registers: Readonly<Record<number, { read(): Long; write(value: Long): void }>> = {
    [MSIP]: {
      read: () => ({ high: 0, low: software[0] ?? 0 }),
      write: ({ low }) => void (software[0] = low & 1),
    },
    [MTIMECMP]: {
      read: () => longAt(hart.words, LONG.MTIMECMP),
      write(value) {
        putLong(hart.words, LONG.MTIMECMP, value);
        scheduleTimers(hart);
      },
    },
    [MTIME]: { read: () => readTime(hart), write: value => writeTime(hart, value) },
  };
  return {
    name: 'CLINT',
    base: 0x0200_0000,
    length: 0x1_0000,
    read(offset, size) {
      const register = registers[offset & -8];
      if (register === undefined) return 0;
      const value = register.read();
      const half = (offset & 4) === 0 ? value.low : value.high;
      return ((half >>> ((offset & 3) * 8)) & maskOf(size)) >>> 0;
    },
    write(offset, size, value) {
      const register = registers[offset & -8];
      if (register === undefined) return 'done';
      const old = register.read();
      const shift = (offset & 3) * 8;
      const mask = maskOf(size) << shift;
      const merge = (half: number) => ((half & ~mask) | ((value << shift) & mask)) >>> 0;
      register.write(
        (offset & 4) === 0 ? { ...old, low: merge(old.low) } : { ...old, high: merge(old.high) },
      );
      return 'interruptsChanged';
    },
  };
}
