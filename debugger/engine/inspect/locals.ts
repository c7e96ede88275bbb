/** Parameters and local variables of a frame. [DWARF5 §4.1] */

import type { Address } from '../../chain/address';
import type { FrameContext } from '../../dwarf/values';
import type { DwarfValue } from '../../dwarf/values/value';
import type { VariableInfo } from '../../dwarf/variables';
import type { Frame } from '../frame';
import type { Module } from '../module';
import type { Target } from '../target';
import type { VariableView } from '../views';
import { spaceOf } from './space';
import type { RowOwner, Surroundings } from './rowContext';
import { declarationOf, rowContext } from './rowContext';
import { rowOf } from './variableRow';

type Memory = Pick<Target, 'machine'> & Partial<Pick<Target, 'resolved'>>;

/** More than any value holds; a larger wish comes from memory that is no value. */
const MAX_READ = 1 << 20;

/** Parameters, then variables from the outermost block inward: the order of the source. */
export function localsOf(target: Surroundings, frame: Frame, owner: RowOwner): VariableView[] {
  const { module } = frame;
  if (module === undefined) return [];
  const variables = variablesOf(frame);
  const ordered = [
    ...variables.filter(it => it.isParameter),
    ...variables.filter(it => !it.isParameter).sort((a, b) => b.block - a.block),
  ];
  const context = rowContext(target, module, frame, owner);
  return ordered.map(it => {
    const { name, isShadowed } = it;
    const value = readVariable(target, module, frame, it);
    const declaration = declarationOf(target, module, it);
    const parts = { context, declaration };
    return isShadowed
      ? rowOf(`${name} (shadowed)`, value, { ...parts, expression: undefined, hint: HIDDEN })
      : rowOf(name, value, { ...parts, expression: name, hint: { kind: 'data' } });
  });
}

const HIDDEN = { kind: 'data', visibility: 'internal' } as const;

/** The values that a function was called with, as far as they are still there. */
export function parametersOf(target: Memory, frame: Frame): VariableView[] {
  const { module } = frame;
  if (module === undefined) return [];
  return variablesOf(frame)
    .filter(it => it.isParameter)
    .map(it => {
      const value = readVariable(target, module, frame, it);
      return rowOf(it.name, value, { expression: it.name });
    });
}

/** What the source means by a name at the place where a frame stands; undefined where no variable is called that. */
export function readLocal(target: Memory, frame: Frame, name: string): DwarfValue | undefined {
  const { module } = frame;
  const variable = variablesOf(frame).find(it => it.name === name && !it.isShadowed);
  return module && variable && readVariable(target, module, frame, variable);
}

/** A variable of a program as a frame sees it; without a frame only statics have values. */
export function readVariable(
  target: Memory,
  module: Module,
  frame: Frame | undefined,
  variable: VariableInfo,
): DwarfValue {
  return module.info.readVariable(variable, frameContext(target, frame));
}

/** A frame as the debug information reads values in it. */
export function frameContext(target: Memory, frame: Frame | undefined): FrameContext {
  return new StoppedFrame(target, frame);
}

class StoppedFrame implements FrameContext {
  readonly #satp: number;

  constructor(
    private readonly target: Memory,
    private readonly frame: Frame | undefined,
  ) {
    this.#satp = spaceOf(target, frame);
  }

  get pc(): number {
    return this.frame?.lookupPc ?? 0;
  }

  get cfa(): number | undefined {
    return this.frame?.cfa;
  }

  registers(number: number): number | undefined {
    return this.frame?.registers(number);
  }

  readMemory(address: number, length: number): Uint8Array | undefined {
    if (length > MAX_READ) return undefined;
    const bytes = this.target.machine.readVirtual(address, length, this.#satp);
    return bytes.length < length ? undefined : bytes;
  }

  accountLabel(digits: string): string | undefined {
    return this.target.resolved?.labels.get(digits as Address);
  }
}

/** Those of the function that a frame is in, at the place where it stands; hidden ones included. */
export function variablesOf({ module, function: logical, lookupPc, depth }: Frame): VariableInfo[] {
  return logical === undefined ? [] : (module?.info.variablesAt(lookupPc, depth) ?? []);
}
