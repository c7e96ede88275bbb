/** The State view's rows: an account each, with its coin, its code and its storage by domain. */

import type { AccountView, SlotReference, SlotView, WatchedSlot } from '../../debugger/protocol';
import type { ViewNode } from './node';
import { leaf } from './node';
import { bytesText, counted, facts, grouped, shortHex } from './text';

/** How a slot is watched; undefined where it is not. */
type AccessTo = (slot: SlotReference) => WatchedSlot['accessType'] | undefined;

/**
 * Contracts first: they are what is being debugged.
 * @param watched those that have nothing in them have a row, too: else nobody could stop watching them
 */
export function stateNodes(
  accounts: readonly AccountView[],
  accessTo: AccessTo = () => undefined,
  watched: readonly WatchedSlot[] = [],
): ViewNode[] {
  return [...accounts]
    .sort((a, b) => Number(b.isContract) - Number(a.isContract) || compare(nameOf(a), nameOf(b)))
    .map(it => accountNode(it, accessTo, watched));
}

function accountNode(
  account: AccountView,
  accessTo: AccessTo,
  watched: readonly WatchedSlot[],
): ViewNode {
  const id = `account/${account.address}`;
  const name = nameOf(account);
  const balance = grouped(account.balance);
  const kind = account.isContract ? 'contract' : 'account';
  const storage = account.storage.length > 0 ? [counted(account.storage.length, 'slot')] : [];
  return {
    id,
    label: name,
    description: [balance, ...storage].join(' · '),
    tooltip: facts([
      ['Address', account.address],
      ['Balance', balance],
      ['Nonce', account.nonce],
      ['Program', account.program],
      ['Code', account.isContract ? counted(account.codeSize, 'byte') : undefined],
    ]),
    icon: { name: account.isContract ? 'file-code' : 'account' },
    accessibleLabel: [`${kind} ${name}`, `balance ${account.balance}`, ...storage].join(', '),
    copy: account.address,
    children: [
      leaf(`${id}/address`, 'address', shortHex(account.address), {
        copy: account.address,
        tooltip: facts([['Address', account.address]]),
      }),
      leaf(`${id}/balance`, 'balance', balance, { copy: account.balance }),
      leaf(`${id}/nonce`, 'nonce', grouped(account.nonce), { copy: account.nonce }),
      ...codeNodes(id, account),
      ...storageNodes(`${id}/storage`, account, accessTo),
      ...watched.filter(it => isAbsent(it, account)).map(it => absentRow(`${id}/absent`, it)),
    ],
  };
}

function codeNodes(id: string, { isContract, codeSize, codeHash, program }: AccountView) {
  if (!isContract) return [];
  const size = counted(codeSize, 'byte');
  const code = leaf(`${id}/code`, 'code', program === undefined ? size : `${program}, ${size}`);
  if (codeHash === undefined) return [code];
  const hash = leaf(`${id}/codeHash`, 'code hash', shortHex(codeHash), {
    copy: codeHash,
    tooltip: facts([['Keccak-256 of the code', codeHash]]),
  });
  return [code, hash];
}

/** Entries of a map are rows below the map; a struct, and a slot of which nothing is known, is a row of its own. */
function storageNodes(
  id: string,
  { address, storage }: AccountView,
  accessTo: AccessTo,
): ViewNode[] {
  const slotNode = (parent: string, it: SlotView, label: string): ViewNode => {
    const slot = { account: address, domain: it.domain, key: it.key };
    return slotRow(parent, it, label, slot, accessTo(slot));
  };
  return [...byMap(storage)].map(([map, own]) => {
    if ('key' in own) return slotNode(id, own, own.label);
    const slot = { account: address, domain: map };
    const watched = accessTo(slot);
    const count = counted(own.length, 'slot');
    return {
      id: `${id}/${map}`,
      label: map,
      description: count,
      icon: watched === undefined ? { name: 'symbol-array' } : WATCHED,
      accessibleLabel: [`storage ${map}`, count, ...wordsOf(watched)].join(', '),
      slot,
      ...(watched !== undefined && { watched }),
      children: own.map(it => slotNode(`${id}/${map}`, it, entryOf(it) ?? it.label)),
      isExpanded: true,
    };
  });
}

const WATCHED = { name: 'debug-breakpoint-data', color: 'debugIcon.breakpointForeground' };

/** For a screen reader, which has no colours. */
function wordsOf(watched: WatchedSlot['accessType'] | undefined): string[] {
  switch (watched) {
    case undefined:
      return [];
    case 'write':
      return ['stops when it changes'];
    case 'read':
      return ['stops when it is read'];
    case 'readWrite':
      return ['stops when it is read or written'];
  }
}

/** A watched slot of an account that has no row of its own. */
function isAbsent(
  { account, domain, key }: WatchedSlot,
  { address, storage }: AccountView,
): boolean {
  if (account !== address) return false;
  return key === undefined
    ? !storage.some(it => it.domain === domain && entryOf(it) !== undefined)
    : !storage.some(it => it.domain === domain && it.key === key);
}

function absentRow(parent: string, { accessType, ...slot }: WatchedSlot): ViewNode {
  const { account, domain, key } = slot;
  const reference = { account, domain, ...(key !== undefined && { key }) };
  const label = key === undefined ? domain : shortKey(domain, key);
  return {
    id: `${parent}/${domain}/${key ?? ''}`,
    label,
    description: 'nothing there',
    tooltip: facts([
      ['Domain', domain],
      ['Key', key],
    ]),
    icon: WATCHED,
    accessibleLabel: [`storage ${label}: nothing there`, ...wordsOf(accessType)].join(', '),
    slot: reference,
    watched: accessType,
  };
}

/** A key begins with its domain's name, as text or as bytes. */
function shortKey(domain: string, key: string): string {
  return key.startsWith(domain) ? key : `${domain} ${shortHex(key)}`;
}

function slotRow(
  parent: string,
  slot: SlotView,
  label: string,
  reference: SlotReference,
  watched: WatchedSlot['accessType'] | undefined,
): ViewNode {
  return leaf(`${parent}/slot/${slot.key}`, label, slot.text, {
    icon: watched === undefined ? { name: 'symbol-field' } : WATCHED,
    accessibleLabel: [`${slot.label}: ${slot.text}`, ...wordsOf(watched)].join(', '),
    slot: reference,
    ...(watched !== undefined && { watched }),
    tooltip: facts([
      ['Value', slot.text],
      ['Bytes', bytesText(slot.value)],
      ['Key', slot.key],
    ]),
  });
}

/** Maps with their slots and other slots by themselves, in the order in which they come up first. */
function byMap(slots: readonly SlotView[]): Map<string, SlotView[] | SlotView> {
  const maps = new Map<string, SlotView[] | SlotView>();
  for (const slot of slots) {
    if (entryOf(slot) === undefined) {
      maps.set(`slot ${slot.key}`, slot);
      continue;
    }
    const own = maps.get(slot.domain);
    if (Array.isArray(own)) own.push(slot);
    else maps.set(slot.domain, [slot]);
  }
  return maps;
}

/** `Balances[alice]` is the entry `alice` of Balances. */
function entryOf({ domain, label }: SlotView): string | undefined {
  return label.startsWith(`${domain}[`) && label.endsWith(']')
    ? label.slice(domain.length + 1, -1)
    : undefined;
}

function nameOf(account: AccountView): string {
  return account.label ?? shortHex(account.address);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
