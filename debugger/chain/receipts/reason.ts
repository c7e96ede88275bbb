/** Why a call failed, in words: the kernel's sentence, the panic's message, or what the contract reverted with. */

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

/** Bytes that are meant to be read: UTF-8 without control characters, and not empty. */
function printableText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /^[^\p{C}]+$/u.test(text) ? text : undefined;
  } catch {
    return undefined; // No UTF-8.
  }
}
