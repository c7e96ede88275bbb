/** Lines of a trace, version 1: docs/traces.md. What writes them and what reads them agree here. */

import type { Privilege } from '../vm/machine';

/** The first line of every trace. */
export const TRACE_HEAD = '# avm trace 1';

/** One step of the machine. */
export interface TraceStep {
  readonly kind: 'step';
  readonly position: number;
  readonly mode: string;
  readonly program: string;
  readonly pc: number;
  /** undefined where there was nothing to fetch, or an interrupt came before it. */
  readonly word: number | undefined;
  readonly length: 2 | 4;
  /** The register that was written, and with what. */
  readonly written: { readonly register: string; readonly value: number } | undefined;
  /** Virtual address of a load, store or atomic. */
  readonly address: number | undefined;
  /** Why it did not retire. */
  readonly trap: string | undefined;
}

/** `# program token erc20 9f2c…`: a program that may run, the name of its file, and the hash of its code. */
export interface TraceProgram {
  readonly kind: 'program';
  readonly name: string;
  readonly file: string;
  readonly codeHash: string;
}

export interface TraceTransaction {
  readonly kind: 'transaction';
  readonly index: number;
}

/** `# task 2 token`: from here on this one's instructions. */
export interface TraceTask {
  readonly kind: 'task';
  readonly id: number;
}

/** `@ src/main.rs:41`, and anything else that is for reading only. */
export interface TraceRemark {
  readonly kind: 'remark';
}

export type TraceLine = TraceStep | TraceProgram | TraceTransaction | TraceTask | TraceRemark;

/** What stands between an instruction and what it did. */
const EFFECTS = ' ; ';
const NO_WORD = '-'.repeat(8);

const STEP = /^ *(\d+) ([USM]) (\S+) ([0-9a-f]{8}) ([0-9a-f]{8}|[0-9a-f]{4}|-{8}) /;
const WRITTEN = /^([a-z]+[0-9]*)=([0-9a-f]{8})(?: |$)/;
const ADDRESS = /^\[([0-9a-f]{8})\](?: |$)/;
const TRAP = /^\*\* (.*)$/;
const PROGRAM = /^# program (\S+) (\S+) (\S+)$/;
const TRANSACTION = /^# transaction (\d+)$/;
const TASK = /^# task (\d+) \S+$/;

/** undefined for a line that is none of a trace. */
export function parseTraceLine(line: string): TraceLine | undefined {
  if (line.startsWith('@ ') || line === TRACE_HEAD) return { kind: 'remark' };
  if (line.startsWith('#')) return parseMark(line);
  const head = STEP.exec(line);
  if (head === null) return undefined;
  const [, position, mode = '', program = '', pc = '', word = NO_WORD] = head;
  const at = line.indexOf(EFFECTS);
  const effects = at < 0 ? '' : line.slice(at + EFFECTS.length);
  const parsed = parseEffects(effects);
  if (parsed === undefined) return undefined;
  return {
    kind: 'step',
    position: Number(position),
    mode,
    program,
    pc: Number.parseInt(pc, 16),
    word: word === NO_WORD ? undefined : Number.parseInt(word, 16),
    length: word.length === 4 ? 2 : 4,
    ...parsed,
  };
}

function parseMark(line: string): TraceLine | undefined {
  const program = PROGRAM.exec(line);
  if (program !== null) {
    const [, name = '', file = '', codeHash = ''] = program;
    return { kind: 'program', name, file, codeHash };
  }
  const transaction = TRANSACTION.exec(line);
  if (transaction !== null) return { kind: 'transaction', index: Number(transaction[1]) };
  const task = TASK.exec(line);
  return task === null ? undefined : { kind: 'task', id: Number(task[1]) };
}

function parseEffects(text: string): Pick<TraceStep, 'written' | 'address' | 'trap'> | undefined {
  const written = WRITTEN.exec(text);
  const behind = written === null ? text : text.slice(written[0].length);
  const address = ADDRESS.exec(behind);
  const rest = address === null ? behind : behind.slice(address[0].length);
  const trap = TRAP.exec(rest);
  if (trap === null && rest !== '') return undefined;
  return {
    written: written === null ? undefined : registerOf(written),
    address: address === null ? undefined : Number.parseInt(address[1] ?? '', 16),
    trap: trap?.[1],
  };
}

function registerOf([, register = '', value = '']: RegExpExecArray): TraceStep['written'] {
  return { register, value: Number.parseInt(value, 16) };
}

export interface StepHead {
  readonly position: number;
  readonly mode: Privilege;
  readonly program: string;
  readonly pc: number;
}

/** Columns up to the instruction. */
export function formatHead({ position, mode, program, pc }: StepHead): string {
  return `${String(position).padStart(9)} ${MODES[mode] ?? 'M'} ${program} ${digits(pc, 8)}`;
}

const MODES: Readonly<Record<number, string>> = { 0: 'U', 1: 'S', 3: 'M' };

/** The columns that are the same each time: word, code, function. Without a word where there is none. */
export function formatCode(
  instruction: { readonly word: number; readonly length: 2 | 4 } | undefined,
  code: string,
  place: string,
): string {
  if (instruction === undefined) return `${NO_WORD} `;
  const word = digits(instruction.word, instruction.length * 2).padEnd(8);
  return `${word} ${code.padEnd(32)} ${place}`.trimEnd();
}

/** What a step did, with what stands before it; empty where it did nothing that shows. */
export function formatEffects(effects: readonly (string | undefined)[]): string {
  const shown = effects.filter(it => it !== undefined);
  return shown.length === 0 ? '' : `${EFFECTS}${shown.join(' ')}`;
}

export function digits(value: number, count: number): string {
  return (value >>> 0).toString(16).padStart(count, '0');
}

/** Names are one word in a trace. */
export function oneWord(name: string): string {
  return name === '' ? '-' : name.replaceAll(/\s/g, '_');
}
