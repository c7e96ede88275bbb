/** A 16550 UART that is always ready to send. Its interrupt line leads nowhere: there is no controller. [16550 §8] */

import type { Device } from './device';

/** Registers by offset. With the divisor latch open, 0 and 1 are the divisor. */
const DATA = 0;
const INTERRUPT_ENABLE = 1;
/** Reads as identification, is written as FIFO control. */
const INTERRUPT_IDENTIFICATION = 2;
const LINE_CONTROL = 3;
const MODEM_CONTROL = 4;
const LINE_STATUS = 5;
const MODEM_STATUS = 6;
const SCRATCH = 7;

/** Bits of the interrupt registers: what is enabled, and which comes first. */
const WHEN_RECEIVED = 0x01;
const WHEN_SENT = 0x02;
const NOTHING_PENDING = 0x01;
const SENT_PENDING = 0x02;
const RECEIVED_PENDING = 0x04;
const FIFO_ENABLE = 0x01;
const FIFOS_ENABLED = 0xc0;

const DIVISOR_LATCH = 0x80;
const LOOPBACK = 0x10;
const DATA_READY = 0x01;
const TRANSMITTER_EMPTY = 0x60;
const CARRIER_AND_CLEAR_TO_SEND = 0xb0;

/** Words of state, where a register of the device is not readable at its own offset. */
const STATE = {
  DIVISOR_LOW: DATA,
  FIFO_CONTROL: LINE_STATUS,
  DIVISOR_HIGH: MODEM_STATUS,
} as const;

export interface UartLine {
  send(byte: number): void;
  /** Bytes that have arrived, oldest first. The UART takes them out. */
  readonly input: number[];
}

/** @param state eight words of the machine's memory, so that a snapshot holds them */
export function createUart(state: Int32Array, { send, input }: UartLine): Device {
  const word = (at: number) => state[at] ?? 0;
  const hasOpenLatch = () => (word(LINE_CONTROL) & DIVISOR_LATCH) !== 0;

  /** Bytes received before transmitter empty, as the chip has it. */
  function identification(): number {
    const fifos = (word(STATE.FIFO_CONTROL) & FIFO_ENABLE) !== 0 ? FIFOS_ENABLED : 0;
    const enabled = word(INTERRUPT_ENABLE);
    if ((enabled & WHEN_RECEIVED) !== 0 && input.length > 0) return fifos | RECEIVED_PENDING;
    return fifos | ((enabled & WHEN_SENT) !== 0 ? SENT_PENDING : NOTHING_PENDING);
  }

  /** In loopback the four outputs of modem control are the four inputs of modem status. */
  function modemStatus(): number {
    const control = word(MODEM_CONTROL);
    if ((control & LOOPBACK) === 0) return CARRIER_AND_CLEAR_TO_SEND;
    return ((control & 0xc) << 4) | ((control & 2) << 3) | ((control & 1) << 5);
  }

  function transmit(byte: number): void {
    if ((word(MODEM_CONTROL) & LOOPBACK) === 0) send(byte);
    else input.push(byte);
  }

  return {
    name: 'UART',
    base: 0x1000_0000,
    length: 0x100,
    read(offset) {
      switch (offset) {
        case DATA:
          return hasOpenLatch() ? word(STATE.DIVISOR_LOW) : (input.shift() ?? 0);
        case INTERRUPT_ENABLE:
          return word(hasOpenLatch() ? STATE.DIVISOR_HIGH : INTERRUPT_ENABLE);
        case INTERRUPT_IDENTIFICATION:
          return identification();
        case LINE_STATUS:
          return TRANSMITTER_EMPTY | (input.length > 0 ? DATA_READY : 0);
        case MODEM_STATUS:
          return modemStatus();
        case LINE_CONTROL:
        case MODEM_CONTROL:
        case SCRATCH:
          return word(offset);
        default:
          return 0;
      }
    },
    write(offset, _size, value) {
      const byte = value & 0xff;
      if (offset === DATA) {
        if (hasOpenLatch()) state[STATE.DIVISOR_LOW] = byte;
        else transmit(byte);
      } else if (offset === INTERRUPT_ENABLE) {
        if (hasOpenLatch()) state[STATE.DIVISOR_HIGH] = byte;
        else state[INTERRUPT_ENABLE] = byte & 0x0f;
      } else if (offset === INTERRUPT_IDENTIFICATION) {
        // Clearing the queue forgets nothing: what was not read yet is still on the line.
        state[STATE.FIFO_CONTROL] = byte & FIFO_ENABLE;
      } else if (offset === LINE_CONTROL || offset === SCRATCH) {
        state[offset] = byte;
      } else if (offset === MODEM_CONTROL) {
        state[offset] = byte & 0x1f;
      }
      return 'done';
    },
  };
}
