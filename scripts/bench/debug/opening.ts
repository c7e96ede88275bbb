/** How long it takes until the symbols of a large program are ready for a breakpoint, and then for what comes after. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readElf } from '../../../debugger/elf/elfImage';
import { readSymbols } from '../../../debugger/engine/symbols';
import { findToolchain } from '../../../debugger/host/toolchain';
import type { LargeProgram } from '../../lib/largeProgram';
import { buildLargeProgram } from '../../lib/largeProgram';
import { median } from './statistics';

export interface OpeningTimes {
  /** Of the file, with its debug information. */
  readonly megabytes: number;
  /** From the file's bytes to the addresses of a breakpoint on a line. */
  readonly breakpoint: number;
  readonly breakpointPerMegabyte: number;
  /** From there to the frames and the caller at that breakpoint. */
  readonly stop: number;
  /** From there to the addresses of a function by its name: the index of all functions. */
  readonly functionNames: number;
}

/** Each time a new reader, and nothing kept from the time before; the code is warm, as in a session that has begun. */
const TIMES = 5;

/** @throws RangeError where the program cannot be built, or the breakpoint is not found */
export async function openingTimes(): Promise<OpeningTimes> {
  const rust = await findToolchain(join(__dirname, '../..'));
  const program = 'missing' in rust ? undefined : buildLargeProgram(rust);
  if (program === undefined) throw new RangeError('the large program cannot be built');
  const bytes = readFileSync(program.path);
  const megabytes = bytes.length / 1e6;
  const runs = Array.from({ length: TIMES }, () => open(bytes, program));
  const breakpoint = median(runs.map(it => it.breakpoint));
  return {
    megabytes,
    breakpoint,
    breakpointPerMegabyte: breakpoint / megabytes,
    stop: median(runs.map(it => it.stop)),
    functionNames: median(runs.map(it => it.functionNames)),
  };
}

function open(
  bytes: Uint8Array,
  { path, breakpoint: { file, line } }: LargeProgram,
): Pick<OpeningTimes, 'breakpoint' | 'stop' | 'functionNames'> {
  const started = performance.now();
  const { info } = readSymbols(readElf(bytes, path), path);
  const pc = info.breakpointAt(file, line)?.addresses[0];
  const placed = performance.now();
  if (pc === undefined) throw new RangeError(`${file}:${line} has no code`);
  info.framesAt(pc);
  info.unwind(
    pc,
    () => pc,
    () => pc,
  );
  const stopped = performance.now();
  info.functionNamed('run');
  const named = performance.now();
  return { breakpoint: placed - started, stop: stopped - placed, functionNames: named - stopped };
}
