/**
 * The chain's accounts: an overlay of uncommitted writes above a key-value store that is read lazily.
 * A read costs what it touches, never the size of the state.
 */

import type { AbstractLevel } from 'abstract-level';
import { MemoryLevel } from 'memory-level';
import { bytesToHex, hexToBytes } from '../shared/hex';
import { Spellings } from '../shared/spellings';
import type { Address } from './address';
import { decode, encode } from './codec/combinators';
import { hashCode } from './codeHash';
import type { AccountRecord } from './database/keys';
import {
  ACCOUNT_PREFIX,
  SLOT_PREFIX,
  accountKey,
  accountRecord,
  codeKey,
  compareUtf8,
  slotKey,
  splitSlotKey,
} from './database/keys';
import { merge } from './database/merge';
import { Overlay } from './database/overlay';
import { ReadCache } from './database/readCache';
import type { TreeUpdate } from './root/stateTree';
import { updateTree } from './root/stateTree';

export interface AccountState {
  /** u128. */
  readonly balance: bigint;
  /** u64. */
  readonly nonce: bigint;
  /** The loadable image; empty for an account without code. */
  readonly code: Uint8Array;
  /** keccak-256 of the code, 64 hexadecimal digits; empty without code. */
  readonly codeHash: string;
  readonly isContract: boolean;
  /** Slots in ascending order of their keys, "<domain>:<hex of key>". */
  readonly storage: ReadonlyMap<string, Uint8Array>;
}

/** What one transaction changed, to be applied all or not at all. */
export interface WriteSet {
  readonly accounts: readonly AccountWrite[];
  readonly slots: readonly SlotWrite[];
}

export interface AccountWrite {
  readonly address: Address;
  readonly balance: bigint;
  readonly nonce: bigint;
  readonly isContract: boolean;
  /** undefined: the code stays as it is. */
  readonly code: Uint8Array | undefined;
}

export interface SlotWrite {
  readonly address: Address;
  readonly key: string;
  /** undefined: the slot is gone afterwards. */
  readonly value: Uint8Array | undefined;
}

/** A read is answered at once or, where the store is asynchronous, by a promise after which it is repeated. */
export type Read<T> = { readonly value: T } | { readonly wait: Promise<void> };

/** Any abstract-level database with text keys and byte values. */
export type Store = AbstractLevel<string | Uint8Array, string, Uint8Array>;

type Code = Pick<AccountRecord, 'codeLength' | 'codeHash'>;

const NO_CODE = new Uint8Array(32);
const NEW_ACCOUNT: AccountRecord = {
  balance: 0n,
  nonce: 0n,
  isContract: false,
  codeLength: 0,
  codeHash: NO_CODE,
};

export class ChainState {
  readonly #store: Store;
  #overlay: Overlay;
  /** What was read from the store lately. Clones share it: below the overlay all see the same. */
  readonly #cache: ReadCache;

  constructor(store: Store = memoryStore(), overlay = new Overlay(), cache = new ReadCache()) {
    this.#store = store;
    this.#overlay = overlay;
    this.#cache = cache;
  }

  readAccount(address: Address): Read<AccountRecord | undefined> {
    return then(this.#read(accountKey(address)), it =>
      it === undefined ? undefined : decodeAccount(address, it),
    );
  }

  readCode(address: Address): Read<Uint8Array> {
    const account = this.readAccount(address);
    if ('wait' in account) return account;
    if (account.value === undefined || account.value.codeLength === 0) {
      return { value: new Uint8Array() };
    }
    const code = this.#read(codeKey(hashOf(account.value)));
    return then(code, it => it ?? new Uint8Array());
  }

  readSlot(address: Address, key: string): Read<Uint8Array | undefined> {
    return this.#read(slotKey(address, key));
  }

  /** Something that lies in the store beside the state. */
  readRecord(key: string): Read<Uint8Array | undefined> {
    return this.#read(key);
  }

  /**
   * All of the write set or, should a value not fit its field, nothing of it.
   *
   * @param before the accounts as they are, in the order of the write set. Where code stays and the account is told neither
   *   here nor by what was written or read lately, it has none
   */
  apply(writes: WriteSet, before: readonly (AccountRecord | undefined)[] = []): void {
    const entries: [string, Uint8Array | null][] = [];
    for (const [at, it] of writes.accounts.entries()) {
      const known = before[at] ?? this.#recordOf(it.address) ?? NEW_ACCOUNT;
      const code = it.code === undefined ? codeOf(known) : describeCode(it.code);
      const { balance, nonce, isContract } = it;
      const record = encode(accountRecord, { balance, nonce, isContract, ...code });
      entries.push([accountKey(it.address), record]);
      if (it.code !== undefined && it.code.length > 0) {
        entries.push([codeKey(hashCode(it.code)), it.code]);
      }
    }
    for (const { address, key, value } of writes.slots) {
      entries.push([slotKey(address, key), value ?? null]);
    }
    for (const [key, value] of entries) this.#overlay.set(key, value);
  }

  /** One account as far as it is known without waiting; undefined where there is none. */
  get(address: Address): AccountState | undefined {
    const bytes = this.#known(accountKey(address));
    if (bytes === undefined) return undefined;
    const storage = this.#slots(entry => entry.startsWith(`${SLOT_PREFIX}${address}/`));
    return this.#account(address, bytes, storage.get(address));
  }

  /** Hash of an account's code as far as it is known without waiting; empty without code. */
  codeHash(address: Address): string {
    const bytes = this.#known(accountKey(address));
    return bytes === undefined ? '' : hashOf(decodeAccount(address, bytes));
  }

  /** Every account that this view has written, or read lately, in ascending order. */
  *accounts(): Iterable<[Address, AccountState]> {
    const slots = this.#slots(() => true);
    const keys = this.#keys(it => it.startsWith(ACCOUNT_PREFIX));
    for (const key of keys) {
      const bytes = this.#known(key);
      const address = key.slice(ACCOUNT_PREFIX.length) as Address;
      if (bytes !== undefined) yield [address, this.#account(address, bytes, slots.get(address))];
    }
  }

  /** An independent view of the same state. The store stays shared and is not written by either. */
  clone(): ChainState {
    return new ChainState(this.#store, this.#overlay.clone(), this.#cache);
  }

  /** Becomes what a clone is. The store stays as it is: writes that have gone there are not taken back. */
  revertTo(clone: ChainState): void {
    this.#overlay = clone.#overlay.clone();
  }

  /** What lies above the store: each key with its newest value, null where it was deleted. */
  written(): ReadonlyMap<string, Uint8Array | null> {
    return this.#overlay.entries();
  }

  /**
   * Every account of store and overlay, in ascending order, read as it is asked for: a state may be larger than memory.
   * Nothing may be written meanwhile.
   */
  async *everyAccount(): AsyncGenerator<[Address, AccountState]> {
    const slots = this.#every(SLOT_PREFIX);
    let slot = await slots.next();
    for await (const [key, bytes] of this.#every(ACCOUNT_PREFIX)) {
      const address = key.slice(ACCOUNT_PREFIX.length) as Address;
      const storage = new Map<string, Uint8Array>();
      for (; slot.done !== true; slot = await slots.next()) {
        const [owner, name] = splitSlotKey(slot.value[0]);
        if (owner > address) break;
        if (owner === address) storage.set(name, slot.value[1]);
      }
      const record = decodeAccount(address, bytes);
      const hash = hashOf(record);
      const code = hash === '' ? undefined : await this.#now(codeKey(hash));
      yield [address, accountState(record, code, storage)];
    }
  }

  /** Accounts, then slots, as they lie in the database: what the root is made of. */
  async *everyRecord(): AsyncGenerator<[key: string, value: Uint8Array]> {
    yield* this.#every(ACCOUNT_PREFIX);
    yield* this.#every(SLOT_PREFIX);
  }

  /** Entries whose keys begin like that, in ascending order. */
  #every(prefix: typeof ACCOUNT_PREFIX | typeof SLOT_PREFIX): AsyncGenerator<[string, Uint8Array]> {
    const written = [...this.#overlay.entries()].filter(([key]) => key.startsWith(prefix));
    // The character after the slash with which a prefix ends.
    const stored = this.#store.iterator({ gte: prefix, lt: prefix.replace('/', '0') });
    return merge(stored, written);
  }

  async #now(key: string): Promise<Uint8Array | undefined> {
    const written = this.#overlay.get(key);
    return written === undefined ? this.#stored(key) : (written ?? undefined);
  }

  /**
   * Names the state as it is, whatever led to it: 64 hexadecimal digits. Costs by what lies above the store.
   * [docs/decisions/0005]
   */
  async root(): Promise<string> {
    const { root } = await this.#tree();
    return bytesToHex(root);
  }

  /**
   * Writes the overlay, what it changes of the tree over the state, and `more`, to the store in one atomic batch. Other
   * clones must not be used afterwards.
   */
  async persist(more: Iterable<readonly [key: string, value: Uint8Array]> = []): Promise<void> {
    const { records } = await this.#tree();
    const entries = [...this.#overlay.entries(), ...records, ...more];
    await this.#store.batch(
      entries.map(([key, value]) =>
        value === null ? { type: 'del' as const, key } : { type: 'put' as const, key, value },
      ),
    );
    this.#overlay = new Overlay();
    for (const [key, value] of entries) this.#cache.set(key, value);
  }

  /** What the overlay makes of the tree that lies in the store. */
  async #tree(): Promise<TreeUpdate> {
    const named = [...this.#overlay.entries()].filter(([key]) => isNamed(key));
    return updateTree(key => this.#stored(key), named);
  }

  #stored(key: string): Uint8Array | undefined | Promise<Uint8Array | undefined> {
    const known = this.#cache.get(key);
    if (known !== undefined) return known ?? undefined;
    const remember = (value: Uint8Array | undefined): Uint8Array | undefined => {
      this.#cache.set(key, value ?? null);
      return value;
    };
    return canReadNow(this.#store)
      ? remember(this.#store.getSync(key))
      : this.#store.get(key).then(remember);
  }

  #read(key: string): Read<Uint8Array | undefined> {
    const written = this.#overlay.get(key);
    const known = written === undefined ? this.#cache.get(key) : written;
    if (known !== undefined) return { value: known ?? undefined };
    if (canReadNow(this.#store)) {
      const value = this.#store.getSync(key);
      this.#cache.set(key, value ?? null);
      return { value };
    }
    const fetched = this.#store.get(key).then(value => {
      this.#cache.set(key, value ?? null);
    });
    return { wait: fetched };
  }

  #known(key: string): Uint8Array | undefined {
    const written = this.#overlay.get(key);
    return (written === undefined ? this.#cache.get(key) : written) ?? undefined;
  }

  #keys(wanted: (key: string) => boolean): string[] {
    const keys = new Set([...this.#cache.keys(), ...this.#overlay.entries().keys()].filter(wanted));
    return [...keys].sort(compareUtf8);
  }

  #slots(wanted: (key: string) => boolean): Map<Address, Map<string, Uint8Array>> {
    const slots = new Map<Address, Map<string, Uint8Array>>();
    for (const key of this.#keys(it => it.startsWith(SLOT_PREFIX) && wanted(it))) {
      const value = this.#known(key);
      if (value === undefined) continue;
      const [address, name] = splitSlotKey(key);
      const own = slots.get(address) ?? new Map<string, Uint8Array>();
      slots.set(address, own.set(name, value));
    }
    return slots;
  }

  #account(
    address: Address,
    bytes: Uint8Array,
    storage: ReadonlyMap<string, Uint8Array> | undefined,
  ): AccountState {
    const record = decodeAccount(address, bytes);
    const hash = hashOf(record);
    const code = hash === '' ? undefined : this.#known(codeKey(hash));
    return accountState(record, code, storage ?? new Map());
  }

  #recordOf(address: Address): AccountRecord | undefined {
    const bytes = this.#known(accountKey(address));
    return bytes === undefined ? undefined : decodeAccount(address, bytes);
  }
}

/** A store that lives as long as the session. */
export function memoryStore(): Store {
  return new MemoryLevel<string, Uint8Array>({
    storeEncoding: 'view', // No Buffer, so that it runs in a browser.
    keyEncoding: 'utf8',
    valueEncoding: 'view',
  });
}

/** level-supports 6 does not type `getSync` yet; a store that is still opening has it but refuses. */
function canReadNow(store: Store): boolean {
  return (store.supports as { getSync?: boolean }).getSync === true && store.status === 'open';
}

/** Code is named by its hash, which its account has. */
function isNamed(key: string): boolean {
  return key.startsWith(ACCOUNT_PREFIX) || key.startsWith(SLOT_PREFIX);
}

function accountState(
  record: AccountRecord,
  code: Uint8Array | undefined,
  storage: ReadonlyMap<string, Uint8Array>,
): AccountState {
  const { balance, nonce, isContract } = record;
  return {
    balance,
    nonce,
    isContract,
    code: code ?? new Uint8Array(),
    codeHash: hashOf(record),
    storage,
  };
}

function codeOf({ codeLength, codeHash }: AccountRecord): Code {
  return { codeLength, codeHash };
}

function describeCode(code: Uint8Array): Code {
  return {
    codeLength: code.length,
    codeHash: hexToBytes(hashCode(code).padStart(64, '0')) ?? NO_CODE,
  };
}

function hashOf({ codeLength, codeHash }: AccountRecord): string {
  return codeLength === 0 ? '' : SPELLED_HASHES.of(codeHash, 0, codeHash.length);
}

const SPELLED_HASHES = new Spellings<string>(bytesToHex, 32);

/** What was decoded, as long as its bytes are kept, which never change: calls of the firmware ask for it again and again. */
const DECODED = new WeakMap<Uint8Array, AccountRecord>();

function decodeAccount(address: Address, bytes: Uint8Array): AccountRecord {
  const known = DECODED.get(bytes);
  if (known !== undefined) return known;
  const record = decode(accountRecord, bytes, `account ${address}`);
  DECODED.set(bytes, record);
  return record;
}

function then<A, B>(read: Read<A>, map: (value: A) => B): Read<B> {
  return 'wait' in read ? read : { value: map(read.value) };
}
