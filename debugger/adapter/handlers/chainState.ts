/** The chain's side of a session, beyond DAP: accounts, receipts, and the stops of the run so far. See protocol.ts. */

import type { ReceiptsResponse, StateResponse, StopsResponse } from '../../protocol';
import type { Handler } from '../handler';
import { momentText } from '../stopText';

export const state: Handler<unknown, StateResponse> = session => ({
  accounts: session.engine.accounts(),
});

export const receipts: Handler<unknown, ReceiptsResponse> = session => ({
  receipts: session.engine.receipts(),
});

export const stops: Handler<unknown, StopsResponse> = session => ({
  stops: session.engine.pastStops().map(({ description, where, place }) => ({
    position: where.position,
    description,
    where: momentText(where),
    ...(place && { source: place }),
  })),
});
