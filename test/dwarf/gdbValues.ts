/** The values of all variables at many stops, ours on our machine and gdb's in QEMU, compared part by part. */

import { strict as assert } from 'node:assert';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as dw from '../../debugger/dwarf/constants';
import type { Entry } from '../../debugger/dwarf/entry';
import { evaluateLocation } from '../../debugger/dwarf/expression';
import { NO_FRAME, expressionContext } from '../../debugger/dwarf/expressionContext';
import { locationExpression } from '../../debugger/dwarf/locations';
import { placeOf } from '../../debugger/dwarf/values/members';
import { pointeeOf } from '../../debugger/dwarf/values/pointers';
import type { Place } from '../../debugger/dwarf/values/presentation';
import { readUnsigned } from '../../debugger/dwarf/values/scalars';
import type { Missing } from '../../debugger/dwarf/values/storage';
import type { Type } from '../../debugger/dwarf/types';
import { typeOf } from '../../debugger/dwarf/types';
import { partOf } from '../../debugger/dwarf/values/storage';
import { Machine, RAM_BASE } from '../../debugger/vm/machine';
import type { Stopped } from './stopped';
import { frameContext, unwound } from './stopped';
import type { FixtureElf } from './tools';
import { run } from './tools';

const RAM_BYTES = 0x400000;
const SEED = 7;
const STEPS = 10_000_000;

/** Physical frames of each stop that are compared; gdb's script has the same number. */
const FRAMES = 4;

/** Elements of an array that are compared. */
const ELEMENTS = 3;
const MAX_PARTS = 64;

/** The step of a path to what a pointer points to that has no address itself. */
const POINTEE = -1;

/** Numbers of fields and elements that lead to a part, and what we have for it. */
interface Part {
  readonly path: readonly number[];
  /** Bits as a number without a sign, or why they cannot be read. */
  readonly bits: bigint | Missing;
}

interface OurVariable {
  readonly where: string;
  /** Inlined calls around it that are further in. */
  readonly function: number;
  readonly key: string;
  readonly occurrence: number;
  readonly size: number;
  readonly address: number | undefined;
  readonly missing: string | undefined;
  /** `constant` where the value is in the debug information, `short` where its pieces are fewer than its bytes, `bounded` where the
   * program knows the length, `unbounded` where it does not. */
  readonly trait: string | undefined;
  readonly parts: readonly Part[];
}

interface OurStop {
  readonly pc: number;
  readonly frames: readonly (readonly OurVariable[])[];
}

interface GdbVariable {
  readonly problem?: string;
  readonly size?: number;
  readonly optimizedOut?: boolean;
  readonly address?: number;
  readonly parts?: readonly string[];
}

interface GdbStop {
  readonly pc: number;
  readonly frames: readonly (readonly (GdbVariable | string)[] | null)[];
}

export interface Comparison {
  readonly stops: number;
  readonly variables: number;
  /** Parts that both have. */
  readonly values: number;
  /** Variables of which we have nothing. */
  readonly absent: number;
  /** Those of gdb's own making, by their reason. */
  readonly explained: ReadonlyMap<string, number>;
  /** All others. */
  readonly differences: readonly string[];
}

/** What gdb 13 cannot do, or does otherwise for a reason of its own. See docs/variables.md. */
const explanations: readonly (readonly [difference: RegExp, reason: string])[] = [
  [
    /^short: .* is missing \(optimized out\), gdb has \d+$/,
    'gdb reads zeros where no piece describes the value',
  ],
  [/ its lower 32 bits$/, 'gdb computes with 32 bits where LLVM means 64'],
  [
    / is missing \(x\d+ is not known in this frame\)/,
    'gdb takes what a call may have changed for unchanged',
  ],
  [/^constant: .*gdb has (?:no such variable|optimized out)/, 'gdb drops constants of blocks'],
  [/gdb says error: Incompatible types on DWARF stack/, 'gdb refuses LLVM’s mixed operands'],
  [
    /gdb says error: Cannot access memory at address 0x[0-9a-f]{1,2}$/,
    'gdb looks for the discriminant of an enum in registers at address 0',
  ],
  [
    /gdb has error: Cannot access memory at address 0xfffffff4$/,
    'gdb reads no part of an object whose shared base it does not find',
  ],
  [/^bounded: \d+ bytes, gdb has 0$/, 'gdb has no length of an array that is not yet made'],
  [
    /^unbounded: 0 bytes, gdb has \d+$/,
    'gdb makes an array of one where the length is optimized out',
  ],
  [
    /is missing \(only its value at the function’s entry/,
    'gdb follows a reference to what its caller passed',
  ],
  [/gdb says error: .* integers of more than 8 bytes/, 'gdb reads no discriminant of 128 bits'],
];

/** @param most stops to compare; they are at statements of the program's own files, spread over its run */
export function compareWithGdb(elf: FixtureElf, most: number): Comparison {
  const info = elf.info();
  const breakpoints = statementsOf(elf);
  const stopped: Stopped = { machine: load(elf), info };
  const { machine } = stopped;
  for (const address of breakpoints) machine.breakpoints.add(address);
  const stops: OurStop[] = [];
  while (stops.length < most) {
    machine.skipBreakpointOnce = stops.length > 0;
    if (machine.run(STEPS) !== 'breakpoint') break;
    stops.push({ pc: machine.pc, frames: framesOf(stopped) });
  }
  assert.deepEqual(info.problems, []);
  return compare(stops, askGdb(elf, breakpoints, stops));
}

/** Every place where a statement of the fixture starts, before the program has ended. */
function statementsOf(elf: FixtureElf): number[] {
  const info = elf.info();
  const addresses = new Set<number>();
  for (const file of info.files().filter(it => it.startsWith('/fixture/'))) {
    for (const { line } of info.linesWithCode(file, 1, 100_000)) {
      for (const address of info.breakpointAt(file, line)?.addresses ?? []) addresses.add(address);
    }
  }
  for (const { lowPc, highPc } of info.framesAt(info.functionNamed('done')[0]!.addresses[0]!)) {
    for (const it of addresses) if (it >= lowPc && it < highPc) addresses.delete(it);
  }
  return [...addresses].sort((a, b) => a - b);
}

function load(elf: FixtureElf): Machine {
  const machine = new Machine({ ramBytes: RAM_BYTES });
  for (const { vaddr, fileBytes } of elf.image.segments) {
    assert.ok(machine.writePhysical(vaddr, fileBytes));
  }
  machine.pc = elf.image.entry;
  machine.registers[2] = RAM_BASE + RAM_BYTES;
  machine.registers[10] = SEED;
  return machine;
}

function framesOf(stopped: Stopped): OurVariable[][] {
  return unwound(stopped)
    .slice(0, FRAMES)
    .map(frame => {
      const found: OurVariable[] = [];
      const functions = stopped.info.framesAt(frame.pc);
      for (const [depth, { shortName }] of functions.entries()) {
        const seen = new Map<string, number>();
        for (const it of stopped.info.variablesAt(frame.pc, depth)) {
          const key = `${it.name}:${it.declLine ?? 0}`;
          const occurrence = seen.get(key) ?? 0;
          seen.set(key, occurrence + 1);
          const place = stopped.info.variablePlace(it, frameContext(stopped, frame));
          found.push({
            where: `${shortName} ${key}`,
            function: depth,
            key,
            occurrence,
            size: place.type.byteSize,
            // gdb takes a reference for what it refers to.
            address: isReference(it.entry) ? undefined : place.storage.address,
            missing: place.storage.missing,
            trait: traitOf(it.entry, frame.pc, place.type),
            parts: partsOf(place).slice(0, MAX_PARTS),
          });
        }
      }
      return found;
    });
}

function isReference(entry: Entry): boolean {
  const tag = entry.reference(dw.DW_AT_type)?.tag;
  return tag === dw.DW_TAG_reference_type || tag === dw.DW_TAG_rvalue_reference_type;
}

function traitOf(entry: Entry, pc: number, { kind, byteSize }: Type): string | undefined {
  const isOpen = typeOf(entry.reference(dw.DW_AT_type)).kind === 'unknown';
  if (isOpen) return kind === 'array' ? 'bounded' : 'unbounded';
  if (entry.inherited(dw.DW_AT_const_value)) return 'constant';
  const bytes = locationExpression(entry, dw.DW_AT_location, pc);
  const found = bytes && evaluateLocation(bytes, expressionContext(entry, { ...NO_FRAME, pc }));
  if (found?.kind !== 'pieces') return undefined;
  const bits = found.pieces.reduce((sum, it) => sum + it.bits, 0);
  return bits < byteSize * 8 ? 'short' : undefined;
}

/** Numbers and pointers inside of a value. What an enum holds gdb picks by itself: its address is compared only. */
function partsOf(place: Place, path: readonly number[] = []): Part[] {
  const { type, storage, context } = place;
  if (type.byteSize === 0 || path.length > 8) return [];
  switch (type.kind) {
    case 'pointer': {
      const target = pointeeOf({ ...place, type });
      return target ? partsOf(target, [...path, POINTEE]) : [{ path, bits: readUnsigned(place) }];
    }
    case 'scalar':
    case 'enumeration':
      // gdb makes no number of a pointer to a member.
      if (type.name.endsWith('::*')) return [];
      return [{ path, bits: readUnsigned(place) }];
    case 'array': {
      const { element, count } = type;
      return Array.from({ length: Math.min(count, ELEMENTS) }).flatMap((_, at) => {
        const part = { type: element, storage: partOf(storage, at * element.byteSize), context };
        return partsOf(part, [...path, at]);
      });
    }
    case 'struct':
    case 'union':
      if (type.variants || type.name.endsWith('::*')) return [];
      return type.members.flatMap((it, at) => partsOf(placeOf(place, it), [...path, at]));
    default:
      return [];
  }
}

function askGdb(
  elf: FixtureElf,
  breakpoints: readonly number[],
  stops: readonly OurStop[],
): GdbStop[] {
  const folder = mkdtempSync(join(tmpdir(), 'gdb-values-'));
  const plan = join(folder, 'plan.json');
  const answer = join(folder, 'answer.json');
  // prettier-ignore
  const machine = [
    'qemu-system-riscv32', '-M', 'virt', '-bios', 'none', '-display', 'none', '-monitor', 'none',
    '-serial', 'none', '-device', `loader,file=${elf.path}`, '-S', '-gdb', 'stdio',
  ].join(' ');
  const wanted = stops.map(({ frames }) => ({
    frames: frames.map(variables =>
      variables.map(({ function: depth, key, occurrence, parts }) => {
        return { function: depth, key, occurrence, parts: parts.map(it => it.path) };
      }),
    ),
  }));
  const registers = { pc: elf.image.entry, sp: RAM_BASE + RAM_BYTES, a0: SEED };
  writeFileSync(
    plan,
    JSON.stringify({ program: elf.path, machine, registers, breakpoints, stops: wanted }),
  );
  try {
    const script = join(__dirname, 'gdbValues.py');
    const said = run('gdb-multiarch', ['-nx', '-batch', '-x', script], 'gdb-multiarch', {
      PLAN: plan,
      ANSWER: answer,
    });
    assert.ok(existsSync(answer), said);
    const answered = JSON.parse(readFileSync(answer, 'utf8')) as GdbStop[] | string;
    assert.ok(typeof answered !== 'string', String(answered));
    return answered;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compare(ours: readonly OurStop[], theirs: readonly GdbStop[]): Comparison {
  const differences: string[] = [];
  const explained = new Map<string, number>();
  let variables = 0;
  let values = 0;
  let absent = 0;
  for (const [at, stop] of ours.entries()) {
    const other = theirs[at];
    const pc = `0x${stop.pc.toString(16)}`;
    if (other?.pc !== stop.pc) {
      differences.push(`stop ${at} is at ${pc}, gdb's at 0x${other?.pc.toString(16)}`);
      break;
    }
    for (const [depth, frame] of stop.frames.entries()) {
      for (const [index, mine] of frame.entries()) {
        const gdb = other.frames[depth]?.[index] ?? 'no such frame';
        const found = differencesOf(mine, gdb);
        for (const it of found) {
          const text = mine.trait === undefined ? it : `${mine.trait}: ${it}`;
          const reason = explanations.find(([pattern]) => pattern.test(text))?.[1];
          if (reason !== undefined) explained.set(reason, (explained.get(reason) ?? 0) + 1);
          else differences.push(`${pc} frame ${depth} ${mine.where}: ${text}`);
        }
        variables++;
        if (mine.missing !== undefined) absent++;
        values += mine.parts.filter(it => typeof it.bits === 'bigint').length;
      }
    }
  }
  return { stops: ours.length, variables, values, absent, explained, differences };
}

function differencesOf(mine: OurVariable, gdb: GdbVariable | string): string[] {
  if (typeof gdb === 'string') return [`gdb says ${gdb}`];
  if (gdb.problem !== undefined) return [gdb.problem];
  if (gdb.size !== mine.size) return [`${mine.size} bytes, gdb has ${gdb.size}`];
  if (mine.size === 0) return [];
  if (gdb.optimizedOut === true && mine.missing !== undefined) return [];
  if (mine.address !== gdb.address) {
    const [here, there] = [mine.address, gdb.address].map(it => it?.toString(16) ?? 'nowhere');
    return [`at ${here} (${mine.missing ?? 'known'}), gdb has it at ${there}`];
  }
  return mine.parts.flatMap(({ path, bits }, at) => {
    const text = gdb.parts?.[at];
    const known = text !== undefined && /^\d+$/.test(text) ? BigInt(text) : undefined;
    const part = `.${path.join('.')}`;
    if (typeof bits !== 'bigint') {
      return known === undefined ? [] : [`${part} is missing (${bits.missing}), gdb has ${text}`];
    }
    if (bits === known) return [];
    const isCut = known !== undefined && known === BigInt.asUintN(32, bits);
    return [`${part} is ${bits}, gdb has ${isCut ? 'its lower 32 bits' : text}`];
  });
}
