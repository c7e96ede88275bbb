/** The ABI as a JSON document: ours, version 2.0 (docs/abi.md), and aVM's 1.0, which is read too. [avm.md 6.4] */

import type {
  ContractAbi,
  ErrorAbi,
  EventAbi,
  Field,
  FunctionAbi,
  StorageAbi,
  TypeAbi,
  VariantAbi,
} from './contractAbi';
import { EMPTY_ABI, layoutOf, selectorWidth } from './contractAbi';
import { DocumentReader } from './documentReader';
import { typeName } from './valueType';

export const ABI_VERSION = '2.0';

/**
 * Reads a document of either version. Unknown members are passed over, so that a richer form can be read; a missing
 * or wrong one is refused.
 *
 * @param source the file's path, for errors
 * @throws MalformedInput
 */
export function parseAbi(text: string, source: string): ContractAbi {
  const read = new DocumentReader(source);
  const root = read.object(read.json(text), 'the file');
  const about = read.about(root);
  const calls = about.calls ?? 'router';
  return {
    ...EMPTY_ABI,
    ...about,
    functions: read.list(root['functions'], 'functions').map(it => read.function(it, calls)),
    events: read.list(root['events'], 'events').map(it => read.event(it, calls)),
    errors: read.list(root['errors'], 'errors').map(it => read.error(it)),
    types: read.list(root['types'], 'types').map(it => read.type(it)),
    storage: read.list(root['storage'], 'storage').map(it => read.storage(it)),
  };
}

/** The document of version 2.0, always in the same order, so that two are the same if their text is. */
export function printAbi(abi: ContractAbi): string {
  const { name, docs, sourceHash, calls } = abi;
  return print({
    version: ABI_VERSION,
    name,
    docs,
    sourceHash,
    calls,
    selectorWidth: selectorWidth(calls),
    functions: abi.functions.map(functionJson),
    events: abi.events.map(it => eventJson(it, abi)),
    errors: abi.errors.map(errorJson),
    types: abi.types.map(typeJson),
    storage: abi.storage.map(storageJson),
  });
}

/** aVM's document: what it has no place for is left out. */
export function printAbiV1({ functions, events }: ContractAbi): string {
  return print({
    version: '1.0',
    functions: functions.map(it => ({
      name: it.name,
      selector: it.selector,
      inputs: it.inputs.map(plainField),
      outputs: outputsOf(it),
    })),
    events: events.map(it => ({
      name: it.name,
      inputs: it.fields.map(field => ({ ...plainField(field), indexed: false })),
    })),
  });
}

function functionJson(it: FunctionAbi): object {
  return {
    name: it.name,
    selector: it.selector,
    docs: it.docs,
    mutability: it.mutability,
    init: it.isInit || undefined,
    inputs: it.inputs.map(fieldJson),
    outputs: outputsOf(it),
    error: it.error,
  };
}

function outputsOf({ output, outputName }: FunctionAbi): object[] {
  const type = output === undefined ? outputName : typeName(output);
  return type === undefined ? [] : [{ type }];
}

function eventJson({ name, docs, layout, fields }: EventAbi, { calls }: ContractAbi): object {
  return {
    name,
    docs,
    layout: layout === layoutOf(calls) ? undefined : layout,
    inputs: fields.map(it => ({ ...fieldJson(it), indexed: it.indexed === true })),
  };
}

function errorJson({ name, id, docs, variants }: ErrorAbi): object {
  return {
    name,
    id,
    docs,
    variants: variants.map(it => ({
      name: it.name,
      code: it.code,
      docs: it.docs,
      message: it.message,
      inputs: it.fields.map(fieldJson),
    })),
  };
}

function typeJson(it: TypeAbi): object {
  const { kind, name, docs } = it;
  if (it.kind === 'enum') return { kind, name, docs, variants: it.variants.map(variantJson) };
  return { kind, name, docs, layout: it.layout, fields: it.fields.map(fieldJson) };
}

function variantJson({ name, docs, fields }: VariantAbi): object {
  return { name, docs, fields: fields.map(fieldJson) };
}

function storageJson(it: StorageAbi): object {
  return {
    name: it.name,
    docs: it.docs,
    domain: it.domain,
    kind: it.kind,
    keyHex: it.keyHex,
    key: it.key && typeName(it.key),
    value: it.value && typeName(it.value),
    layout: it.layout,
  };
}

function fieldJson(it: Field): object {
  return { ...plainField(it), docs: it.docs };
}

function plainField({ name, type, typeName: spelled }: Field): object {
  return { name, type: type === undefined ? spelled : typeName(type) };
}

function print(json: object): string {
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
