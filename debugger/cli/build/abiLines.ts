/** An ABI as a person reads it: what can be called, and what comes back, is fired and is kept. */

import type { ContractAbi, Field, FunctionAbi, StorageAbi } from '../../chain/abi/contractAbi';
import { isPositional } from '../../chain/abi/value';
import { isUnit, typeName } from '../../chain/abi/valueType';

export interface AbiPart {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Parts that have something in them. */
export function abiLines(abi: ContractAbi): AbiPart[] {
  const parts = [
    { title: 'functions', lines: abi.functions.map(functionLine) },
    { title: 'events', lines: abi.events.map(it => `${it.name}(${fields(it.fields)})`) },
    {
      title: 'errors',
      lines: abi.errors.flatMap(error =>
        error.variants.map(it =>
          it.fields.length === 0
            ? `${error.name}::${it.name}`
            : `${error.name}::${it.name}(${fields(it.fields)})`,
        ),
      ),
    },
    { title: 'storage', lines: abi.storage.map(storageLine) },
  ];
  return parts.filter(it => it.lines.length > 0);
}

/** `add(step: uint64) -> uint64  (view)`. */
function functionLine(it: FunctionAbi): string {
  const output = it.output === undefined ? it.outputName : typeName(it.output);
  const hasOutput = output !== undefined && !(it.output !== undefined && isUnit(it.output));
  const remarks = [
    ...(it.isInit ? ['once'] : []),
    ...(it.mutability === 'write' ? [] : [it.mutability]),
    ...(it.error === undefined ? [] : [`may refuse with ${it.error}`]),
  ];
  const called = `${it.name}(${fields(it.inputs)})${hasOutput ? ` -> ${output}` : ''}`;
  return remarks.length === 0 ? called : `${called}  (${remarks.join(', ')})`;
}

/** Fields of a tuple have only their places for names. */
function fields(list: readonly Field[]): string {
  const types = list.map(it => (it.type === undefined ? it.typeName : typeName(it.type)));
  if (isPositional(list)) return types.join(', ');
  return list.map((it, place) => `${it.name}: ${types[place] ?? ''}`).join(', ');
}

function storageLine({ name, kind, key, value }: StorageAbi): string {
  const at = kind === 'map' ? `[${key === undefined ? '…' : typeName(key)}]` : '';
  return value === undefined ? `${name}${at}` : `${name}${at}: ${typeName(value)}`;
}
