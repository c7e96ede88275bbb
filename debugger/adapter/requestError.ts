/** The one error of this folder. */

/** A request that cannot be served, with a sentence for the user. Only `connection.ts` catches it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}
