/** The core-local interruptor: software interrupt, machine timer and its clock. [Priv §3.2.1] */

import type { Hart } from '../hart/hart';
import { readTime, scheduleTimers, writeTime } from '../hart/counters';
import { LONG } from '../hart/layout';
import type { Device } from './device';

/** Registers by offset, as on QEMU's `virt` machine; each of the last two has 64 bits. */
const MSIP = 0x0000;
const MTIMECMP = 0x4000;
const MTIME = 0xbff8;

/** @param software one word of the machine's memory: the pending software interrupt */
export function createClint(hart: Hart, software: Int32Array): Device {
  const registers: Readonly<Record<number, { read(): bigint; write(value: bigint): void }>> = {
    [MSIP]: {
      read: () => BigInt(software[0] ?? 0),
      write: value => void (software[0] = Number(value & 1n)),
    },
    [MTIMECMP]: {
      read: () => hart.long(LONG.MTIMECMP),
      write(value) {
        hart.longs[LONG.MTIMECMP] = value;
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
      const shift = BigInt((offset & 7) * 8);
      return Number(BigInt.asUintN(size * 8, register.read() >> shift));
    },
    write(offset, size, value) {
      const register = registers[offset & -8];
      if (register === undefined) return 'done';
      const shift = BigInt((offset & 7) * 8);
      const mask = ((1n << BigInt(size * 8)) - 1n) << shift;
      const bits = (BigInt(value >>> 0) << shift) & mask;
      register.write((register.read() & ~mask) | bits);
      return 'interruptsChanged';
    },
  };
}
