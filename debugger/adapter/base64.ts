/** Bytes as base64 without Node's Buffer, because the adapter also runs in a browser. [RFC 4648 §4] */

import { RequestError } from './requestError';

const CHUNK = 0x8000; // Arguments of one call of String.fromCharCode.

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new RequestError('the data is not base64');
  }
  return Uint8Array.from(binary, it => it.charCodeAt(0));
}
