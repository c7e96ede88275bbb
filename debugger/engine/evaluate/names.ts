/** What a name in an expression stands for: variables first, then registers, then what the programs define. */

import { registerNumber } from '../../vm/isa/registers';
import { EvaluationError } from '../evaluationError';
import type { Frame } from '../frame';
import { readLocal, readVariable } from '../inspect/locals';
import { hasCode } from '../inspect/space';
import type { Module } from '../module';
import type { Target } from '../target';
import type { Operand } from './operand';
import { address } from './operand';

/** What an expression can reach. */
export type Surroundings = Pick<Target, 'machine' | 'kernel' | 'runningModule'>;

/** Where an expression is evaluated. */
export interface Scope {
  readonly target: Surroundings;
  /** Without one: where the hart stands. */
  readonly frame: Frame | undefined;
}

/** @throws EvaluationError where nothing is called that */
export function readName(scope: Scope, name: string): Operand {
  const { target, frame } = scope;
  const local = frame && readLocal(target, frame, name);
  if (local !== undefined) return { kind: 'variable', value: local };
  if (name === 'true' || name === 'false') return { kind: 'boolean', value: name === 'true' };
  const found = readIntegerRegister(scope, name) ?? readDefinition(scope, name);
  if (found !== undefined) return found;
  throw new EvaluationError(`there is no variable, register or symbol named ${name} here`);
}

/**
 * A register, control registers included.
 * @param name with its `$`
 * @throws EvaluationError where there is none
 */
export function readRegister(scope: Scope, name: string): Operand {
  const plain = name.slice(1);
  const integer = readIntegerRegister(scope, plain);
  if (integer !== undefined) return integer;
  const { machine } = scope.target;
  const csr = machine.csrs().find(it => it.name === plain);
  if (csr !== undefined) return address(machine.readCsr(csr.address));
  throw new EvaluationError(`there is no register named ${name}`);
}

function readIntegerRegister({ target, frame }: Scope, name: string): Operand | undefined {
  const number = registerNumber(name);
  if (number === undefined && name !== 'pc') return undefined;
  if (frame !== undefined && !hasCode(frame)) {
    throw new EvaluationError(`${name} has no value here: this frame runs no code`);
  }
  if (number === undefined) return address(frame?.pc ?? target.machine.pc);
  const value = frame ? frame.registers(number) : target.machine.registers[number];
  if (value !== undefined) return address(value);
  throw new EvaluationError(`${name} is not known in this frame: it has not been saved`);
}

/** Of the program that runs there, or of the kernel, which is mapped everywhere. */
function readDefinition(scope: Scope, name: string): Operand | undefined {
  const { target, frame } = scope;
  const own = frame === undefined ? target.runningModule : frame.module;
  for (const module of new Set([own, target.kernel])) {
    const found = module && definitionIn(scope, module, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A static has a value; a function, or a symbol that nothing more is known of, is its address. */
function definitionIn(scope: Scope, module: Module, name: string): Operand | undefined {
  const { info, symbols } = module;
  const known = info.statics().find(it => it.name === name || it.name.endsWith(`::${name}`));
  if (known !== undefined) {
    return { kind: 'variable', value: readVariable(scope.target, module, scope.frame, known) };
  }
  const start = symbols.named(name)?.value ?? info.functionNamed(name)[0]?.lowPc;
  return start === undefined || !Number.isFinite(start) ? undefined : address(start);
}
