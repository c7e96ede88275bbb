/** A 16550 UART that is always ready to send and has nothing to receive. Interrupts are absent: there is no controller. */

import type { Device } from './device';

/** Registers by offset. With the divisor latch open, 0 and 1 are the divisor. */
const DATA = 0;
const INTERRUPT_ENABLE = 1;
const INTERRUPT_IDENTIFICATION = 2;
const LINE_CONTROL = 3;
const LINE_STATUS = 5;
const MODEM_STATUS = 6;

const NO_INTERRUPT_PENDING = 0x01;
const DIVISOR_LATCH = 0x80;
const TRANSMITTER_EMPTY = 0x60;
const CARRIER_AND_CLEAR_TO_SEND = 0xb0;

/** @param registers eight words of the machine's memory, so that a snapshot holds them */
export function createUart(registers: Int32Array, send: (byte: number) => void): Device {
  const hasOpenLatch = () => ((registers[LINE_CONTROL] ?? 0) & DIVISOR_LATCH) !== 0;
  return {
    name: 'UART',
    base: 0x1000_0000,
    length: 0x100,
    read(offset) {
      if (offset === LINE_STATUS) return TRANSMITTER_EMPTY;
      if (offset === INTERRUPT_IDENTIFICATION) return NO_INTERRUPT_PENDING;
      if (offset === MODEM_STATUS) return CARRIER_AND_CLEAR_TO_SEND;
      if (offset === DATA || (offset === INTERRUPT_ENABLE && hasOpenLatch())) return 0;
      return offset < registers.length ? (registers[offset] ?? 0) : 0;
    },
    write(offset, _size, value) {
      const byte = value & 0xff;
      if (offset === DATA && !hasOpenLatch()) send(byte);
      else if (offset > DATA && offset < registers.length && !(hasOpenLatch() && offset === 1)) {
        registers[offset] = byte;
      }
      return 'done';
    },
  };
}
