/** The chain's side of a session, beyond DAP: accounts and receipts. See protocol.ts. */

import type { ReceiptsResponse, StateResponse } from '../../protocol';
import type { Handler } from '../handler';

export const state: Handler<unknown, StateResponse> = session => ({
  accounts: session.engine.accounts(),
});

export const receipts: Handler<unknown, ReceiptsResponse> = session => ({
  receipts: session.engine.receipts(),
});
