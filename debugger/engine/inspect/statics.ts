/** The statics of a frame's program: variables that are there all the time. [DWARF5 §4.1] */

import type { VariableInfo } from '../../dwarf/variables';
import type { Frame } from '../frame';
import type { Module } from '../module';
import type { VariableView } from '../views';
import { readVariable } from './locals';
import type { Surroundings } from './rowContext';
import { declarationOf, rowContext } from './rowContext';
import { rowOf } from './variableRow';

/**
 * The author's own first, then those of the libraries, Rust's own left out; each in order of the source.
 * @param written is called when one has been changed
 */
export function staticsOf(target: Surroundings, frame: Frame, written: () => void): VariableView[] {
  const { module } = frame;
  if (module === undefined) return [];
  const context = rowContext(target, module, frame, written);
  return ownFirst(module, module.info.statics()).map(it =>
    rowOf(it.name, readVariable(target, module, frame, it), {
      expression: it.name,
      context,
      hint: { kind: 'data', attributes: ['static'] },
      declaration: declarationOf(target, module, it),
    }),
  );
}

function ownFirst(module: Module, all: readonly VariableInfo[]): VariableInfo[] {
  const isOwn = ({ declFile }: VariableInfo): boolean =>
    declFile !== undefined && module.isOwnFile(declFile);
  const others = all.filter(it => !isOwn(it) && !RUSTS_OWN.test(it.name));
  return [...all.filter(isOwn), ...others];
}

const RUSTS_OWN = /^(?:core|alloc|std|compiler_builtins)::/;
