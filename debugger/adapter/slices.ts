/** Work in slices, between which messages are read. */

import type { Call } from './handler';
import { RequestError } from './requestError';
import type { Session } from './session';

/** So many rows take some ten milliseconds to make. */
const SLICE_ROWS = 5000;

/**
 * Rows that are made as they are asked for; at once where they are few, so that responses keep the order of their requests.
 * @throws RequestError where the client gives up, or lets the machine go on
 */
export function inSlices<Row>(
  session: Session,
  { signal }: Call,
  rows: Iterable<Row>,
): Row[] | Promise<Row[]> {
  const made: Row[] = [];
  const iterator = rows[Symbol.iterator]();
  if (makeSome(iterator, made)) return made;
  return makeAll(session, signal, iterator, made);
}

async function makeAll<Row>(
  session: Session,
  signal: AbortSignal,
  iterator: Iterator<Row>,
  made: Row[],
): Promise<Row[]> {
  const { stopNumber } = session;
  do {
    await nextTurn();
    signal.throwIfAborted();
    if (session.stopNumber !== stopNumber) {
      throw new RequestError('the machine has gone on meanwhile: ask again');
    }
  } while (!makeSome(iterator, made));
  return made;
}

/** @returns whether those were all */
function makeSome<Row>(iterator: Iterator<Row>, made: Row[]): boolean {
  for (let count = 0; count < SLICE_ROWS; count++) {
    const { value, done } = iterator.next();
    if (done === true) return true;
    made.push(value);
  }
  return false;
}

/** Resolves when the messages that have arrived are read. A browser has no setImmediate. */
export function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
