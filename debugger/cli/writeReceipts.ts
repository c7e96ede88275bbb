/** `--receipts`: what a run leaves for other programs. */

import { encodeReceipts, toAvmReceipt } from '../chain/codec/receipt';
import type { Receipt } from '../chain/receipt';
import { receiptJson } from '../chain/receipts/receiptJson';
import { checkAvmValue } from './avmValues';
import type { CliServices } from './services';
import { Refusal } from './services';
import type { Terminal } from './terminal';

export interface ReceiptOptions {
  /** A file, or - for the terminal; nothing is written unless told. */
  readonly receipts?: string;
  readonly receiptsFormat: 'json' | 'avm';
}

export async function writeReceipts(
  receipts: readonly Receipt[],
  { receipts: given, receiptsFormat }: ReceiptOptions,
  services: CliServices,
  terminal: Terminal,
): Promise<void> {
  if (given === undefined) return;
  if (given === '-') {
    if (receiptsFormat === 'avm') {
      throw new Refusal('not-writable', "aVM's bytes go to a file, not to the terminal");
    }
    terminal.line(asJson(receipts));
    return;
  }
  if (receiptsFormat === 'avm') {
    for (const [index, { transaction }] of receipts.entries()) checkAvmValue(transaction, index);
  }
  const bytes =
    receiptsFormat === 'avm'
      ? encodeReceipts(receipts.map(it => toAvmReceipt(withNonce(it))))
      : new TextEncoder().encode(`${asJson(receipts)}\n`);
  const path = services.resolvePath(process.cwd(), given);
  await services.writeFile(path, bytes);
}

function asJson(receipts: readonly Receipt[]): string {
  return JSON.stringify(receipts.map(receiptJson), null, 2);
}

/** aVM's bytes have a nonce; of a transaction that left it to the chain it is what its sender had. */
function withNonce(receipt: Receipt): Receipt {
  const { transaction, writes, before } = receipt;
  if (transaction.nonce !== 'next') return receipt;
  const at = writes.accounts.findIndex(it => it.address === transaction.from);
  const nonce = before.accounts[at]?.nonce ?? 0n;
  return { ...receipt, transaction: { ...transaction, nonce } };
}
