/** The one error of this folder. */

/** A request that cannot be served, with a sentence for the user. Only `connection.ts` catches it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  /** @param link where the client may send the user, in its own words. [DAP Message.url] */
  constructor(
    message: string,
    readonly link?: { readonly url: string; readonly label: string },
  ) {
    super(message);
  }
}
