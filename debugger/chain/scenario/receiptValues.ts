/** What of a receipt later transactions and expectations can name: its JSON, decoded by the contract's ABI. */

import { bytesToHex } from '../../shared/hex';
import { decodeReturn } from '../abi/calls';
import type { ContractAbi, FunctionAbi } from '../abi/contractAbi';
import { decodeError } from '../abi/errors';
import { decodeEvent, eventName } from '../abi/events';
import type { NamedValue } from '../abi/value';
import type { Json } from '../abi/valueJson';
import { valueToJson } from '../abi/valueJson';
import type { ValueType } from '../abi/valueType';
import type { Address } from '../address';
import type { Emission, Receipt } from '../receipt';

export interface ReceiptWords {
  /** The function that was called, where it was by name. */
  readonly called: FunctionAbi | undefined;
  /** The interface of what stands at an address. */
  readonly abiOf: (address: Address) => ContractAbi;
}

/** `status`, `gas`, `errorCode`, `data`, `return`, `error` with its fields, `events` with theirs. */
export function receiptValues(receipt: Receipt, { called, abiOf }: ReceiptWords): Json {
  const { status, gasUsed, errorCode, data } = receipt;
  const abi = abiOf(receipt.transaction.to);
  const returned = status === 'success' ? returnValue(abi, called, data) : undefined;
  const error = status === 'reverted' ? errorValue(abi, data) : undefined;
  return {
    status,
    gas: gasUsed.toString(),
    errorCode,
    data: `0x${bytesToHex(data)}`,
    ...(returned !== undefined && { return: returned }),
    ...(error !== undefined && { error }),
    events: receipt.events.map(it => eventValue(abiOf(it.emitter), it)),
  };
}

function returnValue(
  abi: ContractAbi,
  called: FunctionAbi | undefined,
  data: Uint8Array,
): Json | undefined {
  const value = called && decodeReturn(abi, called, data);
  if (called?.output === undefined || value === undefined) return undefined;
  return valueToJson(called.output, value, { types: abi.types });
}

function errorValue(abi: ContractAbi, data: Uint8Array): Json | undefined {
  const error = decodeError(abi, data);
  if (error === undefined) return undefined;
  const { name, fields } = error.variant;
  const typeOf = (it: NamedValue): ValueType | undefined =>
    fields.find(own => own.name === it.name)?.type;
  const members = error.fields.flatMap(it => {
    const type = typeOf(it);
    return type === undefined
      ? []
      : [[it.name, valueToJson(type, it.value, { types: abi.types })] as const];
  });
  return { name, ...Object.fromEntries(members) };
}

function eventValue(abi: ContractAbi, { data, emitter }: Emission): Json {
  const event = decodeEvent(abi, data);
  const fields = (event?.fields ?? []).map(
    it => [it.name, valueToJson(it.type, it.value, { types: abi.types })] as const,
  );
  const name = event?.name ?? eventName(data);
  return {
    emitter: `0x${emitter}`,
    data: `0x${bytesToHex(data)}`,
    ...(name !== undefined && { name }),
    ...Object.fromEntries(fields),
  };
}
