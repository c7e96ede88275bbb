/** A receipt in a few lines of a terminal. */

import type { ReceiptView } from '../../debugger/protocol';
import { bold, dim, green, red } from './terminal';

export function printReceipt(receipt: ReceiptView): void {
  const status = receipt.status === 'success' ? green(receipt.status) : red(receipt.status);
  console.log(
    `  ${bold(receipt.title)}  ${status}  ${dim(`gas ${receipt.gasUsed} of ${receipt.gasLimit}`)}`,
  );
  if (receipt.reason !== undefined) console.log(`      reason: ${receipt.reason}`);
  if (receipt.decodedData !== undefined) console.log(`      returned ${receipt.decodedData}`);
  else if (receipt.data !== '') console.log(`      returned ${receipt.data}`);
  for (const event of receipt.events) {
    const fields = event.fields.map(it => `${it.name}: ${it.value}`).join(', ');
    console.log(`      event ${event.emitterLabel}.${event.name ?? event.data} { ${fields} }`);
  }
  for (const log of receipt.logs) console.log(dim(`      log ${log.text}`));
  for (const it of receipt.expectation?.differences ?? []) console.log(red(`      ${it}`));
}
