/** What `event!`, `persist_struct!` and `Map!` declare, with the documentation that the compiler leaves out. */

import type { EventAbi, Field, StorageAbi, StructAbi } from '../chain/abi/contractAbi';
import { STRUCT_DOMAIN } from '../chain/abi/storage';
import { parseType } from '../chain/abi/valueType';
import { bytesToHex } from '../shared/hex';
import { lastName } from './items';
import type { Syntax } from './syntax';
import { docLine, joinDocs } from './syntax';

export interface Declared {
  readonly events: readonly EventAbi[];
  readonly types: readonly StructAbi[];
  readonly storage: readonly StorageAbi[];
}

export function declaredIn(roots: readonly Syntax[]): Declared {
  const events: EventAbi[] = [];
  const types: StructAbi[] = [];
  const storage: StorageAbi[] = [];
  for (const it of roots.flatMap(root => [...root.descendants()])) {
    if (it.kind !== 'MacroInvocation') continue;
    const macro = lastName(it.first?.text ?? '');
    const tokens = it.children().find(child => /Tokens$/.test(child.kind));
    const name = tokens?.child('Identifier')?.text;
    if (tokens === undefined || name === undefined) continue;
    const docs = it.docs() ?? docsAmong(tokens.children());
    const about = { name, ...(docs !== undefined && { docs }) };
    const braces = tokens.child('BracedTokens');
    if (macro === 'event') {
      events.push({ ...about, layout: 'packed', fields: fieldsOf(braces, '=>') });
    } else if (macro === 'persist_struct') {
      types.push({ ...about, kind: 'struct', layout: 'repr-c', fields: fieldsOf(braces, ':') });
      const value = { kind: 'named', name } as const;
      const keyHex = bytesToHex(new TextEncoder().encode(name));
      const slot = { domain: STRUCT_DOMAIN, kind: 'item', keyHex, key: undefined, value } as const;
      storage.push({ ...about, ...slot, layout: 'repr-c' });
    } else if (macro === 'Map') {
      const slot = { domain: name, kind: 'map', key: undefined, value: undefined } as const;
      storage.push({ ...about, ...slot, layout: 'repr-c' });
    }
  }
  return { events, types, storage };
}

/** `name => Type, …` or `name: Type, …`, with documentation above. */
function fieldsOf(braces: Syntax | undefined, sign: '=>' | ':'): Field[] {
  const tokens = (braces?.children() ?? []).filter(it => it.kind !== '{' && it.kind !== '}');
  const fields: Field[] = [];
  let field: Syntax[] = [];
  const close = (): void => {
    const at = field.findIndex(it => it.text === sign);
    const name = field[at - 1]?.text;
    const typeName = field
      .slice(at + 1)
      .map(it => it.text)
      .join('');
    const docs = docsAmong(field);
    if (at > 0 && name !== undefined) {
      const type = parseType(typeName);
      fields.push({ name, typeName, type, ...(docs !== undefined && { docs }) });
    }
    field = [];
  };
  for (const it of tokens) {
    if (it.text === ',') close();
    else field.push(it);
  }
  close();
  return fields;
}

function docsAmong(tokens: readonly Syntax[]): string | undefined {
  const lines = tokens.filter(it => it.kind === 'LineComment').map(it => docLine(it.text, '///'));
  return joinDocs(lines.filter(it => it !== undefined));
}
