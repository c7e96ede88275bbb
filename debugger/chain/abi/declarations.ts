/**
 * The lines that clibc's macros leave in an ELF's `.avm.abi` section, one declaration each:
 *
 *   event Transfer(from:Address,to:Address,value:u32)
 *   struct Metadata(total_supply:u32,decimals:u8)
 *   map Balances
 *   {"function":{"name":"transfer","selector":3028529107,"inputs":[…],…}}
 *
 * The first three are of the lower layer; the last is of the typed layer, an object with one member out of contract,
 * function, event, error, type and storage, in the form of the ABI's document. A line that is none of these belongs
 * to a later version and is passed over.
 */

import { bytesToHex } from '../../shared/hex';
import type { ContractAbi, Field, StorageAbi } from './contractAbi';
import { EMPTY_ABI } from './contractAbi';
import { DocumentReader } from './documentReader';
import { STRUCT_DOMAIN } from './storage';
import { parseType } from './valueType';

export const ABI_SECTION = '.avm.abi';

type Draft = {
  -readonly [
    Member in 'functions' | 'events' | 'errors' | 'types' | 'storage'
  ]: ContractAbi[Member][number][];
};

/**
 * @param source for errors: what the section is of
 * @throws MalformedInput for a line of the typed layer that is no declaration
 */
export function readDeclarations(section: Uint8Array | undefined, source = 'ELF'): ContractAbi {
  if (section === undefined) return EMPTY_ABI;
  const draft: Draft = { functions: [], events: [], errors: [], types: [], storage: [] };
  let about: Partial<ContractAbi> = {};
  // The linker may pad between the lines of two crates with zero bytes; the same macro in two places gives a line twice.
  const lines = new Set(new TextDecoder().decode(section).split(/[\n\0]+/));
  for (const line of lines) {
    if (line.startsWith('{')) about = { ...about, ...readObject(line, draft, source) };
    else readLine(line, draft);
  }
  return { ...EMPTY_ABI, ...about, ...unique(draft) };
}

function readObject(line: string, draft: Draft, source: string): Partial<ContractAbi> {
  const read = new DocumentReader(`${source} ${ABI_SECTION}`);
  const object = read.object(read.json(line), 'a line');
  for (const [kind, json] of Object.entries(object)) {
    if (kind === 'contract') return read.about(read.object(json, 'a contract'));
    if (kind === 'function') draft.functions.push(read.function(json, 'typed'));
    else if (kind === 'event') draft.events.push(read.event(json, 'typed'));
    else if (kind === 'error') draft.errors.push(read.error(json));
    else if (kind === 'type') draft.types.push(read.type(json));
    else if (kind === 'storage') draft.storage.push(read.storage(json));
  }
  return {};
}

function readLine(line: string, { events, types, storage }: Draft): void {
  const [, word, name, list] = /^(event|struct|map) ([A-Za-z_]\w*)(?:\((.*)\))?$/.exec(line) ?? [];
  if (name === undefined) return;
  const fields = readFields(list ?? '');
  if (word === 'event') events.push({ name, layout: 'packed', fields });
  else if (word === 'map') storage.push({ ...lowerSlot(name), domain: name, kind: 'map' });
  else {
    types.push({ kind: 'struct', name, layout: 'repr-c', fields });
    storage.push({
      ...lowerSlot(name),
      domain: STRUCT_DOMAIN,
      kind: 'item',
      keyHex: bytesToHex(new TextEncoder().encode(name)),
      value: { kind: 'named', name },
    });
  }
}

function lowerSlot(name: string): Pick<StorageAbi, 'name' | 'key' | 'value' | 'layout'> {
  return { name, key: undefined, value: undefined, layout: 'repr-c' };
}

/** `name:type` pairs; a type may hold no comma outside brackets. */
function readFields(list: string): Field[] {
  const fields: Field[] = [];
  for (const part of list.split(/,(?![^<[(]*[>\])])/)) {
    const colon = part.indexOf(':');
    if (colon < 0) continue;
    const typeName = part.slice(colon + 1).trim();
    fields.push({ name: part.slice(0, colon).trim(), typeName, type: parseType(typeName) });
  }
  return fields;
}

/** The first of each name. */
function unique({ functions, events, errors, types, storage }: Draft): Draft {
  return {
    functions: firstOfEach(functions),
    events: firstOfEach(events),
    errors: firstOfEach(errors),
    types: firstOfEach(types),
    storage: storage.filter(
      (it, at) =>
        storage.findIndex(own => own.domain === it.domain && own.keyHex === it.keyHex) === at,
    ),
  };
}

function firstOfEach<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.filter((it, at) => items.findIndex(other => other.name === it.name) === at);
}
