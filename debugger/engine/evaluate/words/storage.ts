/** The storage of an account by the names of its ABI: `storage.Balances[alice]`, `storage.Metadata.decimals`. */

import { BORSH } from '../../../chain/abi/codec';
import type { ContractAbi, StorageAbi } from '../../../chain/abi/contractAbi';
import type { DecodedSlot } from '../../../chain/abi/storage';
import { STRUCT_DOMAIN, decodeStorage } from '../../../chain/abi/storage';
import type { Address } from '../../../chain/address';
import { addressToBytes } from '../../../chain/address';
import { abiAt } from '../../../chain/describe/context';
import { bytesToHex } from '../../../shared/hex';
import { EvaluationError } from '../../evaluationError';
import type { Target } from '../../target';
import type { ChainMember, ChainObject } from '../chainObject';
import { chain, counted } from '../chainObject';
import { bytesOf } from '../members';
import type { Operand, ValuePlace } from '../operand';
import { number } from '../operand';
import { INTEGER_TYPES } from '../integer';
import { describe, primitive } from '../primitives';
import { bytesOperand, keyBytes, optionVariant, valueOperand } from './abiValue';
import { keysOf, slotAt } from './slots';

/** An account with what its program says of it. */
interface Contract {
  readonly target: Target;
  readonly account: Address;
  readonly abi: ContractAbi;
}

export function storageOperand(target: Target, account: Address): Operand {
  const contract = { target, account, abi: abiAt(target.words, account) };
  return chain({
    type: 'Storage',
    get text() {
      return `${counted(keysOf(target, account).length, 'slot')} of ${target.labelOf(account)}`;
    },
    members: () => [...declared(contract), ...undeclared(contract)],
    member(name) {
      const declaration = contract.abi.storage.find(it => it.name === name);
      return declaration && declaredOperand(contract, declaration);
    },
  });
}

function declared(contract: Contract): ChainMember[] {
  return contract.abi.storage.map(it => ({ name: it.name, value: declaredOperand(contract, it) }));
}

function declaredOperand(contract: Contract, it: StorageAbi): Operand {
  if (it.kind === 'map') return domainOperand(contract, it.domain, it);
  return slotOperand(contract, it.domain, `${it.domain}:${it.keyHex ?? ''}`);
}

/** What is there and was announced by nobody: by the domain, and each struct by its key, which is its name. */
function undeclared(contract: Contract): ChainMember[] {
  const { target, account, abi } = contract;
  const known = new Set(abi.storage.map(it => it.domain));
  const found = new Map<string, Operand>();
  for (const key of keysOf(target, account)) {
    const domain = domainOf(key);
    if (domain === STRUCT_DOMAIN) {
      const isDeclared = abi.storage.some(it => `${it.domain}:${it.keyHex ?? ''}` === key);
      const { label } = decodeStorage(abi, key, slotAt(target, account, key) ?? new Uint8Array());
      if (!isDeclared) found.set(label, slotOperand(contract, domain, key));
    } else if (!known.has(domain) && !found.has(domain)) {
      found.set(domain, domainOperand(contract, domain, undefined));
    }
  }
  return [...found].map(([name, value]) => ({ name, value }));
}

function domainOf(key: string): string {
  const colon = key.indexOf(':');
  return colon < 0 ? key : key.slice(0, colon);
}

/** All slots of a domain, and each by its key. */
function domainOperand(
  contract: Contract,
  domain: string,
  declaration: StorageAbi | undefined,
): Operand {
  const { target, account, abi } = contract;
  const keys = (): string[] => keysOf(target, account).filter(it => domainOf(it) === domain);
  const name = declaration?.name ?? domain;
  return chain({
    type: 'Domain',
    get text() {
      return counted(keys().length, 'slot');
    },
    place: { kind: 'slot', account, domain, key: undefined },
    members: () =>
      keys().map(key => {
        const { label } = decodeStorage(abi, key, new Uint8Array(), target.resolved.labels);
        return {
          name: label.startsWith(name) ? label.slice(name.length) : label,
          value: slotOperand(contract, domain, key),
        };
      }),
    at(given) {
      const bytes = encodeKey(contract, declaration, given);
      if (bytes === undefined) {
        throw new EvaluationError(`${given.map(describe).join(', ')} is no key of ${name}`);
      }
      return slotOperand(contract, domain, `${domain}:${bytesToHex(bytes)}`);
    },
  });
}

/** By the type that the ABI gives, else as clibc makes keys: the bytes of addresses and texts, one after the other. */
function encodeKey(
  { abi }: Contract,
  declaration: StorageAbi | undefined,
  keys: readonly Operand[],
): Uint8Array | undefined {
  const type = declaration?.layout === 'borsh' ? declaration.key : undefined;
  if (type !== undefined) return keyBytes({ ...BORSH, types: abi.types }, type, keys);
  const parts: number[] = [];
  for (const key of keys) {
    const it = primitive(key);
    const bytes =
      it.kind === 'address'
        ? addressToBytes(it.address)
        : it.kind === 'text'
          ? new TextEncoder().encode(it.value)
          : bytesOf(it);
    if (bytes === undefined) return undefined;
    parts.push(...bytes);
  }
  return Uint8Array.from(parts);
}

function slotOperand(contract: Contract, domain: string, key: string): Operand {
  const { account } = contract;
  return chain(new Slot(contract, key, { kind: 'slot', account, domain, key }));
}

/** A slot as bytes say it is: what is there now, or what was there when a breakpoint looked. */
export function slotBinding(
  target: Target,
  account: Address,
  key: string,
  bytes: Uint8Array | undefined,
): Operand {
  const contract = { target, account, abi: abiAt(target.words, account) };
  return chain(new Slot(contract, key, undefined, { bytes }));
}

/** Read and decoded once, when it is first asked for. */
class Slot implements ChainObject {
  #read: { readonly bytes: Uint8Array | undefined } | undefined;
  #decoded: DecodedSlot | undefined;

  constructor(
    private readonly contract: Contract,
    private readonly key: string,
    readonly slot: ValuePlace | undefined,
    fixed?: { readonly bytes: Uint8Array | undefined },
  ) {
    this.#read = fixed;
  }

  get place(): ValuePlace | undefined {
    return this.slot;
  }

  get text(): string {
    return this.#slot?.text ?? 'nothing';
  }

  get type(): string | undefined {
    const inner = this.#operand;
    if (inner?.kind === 'integer') return inner.type.name;
    return inner?.kind === 'chain' ? inner.object.type : undefined;
  }

  get value(): Operand | undefined {
    const inner = this.#operand;
    return inner?.kind === 'chain' ? inner.object.value : inner;
  }

  /** Where nothing is stored it is None, and Some where something is, unless it is an enum itself. */
  get variant() {
    const inner = this.#operand;
    if (inner === undefined) return optionVariant([]);
    return (inner.kind === 'chain' ? inner.object.variant : undefined) ?? optionVariant([inner]);
  }

  get members() {
    const inner = this.#operand;
    return inner?.kind === 'chain' ? inner.object.members : undefined;
  }

  get count(): number | undefined {
    const inner = this.#operand;
    return inner?.kind === 'chain' ? inner.object.count : undefined;
  }

  element(index: number): Operand {
    const inner = this.#operand;
    const element = inner?.kind === 'chain' ? inner.object.element?.(index) : undefined;
    if (element === undefined) throw new EvaluationError(`there is no element ${index}`);
    return element;
  }

  get #bytes(): Uint8Array | undefined {
    const { target, account } = this.contract;
    this.#read ??= { bytes: slotAt(target, account, this.key) };
    return this.#read.bytes;
  }

  get #slot(): DecodedSlot | undefined {
    const bytes = this.#bytes;
    if (bytes === undefined) return undefined;
    const { abi, target } = this.contract;
    this.#decoded ??= decodeStorage(abi, this.key, bytes, target.resolved.labels);
    return this.#decoded;
  }

  /** undefined where there is nothing. */
  get #operand(): Operand | undefined {
    const slot = this.#slot;
    const bytes = this.#bytes;
    if (slot === undefined || bytes === undefined) return undefined;
    const { labels } = this.contract.target.resolved;
    const { typed, fields, integer, text } = slot;
    if (typed !== undefined) return valueOperand(typed.value, typed.type, labels);
    if (fields !== undefined) {
      const members = fields.map(it => ({
        name: it.name,
        value: valueOperand(it.value, it.type, labels),
      }));
      return chain({ text, members: () => members });
    }
    if (integer === undefined) return bytesOperand(bytes);
    const type = INTEGER_TYPES.get(`u${bytes.length * 8}`);
    return type && number({ type, value: integer });
  }
}
