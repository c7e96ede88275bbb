/** Receipts out of their JSON: what `receiptJson` wrote, as far as it says it. */

import { MalformedInput } from '../../shared/errors';
import { hexToBytes } from '../../shared/hex';
import type { Address } from '../address';
import { parseAddress } from '../address';
import { SYSCALL_NAMES, SYSCALL_UNKNOWN } from '../abi.generated';
import type { CallRecord, Emission, Receipt, SourcePlace, Trap } from '../receipt';
import { STATUSES } from '../receipt';
import { TRANSACTION_KINDS } from '../transaction';
import { RECEIPT_VERSION } from './receiptJson';

type Json = Readonly<Record<string, unknown>>;

/**
 * A create's image is not in the JSON, and neither are the codes of accounts; what changed in accounts is left out.
 *
 * @throws MalformedInput
 */
export function readReceipts(text: string, source: string): Receipt[] {
  const list = parse(text, source);
  return list.map((it, at) => new ReceiptReader(source, `[${at}]`).receipt(it));
}

function parse(text: string, source: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list;
  } catch {
    // Said below.
  }
  throw new MalformedInput('no-receipts', { source, offset: 0 }, 'not a list of receipts in JSON');
}

class ReceiptReader {
  readonly #calls: CallRecord[] = [];
  readonly #events: Emission[] = [];
  readonly #logs: Emission[] = [];

  constructor(
    private readonly source: string,
    private readonly place: string,
  ) {}

  receipt(given: unknown): Receipt {
    const it = this.#object(given);
    if (it['version'] !== RECEIPT_VERSION) this.#fail(`version ${String(it['version'])}`);
    const calls = this.#list(it['calls']);
    for (const call of calls) this.#call(this.#object(call), undefined, 0);
    const [first] = this.#calls;
    const kind = TRANSACTION_KINDS.find(known => known === it['kind']);
    const gas = this.#object(it['gas']);
    const changes = this.#object(it['changes']);
    const slots = this.#list(changes['slots']).map(slot => this.#slot(this.#object(slot)));
    return {
      index: this.#number(it['index']),
      transaction: {
        kind: kind ?? this.#fail(`kind ${String(it['kind'])}`),
        from: this.#address(it['from']),
        to: this.#address(it['to']),
        value: this.#bigint(it['value']),
        nonce: 'next',
        data: first?.input ?? new Uint8Array(),
        gasLimit: this.#bigint(gas['limit']),
      },
      ...this.#ending(it),
      gasUsed: this.#bigint(gas['used']),
      failedIn: undefined,
      // What was undone is in the tree only; the transaction's own lists have what stays.
      events: this.#list(it['events']).map(event => this.#emission(event, this.#events)),
      logs: this.#list(it['logs']).map(log => this.#emission(log, this.#logs)),
      calls: this.#calls,
      writes: {
        accounts: [],
        slots: slots.map(({ address, key, after }) => ({ address, key, value: after })),
      },
      before: { accounts: [], slots: slots.map(slot => slot.before) },
    };
  }

  #call(it: Json, parent: number | undefined, depth: number): void {
    const index = this.#calls.length;
    const gas = this.#object(it['gas']);
    const made = this.#list(it['changes']).map(slot => this.#slot(this.#object(slot)));
    this.#calls.push({
      index,
      parent,
      depth,
      ...this.#where(it),
      from: this.#address(it['from']),
      to: this.#address(it['to']),
      value: this.#bigint(it['value']),
      input: this.#bytes(it['input']),
      isKept: it['isUndone'] !== true,
      ...this.#ending(it),
      gasLimit: this.#bigint(gas['limit']),
      gasUsed: this.#bigint(gas['used']),
      instructions: this.#bigint(gas['instructions']),
      syscalls: this.#list(gas['syscalls']).map(call => {
        const { name, count, gas: price } = this.#object(call);
        const number = syscallNumber(name);
        return { number, count: this.#number(count), gas: this.#bigint(price) };
      }),
      payments: this.#list(it['payments']).map(payment => {
        const { from, to, value } = this.#object(payment);
        return { from: this.#address(from), to: this.#address(to), value: this.#bigint(value) };
      }),
      created: this.#list(it['created']).map(address => this.#address(address)),
      writes: made.map(({ key, before, after }) => ({ key, before, after })),
    });
    for (const event of this.#list(it['events'])) {
      this.#events.push(this.#emitted(this.#object(event), index));
    }
    for (const log of this.#list(it['logs'])) {
      this.#logs.push(this.#emitted(this.#object(log), index));
    }
    for (const call of this.#list(it['calls'])) this.#call(this.#object(call), index, depth + 1);
  }

  /** What a call of the tree has made, and the transaction kept. */
  #emission(given: unknown, made: readonly Emission[]): Emission {
    const it = this.#object(given);
    const { position } = this.#where(it);
    const known = made.find(own => own.position !== undefined && own.position === position);
    return known ?? this.#emitted(it, 0);
  }

  #emitted(it: Json, call: number): Emission {
    const text = it['text'];
    return {
      call,
      emitter: this.#address(it['emitter']),
      depth: this.#number(it['depth']),
      ...this.#where(it),
      data: typeof text === 'string' ? new TextEncoder().encode(text) : this.#bytes(it['data']),
    };
  }

  #ending(it: Json): Pick<CallRecord, 'status' | 'errorCode' | 'data' | 'reason' | 'trap'> {
    const status = STATUSES.find(known => known === it['status']);
    return {
      status: status ?? this.#fail(`status ${String(it['status'])}`),
      errorCode: this.#number(it['errorCode']),
      data: this.#bytes(it['data']),
      reason: typeof it['reason'] === 'string' ? it['reason'] : undefined,
      trap: it['trap'] === null ? undefined : this.#trap(this.#object(it['trap'])),
    };
  }

  #trap(it: Json): Trap {
    return {
      cause: this.#number(it['cause']),
      pc: this.#number(it['pc']),
      value: this.#number(it['value']),
      contract: this.#address(it['contract']),
    };
  }

  #where(it: Json): Pick<CallRecord, 'pc' | 'position' | 'place'> {
    const { pc, position, source } = it;
    return {
      pc: this.#number(pc),
      position: typeof position === 'number' ? position : undefined,
      place: source === null ? undefined : this.#source(this.#object(source)),
    };
  }

  #source({ path, line, column }: Json): SourcePlace {
    return { path: String(path), line: this.#number(line), column: this.#number(column) };
  }

  #slot(it: Json) {
    const value = (given: unknown): Uint8Array | undefined =>
      given === null ? undefined : this.#bytes(given);
    return {
      address: this.#address(it['address']),
      key: String(it['key']),
      before: value(it['before']),
      after: value(it['after']),
    };
  }

  #object(given: unknown): Json {
    if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as Json;
    return this.#fail('something that is no object');
  }

  #list(given: unknown): readonly unknown[] {
    return Array.isArray(given) ? given : this.#fail('something that is no list');
  }

  #number(given: unknown): number {
    return typeof given === 'number' ? given : this.#fail('something that is no number');
  }

  #bigint(given: unknown): bigint {
    if (typeof given === 'string' && /^\d+$/.test(given)) return BigInt(given);
    return this.#fail('something that is no number in decimal text');
  }

  #bytes(given: unknown): Uint8Array {
    const bytes = typeof given === 'string' ? hexToBytes(given) : undefined;
    return bytes ?? this.#fail('something that is no hexadecimal text');
  }

  #address(given: unknown): Address {
    const address = typeof given === 'string' ? parseAddress(given) : undefined;
    return address ?? this.#fail('something that is no address');
  }

  #fail(what: string): never {
    const { source, place } = this;
    throw new MalformedInput('no-receipt', { source: `${source}${place}`, offset: 0 }, what);
  }
}

function syscallNumber(name: unknown): number {
  return [...SYSCALL_NAMES].find(([, known]) => known === name)?.[0] ?? SYSCALL_UNKNOWN;
}
