/** Why a call failed, in words: the kernel's sentence, the panic's message, or what the contract reverted with. */

import type { ContractAbi } from '../abi/contractAbi';
import { explainError } from '../abi/errors';
import type { Labels } from '../abi/value';
import type { CallRecord } from '../receipt';

/** undefined where neither kernel nor contract says anything. */
export function reasonOf({
  status,
  reason,
  data,
}: Pick<CallRecord, 'status' | 'reason' | 'data'>): string | undefined {
  if (reason !== undefined) return reason;
  return status === 'reverted' ? printableText(data) : undefined;
}

/**
 * The same, with the contract's own error in its words.
 *
 * @param abis of the contract, then of others whose error it may have passed on
 */
export function reasonInWords(
  abis: Iterable<ContractAbi>,
  it: Pick<CallRecord, 'status' | 'reason' | 'data'>,
  labels?: Labels,
): string | undefined {
  const error = it.status === 'reverted' ? explainError(abis, it.data, labels) : undefined;
  return error ?? reasonOf(it);
}

/** How a call ended, and why: `panicked (insufficient)`, or `panicked at src/main.rs:3:5: …`, as Rust's own begin. */
export function endingInWords(status: string, reason: string | undefined): string {
  if (reason === undefined || reason.startsWith(`${status} `)) return reason ?? status;
  return `${status} (${reason})`;
}

/** Bytes that are meant to be read: UTF-8 without control characters, and not empty. */
function printableText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /^[^\p{C}]+$/u.test(text) ? text : undefined;
  } catch {
    return undefined; // No UTF-8.
  }
}
