/** A watch on storage: one slot, or every slot of a domain. What is read and written is told by the kernel itself. */

import { decodeStorage } from '../../../chain/abi/storage';
import type { Value } from '../../../chain/abi/value';
import type { SlotChange } from '../../../chain/firmware/context';
import type { Target } from '../../target';
import type { Sighting } from '../rule';
import { abiOf } from '../trap';
import type { AccessType, SlotPlace } from './dataPlace';
import { reads, writes } from './dataPlace';

const NOTHING = 'nothing';

export class SlotWatch {
  constructor(
    private readonly target: Target,
    readonly place: SlotPlace,
    readonly access: AccessType,
  ) {}

  /** @param isUndone the change takes back what a failed call has written */
  seesChange(change: SlotChange, isUndone: boolean): Sighting | undefined {
    if (!writes(this.access) || !this.#isMine(change.address, change.key)) return undefined;
    const { key, before, after } = change;
    const isChanged = !isSame(before, after);
    if (!isChanged && this.access === 'write') return undefined;
    const name = this.#nameOf(key, after ?? before);
    const [old, now] = [before, after].map(it => this.#text(key, it));
    const done = isUndone ? 'was put back' : isChanged ? 'changed' : 'was written';
    const how = isChanged ? `from ${old} to ${now}` : `and stays ${now}`;
    const why = isUndone ? ', because a call failed' : '';
    return {
      reason: 'data breakpoint',
      description: `${name} ${done}`,
      text: `${name} ${done} ${how}${why}`,
      names: this.#names(key, before, after),
    };
  }

  /** @param value undefined where there is nothing */
  seesRead(
    address: SlotPlace['account'],
    key: string,
    value: Uint8Array | undefined,
  ): Sighting | undefined {
    if (!reads(this.access) || !this.#isMine(address, key)) return undefined;
    const name = this.#nameOf(key, value);
    return {
      reason: 'data breakpoint',
      description: `${name} was read`,
      text: `${name} was read: it is ${this.#text(key, value)}`,
      names: this.#names(key, value, value),
    };
  }

  #isMine(address: SlotPlace['account'], key: string): boolean {
    const { place } = this;
    if (address !== place.account) return false;
    return place.key === undefined ? key.startsWith(`${place.domain}:`) : key === place.key;
  }

  #nameOf(key: string, value: Uint8Array = new Uint8Array()): string {
    const { account } = this.place;
    const { labels } = this.target.resolved;
    const { label } = decodeStorage(abiOf(this.target, account), key, value, labels);
    return `${this.target.labelOf(account)}.${label}`;
  }

  #text(key: string, value: Uint8Array | undefined): string {
    if (value === undefined) return NOTHING;
    const { labels } = this.target.resolved;
    return decodeStorage(abiOf(this.target, this.place.account), key, value, labels).text;
  }

  #names(
    key: string,
    before: Uint8Array | undefined,
    after: Uint8Array | undefined,
  ): Map<string, Value> {
    return new Map<string, Value>([
      ['old', this.#value(key, before)],
      ['new', this.#value(key, after)],
      ['key', key],
    ]);
  }

  /** `None` where there is nothing. */
  #value(key: string, bytes: Uint8Array | undefined): Value {
    if (bytes === undefined) return { option: undefined };
    const abi = abiOf(this.target, this.place.account);
    const { typed, integer, fields } = decodeStorage(abi, key, bytes);
    if (typed !== undefined) return typed.value;
    if (integer !== undefined) return integer;
    return fields === undefined ? bytes : { name: '', fields };
  }
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((it, at) => it === b[at]);
}
