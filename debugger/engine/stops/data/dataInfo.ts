/** What a data breakpoint on something would be. [DAP dataBreakpointInfo] */

import type { Frame } from '../../frame';
import type { SlotReference } from '../../../protocol';
import type { Target } from '../../target';
import type { DataInfoView } from '../../views';
import { RAM_BASE } from '../../../vm/machine';
import { hex32 } from '../../../shared/hex';
import { variablesOf } from '../../inspect/locals';
import { RETURNED } from '../../inspect/pastRow';
import { createValue } from '../../../dwarf/values/value';
import { decodeStorage } from '../../../chain/abi/storage';
import { parseAddress } from '../../../chain/address';
import { readableName } from '../../readableName';
import { abiOf } from '../trap';
import type { Value } from '../../evaluate/evaluate';
import { evaluate } from '../../evaluate/evaluate';
import { EvaluationError } from '../../evaluationError';
import { REGISTER_NAMES } from '../../../vm/isa/registers';
import { endOf, frameHolding } from './frameEnd';
import type { DataPlace, SlotPlace } from './dataPlace';
import type { DataPlaces } from './dataPlaces';

export type DataRequest =
  /** So many bytes at an address of a frame's address space, the running one's without it. */
  | {
      readonly kind: 'address';
      readonly address: number;
      readonly bytes: number;
      readonly frame?: number;
    }
  /** A slot of an account, or without a key all of a domain. */
  | ({ readonly kind: 'slot' } & SlotReference)
  /** What an expression stands for, or so many bytes from where it begins. */
  | {
      readonly kind: 'expression';
      readonly expression: string;
      readonly bytes?: number;
      readonly frame?: number;
    };

/** What is watched at a mere address. */
const WORD_BYTES = 4;

const ALL = ['write', 'read', 'readWrite'] as const;
const LARGEST = 1 << 20;

export function dataInfo(
  target: Target,
  places: DataPlaces,
  readStack: () => readonly Frame[],
  request: DataRequest,
): DataInfoView {
  if (request.kind === 'slot') return info(places, slotPlace(target, request));
  const shown = readStack();
  const frame = shown[request.frame ?? 0];
  if (frame?.moment !== undefined) return info(places, RETURNED);
  const stack = shown.filter(it => it.moment === undefined);
  if (request.kind === 'address') {
    const { address, bytes } = request;
    return info(places, memoryAt(target, frame, address, bytes, hex32(address)));
  }
  const place = placeOf(target, frame, stack, request);
  return info(places, place);
}

/** What an expression stands for. Variables go with their frame; what a pointer leads to stays. */
function placeOf(
  target: Target,
  frame: Frame | undefined,
  stack: readonly Frame[],
  { expression, bytes }: Extract<DataRequest, { kind: 'expression' }>,
): DataPlace | string {
  const name = expression.trim();
  try {
    const value = evaluate({ target, frame }, name);
    const { place } = value;
    const variable = place?.kind === 'memory' ? undefined : variableAt(frame, stack, name, value);
    if (variable !== undefined) return variable;
    if (place === undefined) return pointedAt(target, frame, value, name, bytes);
    switch (place.kind) {
      case 'memory': {
        const { address, byteSize, satp } = place;
        const memory = memoryAt(target, frame, address, bytes ?? byteSize, name);
        if (typeof memory === 'string' || memory.kind !== 'memory') return memory;
        const { type } = value.view();
        const show = memory.byteSize === byteSize ? textOf(value) : undefined;
        return { ...memory, type, show, frame: frameHolding(stack, satp, address) };
      }
      case 'register':
        return registerPlace(target, frame, place.number, name, value);
      case 'csr':
        return 'A control register cannot be watched: the kernel changes it at every trap.';
      case 'slot': {
        const { account, domain, key } = place;
        return { kind: 'slot', name, account, domain, key };
      }
    }
  } catch (error) {
    if (error instanceof EvaluationError) return error.message;
    throw error;
  }
}

/** Reads anew each time. */
function textOf({ operand }: Value): (() => string) | undefined {
  return operand.kind === 'variable' ? () => createValue(operand.place).text : undefined;
}

/** What is asked for, or a sentence on why there is no such slot. */
export function slotPlace(
  target: Target,
  { account, domain, key }: SlotReference,
): SlotPlace | string {
  const address = parseAddress(account);
  if (address === undefined) return `${account} is no address of an account.`;
  if (key !== undefined && !key.startsWith(`${domain}:`)) {
    return `${key} is no key of the domain ${domain}.`;
  }
  const label = target.labelOf(address);
  const empty = new Uint8Array();
  const { labels } = target.resolved;
  const name = key && decodeStorage(abiOf(target, address), key, empty, labels).label;
  return { kind: 'slot', name: `${label}.${name ?? domain}`, account: address, domain, key };
}

/** `&x` and other addresses: what is there can be watched, if it is said how much of it. */
function pointedAt(
  target: Target,
  frame: Frame | undefined,
  { operand }: Value,
  name: string,
  bytes: number | undefined,
): DataPlace | string {
  if (operand.kind !== 'integer' || !operand.isAddress) {
    return `${name} is computed and lies nowhere: watch what it is computed from.`;
  }
  // A function, or a symbol of which no more is known.
  if (/^[\w:]+$/.test(name))
    return `${name} is the address of code or of a symbol, and no variable.`;
  const address = Number(BigInt.asUintN(32, operand.value));
  return memoryAt(target, frame, address, bytes ?? WORD_BYTES, `*(${name})`);
}

/** What the compiler keeps in registers; undefined for what is no variable, or in no register anywhere in its scope. */
function variableAt(
  frame: Frame | undefined,
  stack: readonly Frame[],
  name: string,
  { operand }: Value,
): DataPlace | undefined {
  const module = frame?.module;
  if (frame === undefined || module === undefined || operand.kind !== 'variable') return undefined;
  const end = endOf(stack, frame);
  if (end === undefined) return undefined;
  const [first] = /^\w+/.exec(name) ?? [];
  const variable = variablesOf(frame).find(it => it.name === first && !it.isShadowed);
  const found = variable && module.info.registersOf(variable);
  const logical = module.framesAt(frame.lookupPc);
  if (variable === undefined || found === undefined || end.lowPc === undefined) return undefined;
  if (found.registers.length === 0) return undefined;
  const { type, storage } = operand.place;
  const bytes = storage.read(0, type.byteSize);
  return {
    kind: 'variable',
    name,
    byteSize: type.byteSize,
    type: type.name,
    ...found,
    owner: readableName(frame.name),
    task: frame.task,
    module,
    frame: end,
    outer: logical.length - 1 - frame.depth,
    entry: variable.entry.offset,
    bytes: 'missing' in bytes ? undefined : bytes,
  };
}

function registerPlace(
  target: Target,
  frame: Frame | undefined,
  number: number | 'pc',
  name: string,
  { operand }: Value,
): DataPlace | string {
  if (number === 'pc') return 'pc changes with every instruction: step instead.';
  if (number === 0) return 'zero is always 0.';
  const register = REGISTER_NAMES[number] ?? `x${number}`;
  if (operand.kind === 'variable') {
    return `${name} is in the register ${register} for now, where the program keeps other things too: watch $${register}.`;
  }
  const task = frame?.task;
  if (frame?.id !== 0) return 'Only registers of the innermost frame can be watched.';
  return { kind: 'register', name, number, task };
}

function memoryAt(
  target: Target,
  frame: Frame | undefined,
  address: number,
  byteSize: number,
  name: string,
): DataPlace | string {
  if (!(byteSize > 0 && byteSize <= LARGEST))
    return `${byteSize} bytes cannot be watched: 1 to ${LARGEST} can.`;
  const isKernel = address >= RAM_BASE;
  const satp = frame?.satp ?? target.machine.satp;
  const task = isKernel ? undefined : target.run.tasks.find(it => it.satp === satp);
  return { kind: 'memory', name, address, byteSize, satp, type: undefined, task, frame: undefined };
}

function info(places: DataPlaces, place: DataPlace | string): DataInfoView {
  if (typeof place === 'string') return { problem: place };
  return {
    dataId: places.add(place),
    description: place.name,
    accessTypes: place.kind === 'register' || place.kind === 'variable' ? ['write'] : ALL,
    // The kernel lies where it always lies.
    canPersist: place.kind === 'slot' || (place.kind === 'memory' && place.task === undefined),
  };
}
