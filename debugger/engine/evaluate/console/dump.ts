/** Memory in lines: `x/8xw $sp`, as gdb has it. */

import { hex32 } from '../../../shared/hex';
import { EvaluationError } from '../../evaluationError';
import { spaceOf } from '../../inspect/space';
import { parse } from '../evaluate';
import { addressOf } from '../primitives';
import type { ConsoleScope } from './commands';

const SIZES: Readonly<Record<string, number>> = { b: 1, h: 2, w: 4 };

const LINE_BYTES = 16;

/** More lines than this nobody reads. */
const MAX_UNITS = 4096;

/** @param args what follows `x/` */
export function dumpMemory(scope: ConsoleScope, args: string): string {
  const [, count = '', letters = '', expression = ''] = /^(\d*)([a-z]*)\s*(.*)$/s.exec(args) ?? [];
  const form = /[xdc]/.exec(letters)?.[0] ?? 'x';
  const size = SIZES[/[bhw]/.exec(letters)?.[0] ?? (form === 'c' ? 'b' : 'w')] ?? 4;
  const units = count === '' ? 1 : Number(count);
  const isCount = units >= 1 && units <= MAX_UNITS;
  if (expression === '' || !/^[xdcbhw]*$/.test(letters) || !isCount) {
    throw new EvaluationError(
      `x/ takes a count from 1 to ${MAX_UNITS}, a letter of x d c, one of b h w, and an address: x/8xw $sp`,
    );
  }
  const start = addressOf(parse(expression).evaluate(scope).operand);
  const space = spaceOf(scope.target, scope.frame);
  const bytes = scope.target.machine.readVirtual(start, units * size, space);
  if (bytes.length === 0) throw new EvaluationError(`there is no memory at ${hex32(start)}`);
  return lines(bytes, start, size, form).join('\n');
}

function lines(bytes: Uint8Array, start: number, size: number, form: string): string[] {
  const result: string[] = [];
  const whole = bytes.length - (bytes.length % size);
  for (let at = 0; at < whole; at += LINE_BYTES) {
    const line = bytes.subarray(at, Math.min(at + LINE_BYTES, whole));
    const units = Array.from({ length: line.length / size }, (_, index) =>
      unitText(line.subarray(index * size, (index + 1) * size), form),
    );
    result.push(`${hex32(start + at)}:  ${units.join('  ')}`);
  }
  return result;
}

function unitText(bytes: Uint8Array, form: string): string {
  const value = bytes.reduceRight((sum, it) => sum * 256 + it, 0);
  if (form === 'd') {
    const half = 256 ** bytes.length / 2;
    return String(value >= half ? value - 2 * half : value);
  }
  if (form === 'c') return String.fromCharCode(...bytes).replace(/[^\x20-\x7e]/g, '.');
  return `0x${value.toString(16).padStart(bytes.length * 2, '0')}`;
}
