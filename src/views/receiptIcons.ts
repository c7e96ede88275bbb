/** A receipt's status as an icon, a colour and words. */

import type { ReceiptStatus } from '../../debugger/protocol';
import type { NodeIcon } from './node';

const statuses: Readonly<Record<ReceiptStatus, NodeIcon & { readonly words: string }>> = {
  success: { name: 'pass', color: 'testing.iconPassed', words: 'success' },
  failed: { name: 'error', color: 'testing.iconFailed', words: 'failed' },
  reverted: { name: 'discard', color: 'testing.iconFailed', words: 'reverted' },
  panicked: { name: 'flame', color: 'testing.iconErrored', words: 'panicked' },
  trapped: { name: 'zap', color: 'testing.iconErrored', words: 'trapped' },
  outOfGas: { name: 'dashboard', color: 'testing.iconErrored', words: 'out of gas' },
  rejected: { name: 'circle-slash', color: 'testing.iconSkipped', words: 'rejected' },
};

export function statusIcon(status: ReceiptStatus): NodeIcon {
  const { name, color } = statuses[status];
  return { name, ...(color !== undefined && { color }) };
}

export function statusWords(status: ReceiptStatus): string {
  return statuses[status].words;
}
