/** What a name in an expression stands for. What it is is looked up once for each place in the program, its value each time. */

import type { FrameContext } from '../../dwarf/values';
import type { Place } from '../../dwarf/values/presentation';
import type { VariableInfo } from '../../dwarf/variables';
import { registerNumber } from '../../vm/isa/registers';
import { EvaluationError } from '../evaluationError';
import type { Frame } from '../frame';
import { frameContext, variablesOf } from '../inspect/locals';
import { hasCode } from '../inspect/space';
import type { Module } from '../module';
import { LAST_RETURNED } from '../returned';
import type { Operand } from './operand';
import { address } from './operand';
import type { Scope } from './scope';
import { similarNames } from './similarNames';
import { absentWord, labelOperand, readWord } from './words/words';

const NOTHING_RETURNED = 'no function has returned in the last step';

type Read = (scope: Scope) => Operand;

/**
 * Reads a name: what the occasion calls so, a variable, a truth value, a register, a word of the chain, a static or a
 * function, an account's label; the first of them that there is.
 */
export function nameReader(name: string): Read {
  const readLocal = localReader(name);
  const readDefinition = definitionReader(name);
  const truth = name === 'true' || name === 'false';
  return scope => {
    const bound = scope.bindings?.get(name) ?? readLocal(scope);
    if (bound !== undefined) return bound;
    if (truth) return { kind: 'boolean', value: name === 'true' };
    const found =
      readIntegerRegister(scope, name) ??
      readWord(scope, name) ??
      readDefinition(scope) ??
      labelOperand(scope, name);
    if (found !== undefined) return found;
    throw new EvaluationError(absentWord(name) ?? absent(scope, name));
  };
}

function absent(scope: Scope, name: string): string {
  const what = `there is no variable, register or symbol named ${name} here`;
  const similar = similarNames(scope, name, localReader('self')(scope));
  return similar === undefined ? what : `${what}, but ${similar}`;
}

/**
 * Reads a register, control registers included, or what the occasion has under such a name.
 * @param name with its `$`
 */
export function registerReader(name: string): Read {
  const plain = name.slice(1);
  return scope => {
    const found = scope.bindings?.get(name) ?? readIntegerRegister(scope, plain);
    if (found !== undefined) return found;
    const { machine } = scope.target;
    const csr = machine.csrs().find(it => it.name === plain);
    if (csr === undefined) {
      const isReturned = name === LAST_RETURNED;
      const what = isReturned ? NOTHING_RETURNED : `there is no register named ${name}`;
      throw new EvaluationError(what);
    }
    return address(machine.readCsr(csr.address), { kind: 'csr', address: csr.address });
  };
}

/** The variable that a name means at the last place where it was asked for: a breakpoint asks at one place only. */
export function localReader(name: string): (scope: Scope) => Operand | undefined {
  let known: Pick<Frame, 'module' | 'lookupPc' | 'depth'> | undefined;
  let read: ((frame: FrameContext) => Place) | undefined;
  return ({ target, frame }) => {
    const module = frame?.module;
    if (frame === undefined || module === undefined) return undefined;
    const { lookupPc, depth } = frame;
    if (known?.module !== module || known.lookupPc !== lookupPc || known.depth !== depth) {
      known = { module, lookupPc, depth };
      const variable = variablesOf(frame).find(it => it.name === name && !it.isShadowed);
      read = variable && module.info.variableReader(variable, lookupPc);
    }
    return read && { kind: 'variable', place: read(frameContext(target, frame)) };
  };
}

function readIntegerRegister({ target, frame }: Scope, name: string): Operand | undefined {
  const number = registerNumber(name);
  if (number === undefined && name !== 'pc') return undefined;
  if (frame !== undefined && !hasCode(frame)) {
    throw new EvaluationError(`${name} has no value here: this frame runs no code`);
  }
  const isInnermost = frame === undefined || frame.id === 0;
  if (number === undefined) {
    const place = { kind: 'register', number: 'pc' } as const;
    return address(frame?.pc ?? target.machine.pc, isInnermost ? place : undefined);
  }
  const value = frame ? frame.registers(number) : target.machine.registers[number];
  if (value === undefined) {
    throw new EvaluationError(`${name} is not known in this frame: it has not been saved`);
  }
  const isSettable = isInnermost || !('reason' in frame.registerPlaces(number));
  return address(value, isSettable ? { kind: 'register', number } : undefined);
}

type Definition =
  | { readonly static: VariableInfo }
  | { readonly address: number; readonly kind: 'function' | 'symbol' };

/**
 * Of the program that runs there, or of the kernel, which is mapped everywhere. A single word means what the author has
 * written, or what the linker calls so: the library's and the kernel's functions are called as too many other things are.
 */
function definitionReader(name: string): (scope: Scope) => Operand | undefined {
  const known = new Map<Module, Definition | undefined>();
  const definitionIn = (module: Module, isElsewhere: boolean): Definition | undefined => {
    if (!known.has(module)) known.set(module, findDefinition(module, name, isElsewhere));
    return known.get(module);
  };
  return ({ target, frame }) => {
    const own = frame === undefined ? target.runningModule : frame.module;
    for (const module of own === target.kernel ? [own] : [own, target.kernel]) {
      const found = module && definitionIn(module, module !== own);
      if (module === undefined || found === undefined) continue;
      if ('address' in found) {
        return { ...address(found.address), symbol: { name, kind: found.kind } };
      }
      const place = module.info.variablePlace(found.static, frameContext(target, frame));
      return { kind: 'variable', place };
    }
    return undefined;
  };
}

/** A static has a value; a function, or a symbol that nothing more is known of, is its address. */
function findDefinition(
  module: Module,
  name: string,
  isElsewhere: boolean,
): Definition | undefined {
  const { info, symbols } = module;
  const symbol = symbols.named(name)?.value;
  const isPath = name.includes('::');
  if (isElsewhere && !isPath) {
    return symbol === undefined ? undefined : { address: symbol, kind: 'symbol' };
  }
  const known = info.statics().find(it => it.name === name || it.name.endsWith(`::${name}`));
  if (known !== undefined) return { static: known };
  const isMeant = (pc: number): boolean =>
    isPath || module.kind === 'kernel' || module.placeAt(pc).isOwnFunction;
  const starts = info.functionNamed(name).map(it => it.lowPc);
  const start = symbol ?? starts.find(it => Number.isFinite(it) && isMeant(it));
  if (start === undefined) return undefined;
  return { address: start, kind: starts.includes(start) ? 'function' : 'symbol' };
}
