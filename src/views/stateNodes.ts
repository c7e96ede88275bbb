/** The State view's rows: an account each, with its coin, its code and its storage by domain. */

import type { AccountView, SlotView } from '../../debugger/protocol';
import type { ViewNode } from './node';
import { leaf } from './node';
import { bytesText, counted, facts, grouped, shortHex } from './text';

/** Contracts first: they are what is being debugged. */
export function stateNodes(accounts: readonly AccountView[]): ViewNode[] {
  return [...accounts]
    .sort((a, b) => Number(b.isContract) - Number(a.isContract) || compare(nameOf(a), nameOf(b)))
    .map(accountNode);
}

function accountNode(account: AccountView): ViewNode {
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
      ...storageNodes(`${id}/storage`, account.storage),
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
function storageNodes(id: string, slots: readonly SlotView[]): ViewNode[] {
  return [...byMap(slots)].map(([map, own]) => {
    if ('key' in own) return slotNode(id, own, own.label);
    return {
      id: `${id}/${map}`,
      label: map,
      description: counted(own.length, 'slot'),
      icon: { name: 'symbol-array' },
      accessibleLabel: `storage ${map}, ${counted(own.length, 'slot')}`,
      children: own.map(it => slotNode(`${id}/${map}`, it, entryOf(it) ?? it.label)),
      isExpanded: true,
    };
  });
}

function slotNode(parent: string, slot: SlotView, label: string): ViewNode {
  return leaf(`${parent}/slot/${slot.key}`, label, slot.text, {
    icon: { name: 'symbol-field' },
    accessibleLabel: `${slot.label}: ${slot.text}`,
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
