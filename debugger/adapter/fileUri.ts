/** Paths as `file:` URIs and back, for clients that speak URIs. [RFC 8089] */

import { RequestError } from './requestError';

const SCHEME = 'file://';

export function pathToUri(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const rooted = slashed.startsWith('/') ? slashed : `/${slashed}`; // A Windows drive follows the root.
  return SCHEME + rooted.split('/').map(encodeURIComponent).join('/');
}

export function isFileUri(text: string): boolean {
  return text.startsWith(`${SCHEME}/`);
}

export function uriToPath(uri: string): string {
  if (!isFileUri(uri)) throw new RequestError(`not the URI of a file: ${uri}`);
  const path = decode(uri.slice(SCHEME.length), uri);
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

function decode(text: string, uri: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RequestError(`not the URI of a file: ${uri}`);
  }
}
