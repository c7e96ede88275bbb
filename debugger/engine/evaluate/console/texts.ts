/** What the console's commands print. */

import { formatAddress } from '../../../chain/address';
import { describeTransaction } from '../../../chain/describe/receipts';
import { hex32 } from '../../../shared/hex';
import { EvaluationError } from '../../evaluationError';
import { gasLeftOf } from '../../inspect/callInfo';
import { readRegisters } from '../../inspect/registers';
import { storageOf } from '../../inspect/storage';
import type { FrameView } from '../../views';
import type { ConsoleScope } from './commands';

interface Described {
  readonly usage: string;
  readonly help: string;
}

export function helpText(commands: readonly Described[]): string {
  const width = Math.max(...commands.map(it => it.usage.length));
  return [
    ...commands.map(it => `${it.usage.padEnd(width)}  ${it.help}`),
    '',
    'Everything else is an expression in the manner of Rust:',
    '  self.total + 1, items[2..5], *pointer, order is Some(_), amount as u8, amount,x',
    '  $sp, $satp, *(0x8000 as *const u32), storage.Balances[alice], receipt.events[0]',
    'x = 5 sets a variable, a register or a word of memory. A variable hides a command of its name.',
  ].join('\n');
}

export function stackText(frames: readonly FrameView[]): string {
  return frames
    .map(({ name, source, line }, at) => {
      const place = source === undefined || line === 0 ? '' : `  ${source.name}:${line}`;
      return `#${at}  ${name}${place}`;
    })
    .join('\n');
}

const REGISTERS_IN_LINE = 4;

export function registersText({ frame }: ConsoleScope): string {
  if (frame === undefined) throw new EvaluationError('there is no frame here');
  const cells = readRegisters(frame).map(({ name, value }) => {
    const text = value === undefined ? 'not saved' : hex32(value);
    return `${name.padEnd(4)} ${text.padEnd(10)}`;
  });
  return inLines(cells, REGISTERS_IN_LINE);
}

export function inLines(cells: readonly string[], perLine: number): string {
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += perLine) {
    lines.push(
      cells
        .slice(at, at + perLine)
        .join('  ')
        .trimEnd(),
    );
  }
  return lines.join('\n');
}

export function gasText({ target, frame }: ConsoleScope): string {
  const { transaction, firmware, receipts } = target.run;
  const lines: string[] = [];
  const task = frame?.task ?? target.runningTask ?? target.currentTask;
  if (transaction !== undefined && !firmware.committed) {
    lines.push(`transaction limit  ${transaction.gasLimit}`);
  }
  if (task !== undefined) lines.push(`call limit         ${task.gasLimit}`);
  const left = task && gasLeftOf(target, task);
  if (task !== undefined && left !== undefined) {
    lines.push(`call left          ${left}`, `call used          ${task.gasLimit - left}`);
  }
  const last = receipts.at(-1);
  if (last !== undefined) lines.push(`last receipt used  ${last.gasUsed}`);
  return lines.length === 0 ? 'no transaction has run yet' : lines.join('\n');
}

export function storageText({ target, frame }: ConsoleScope): string {
  if (frame?.task === undefined) throw new EvaluationError('this frame is in no contract');
  const rows = storageOf(target, frame);
  const name = formatAddress(frame.task.to, target.resolved.labels);
  if (rows.length === 0) return `${name} has stored nothing`;
  return [`${name}:`, ...rows.map(it => `  ${it.name} = ${it.value}`)].join('\n');
}

export function receiptsText({ target }: ConsoleScope): string {
  const { receipts } = target.run;
  if (receipts.length === 0) return 'no transaction has ended yet';
  return receipts
    .map(it => {
      const title = describeTransaction(target.words, it.transaction);
      const why = it.reason === undefined ? '' : `: ${it.reason}`;
      return `${it.index}  ${title}  ${it.status}${why}  gas ${it.gasUsed}`;
    })
    .join('\n');
}
