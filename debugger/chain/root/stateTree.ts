/**
 * The tree over the state, whose root names it: the same accounts and slots give the same root, in whatever order and by
 * whatever way they came to be. [docs/decisions/0005]
 *
 *   path    first 20 bits of SHA-256 of the database key, as five hexadecimal digits
 *   entry   SHA-256(0, length of the key as u32, key, value)
 *   bucket  SHA-256(1, for each entry with that path: SHA-256 of its key, entry), ascending by the former
 *   node    SHA-256(2, u16 with a bit for each child that there is, their hashes), for paths of four digits down to none
 *
 * The root is the node with the empty path, or zeros where there is nothing at all.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { ByteWriter } from '../../shared/byteWriter';
import { MalformedInput } from '../../shared/errors';
import { bytesToHex } from '../../shared/hex';

/** Keys of the database under which nodes and buckets lie: this, then the path. */
export const TREE_PREFIX = 't/';

const DEPTH = 5;
const HASH_BYTES = 32;
const ENTRY_BYTES = 2 * HASH_BYTES;
const BITMAP_BYTES = 2;
const TAG = { ENTRY: 0, BUCKET: 1, NODE: 2 } as const;

/** A record as it lies in the database; undefined where there is none. */
export type ReadRecord = (key: string) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

/** What a change of the state changes of the tree. */
export interface TreeUpdate {
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** Records by database key; null where one is gone. */
  readonly records: ReadonlyMap<string, Uint8Array | null>;
}

interface Change {
  readonly keyHash: Uint8Array;
  /** undefined where the entry is gone. */
  readonly entry: Uint8Array | undefined;
}

/**
 * Costs by the number of changes, and hardly by the size of the state: a bucket and five nodes are read and written for
 * each, fewer where paths meet.
 *
 * @param changes values by database key; null where one was deleted
 */
export async function updateTree(
  read: ReadRecord,
  changes: Iterable<readonly [key: string, value: Uint8Array | null]>,
): Promise<TreeUpdate> {
  const records = new Map<string, Uint8Array | null>();
  let hashes = new Map<string, Uint8Array | undefined>();
  for (const [path, own] of byPath(changes)) {
    const key = TREE_PREFIX + path;
    const bucket = changeBucket(checked(key, await read(key), isBucket), own);
    records.set(key, bucket);
    hashes.set(path, bucket === null ? undefined : tagged(TAG.BUCKET, bucket));
  }
  for (let depth = DEPTH - 1; depth >= 0; depth--) {
    const parents = new Map<string, Uint8Array | undefined>();
    for (const [path, children] of byParent(hashes)) {
      const key = TREE_PREFIX + path;
      const node = changeNode(checked(key, await read(key), isNode), children);
      records.set(key, node);
      parents.set(path, node === null ? undefined : tagged(TAG.NODE, node));
    }
    hashes = parents;
  }
  return { root: hashes.get('') ?? (await rootOf(read)), records };
}

/** The root of the tree as it lies in the database. */
export async function rootOf(read: ReadRecord): Promise<Uint8Array> {
  const node = await read(TREE_PREFIX);
  return node === undefined ? new Uint8Array(HASH_BYTES) : tagged(TAG.NODE, node);
}

function byPath(
  changes: Iterable<readonly [string, Uint8Array | null]>,
): ReadonlyMap<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const [key, value] of changes) {
    const name = new TextEncoder().encode(key);
    const keyHash = sha256(name);
    const path = pathOf(keyHash);
    const entry = value === null ? undefined : hashEntry(name, value);
    const group = groups.get(path);
    if (group === undefined) groups.set(path, [{ keyHash, entry }]);
    else group.push({ keyHash, entry });
  }
  return groups;
}

function pathOf(keyHash: Uint8Array): string {
  return bytesToHex(keyHash.subarray(0, 3)).slice(0, DEPTH);
}

/** The bucket that an entry of the state is in, by the key of the database. */
export function bucketOf(key: string): string {
  return TREE_PREFIX + pathOf(sha256(new TextEncoder().encode(key)));
}

/** New hashes by digit, for each parent. */
function byParent(
  hashes: ReadonlyMap<string, Uint8Array | undefined>,
): ReadonlyMap<string, Map<number, Uint8Array | undefined>> {
  const groups = new Map<string, Map<number, Uint8Array | undefined>>();
  for (const [path, hash] of hashes) {
    const parent = path.slice(0, -1);
    const children = groups.get(parent) ?? new Map<number, Uint8Array | undefined>();
    groups.set(parent, children.set(Number.parseInt(path.slice(-1), 16), hash));
  }
  return groups;
}

function hashEntry(key: Uint8Array, value: Uint8Array): Uint8Array {
  return tagged(TAG.ENTRY, new ByteWriter().counted(key).raw(value).finish());
}

/** Entries ascend by the hash of their key. */
function changeBucket(
  before: Uint8Array | undefined,
  changes: readonly Change[],
): Uint8Array | null {
  const entries = new Map<string, Uint8Array>();
  const count = (before?.length ?? 0) / ENTRY_BYTES;
  for (let at = 0; at < count; at++) {
    const record = before?.subarray(at * ENTRY_BYTES, (at + 1) * ENTRY_BYTES) ?? new Uint8Array();
    entries.set(bytesToHex(record.subarray(0, HASH_BYTES)), record);
  }
  for (const { keyHash, entry } of changes) {
    const name = bytesToHex(keyHash);
    if (entry === undefined) entries.delete(name);
    else entries.set(name, new ByteWriter().raw(keyHash).raw(entry).finish());
  }
  if (entries.size === 0) return null;
  const w = new ByteWriter();
  for (const name of [...entries.keys()].sort()) w.raw(entries.get(name) ?? new Uint8Array());
  return w.finish();
}

function changeNode(
  before: Uint8Array | undefined,
  changes: ReadonlyMap<number, Uint8Array | undefined>,
): Uint8Array | null {
  const children = childrenOf(before);
  for (const [digit, hash] of changes) children[digit] = hash;
  const present = children.filter(it => it !== undefined);
  if (present.length === 0) return null;
  const bitmap = children.reduce((bits, it, at) => (it === undefined ? bits : bits | (1 << at)), 0);
  const w = new ByteWriter().u16(bitmap);
  for (const it of present) w.raw(it);
  return w.finish();
}

function childrenOf(node: Uint8Array | undefined): (Uint8Array | undefined)[] {
  const children = Array<Uint8Array | undefined>(16).fill(undefined);
  if (node === undefined) return children;
  const bitmap = (node[0] ?? 0) | ((node[1] ?? 0) << 8);
  let at = BITMAP_BYTES;
  for (let digit = 0; digit < 16; digit++) {
    if ((bitmap & (1 << digit)) === 0) continue;
    children[digit] = node.subarray(at, at + HASH_BYTES);
    at += HASH_BYTES;
  }
  return children;
}

const isBucket = (it: Uint8Array): boolean => it.length > 0 && it.length % ENTRY_BYTES === 0;

function isNode(it: Uint8Array): boolean {
  const children = childrenOf(it).filter(child => child !== undefined).length;
  return children > 0 && it.length === BITMAP_BYTES + children * HASH_BYTES;
}

/** A database that something else has written to must not become a root that looks right. */
function checked(
  key: string,
  record: Uint8Array | undefined,
  isSound: (record: Uint8Array) => boolean,
): Uint8Array | undefined {
  if (record === undefined || isSound(record)) return record;
  throw new MalformedInput(
    'damaged-state-tree',
    { source: key, offset: 0 },
    `${record.length} bytes`,
  );
}

function tagged(tag: number, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + content.length);
  bytes[0] = tag;
  bytes.set(content, 1);
  return sha256(bytes);
}
