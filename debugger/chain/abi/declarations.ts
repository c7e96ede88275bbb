/**
 * The lines that clibc's macros leave in an ELF's `.avm.abi` section, one declaration each:
 *
 *   event Transfer(from:Address,to:Address,value:u32)
 *   struct Metadata(total_supply:u32,decimals:u8)
 *   map Balances
 *
 * A line that is none of these belongs to a later version and is passed over.
 */

import type { ContractAbi, Field } from './contractAbi';
import { EMPTY_ABI } from './contractAbi';
import { parseType } from './valueType';

export const ABI_SECTION = '.avm.abi';

export function readDeclarations(section: Uint8Array | undefined): ContractAbi {
  if (section === undefined) return EMPTY_ABI;
  const events: ContractAbi['events'][number][] = [];
  const structs: ContractAbi['structs'][number][] = [];
  const maps = new Set<string>();
  // The linker may pad between the lines of two crates with zero bytes.
  for (const line of new TextDecoder().decode(section).split(/[\n\0]+/)) {
    const [, word, name, list] =
      /^(event|struct|map) ([A-Za-z_]\w*)(?:\((.*)\))?$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (word === 'map') maps.add(name);
    else if (word === 'event') events.push({ name, fields: readFields(list ?? '') });
    else structs.push({ name, fields: readFields(list ?? '') });
  }
  return { functions: [], events: unique(events), structs: unique(structs), maps: [...maps] };
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

/** The same macro in two places of one program gives the same line twice. */
function unique<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.filter((it, at) => items.findIndex(other => other.name === it.name) === at);
}
