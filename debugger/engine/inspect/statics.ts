/** The statics of a frame's program: variables that are there all the time. [DWARF5 §4.1] */

import type { VariableInfo } from '../../dwarf/variables';
import type { Frame } from '../frame';
import type { Module } from '../module';
import type { VariableView } from '../views';
import { readVariable } from './locals';
import type { RowOwner, Surroundings } from './rowContext';
import { declarationOf, rowContext } from './rowContext';
import { rowOf } from './variableRow';

/** The author's own first, then those of the libraries, Rust's own left out; each in order of the source. */
export function staticsOf(target: Surroundings, frame: Frame, owner: RowOwner): VariableView[] {
  const { module } = frame;
  if (module === undefined) return [];
  const context = rowContext(target, module, frame, owner);
  const named = new Set<string>();
  return ownFirst(module, module.info.statics()).flatMap(it => {
    const value = readVariable(target, module, frame, it);
    if (value.address !== undefined && !isLoaded(module, value.address)) return [];
    // What a macro makes several times has one name: the first of them is what it stands for.
    const expression = named.has(it.name) ? undefined : it.name;
    named.add(it.name);
    const hint = { kind: 'data', attributes: ['static'] } as const;
    const declaration = declarationOf(target, module, it);
    return [rowOf(it.name, value, { expression, context, hint, declaration })];
  });
}

/** What tools read from the file is never in memory: descriptions of the ABI. */
function isLoaded({ image }: Module, address: number): boolean {
  if (image === undefined) return true;
  return image.segments.some(it => address >= it.vaddr && address < it.vaddr + it.memSize);
}

function ownFirst(module: Module, all: readonly VariableInfo[]): VariableInfo[] {
  const isOwn = ({ declFile }: VariableInfo): boolean =>
    declFile !== undefined && module.isOwnFile(declFile);
  const others = all.filter(it => !isOwn(it) && !RUSTS_OWN.test(it.name));
  return [...all.filter(isOwn), ...others];
}

const RUSTS_OWN = /^(?:core|alloc|std|compiler_builtins)::/;
