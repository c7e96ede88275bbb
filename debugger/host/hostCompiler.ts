/** What Node's compiler of WebAssembly is told. It changes how long things take, and nothing else. */

import { setFlagsFromString } from 'node:v8';

/**
 * Bytes of a function, as often as they are executed, before V8 compiles it a second time, better. Node 20's 1,800,000 are
 * reached while more is being translated: its threads then compile what is lukewarm, on the cores that the guest runs on. Code
 * that is hot reaches this in some milliseconds too, and later V8s have about as much. [docs/translation.md]
 */
const TIERING_BUDGET = 5_000_000;

/** From this V8 on, Chrome 137's, hints about branches are heeded unasked; whoever asks a later one may be told off. */
const HEEDS_HINTS = { major: 13, minor: 7 };

/** To be called before a machine is made. */
export function settleCompiler(): void {
  setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
  if (!heedsHints()) setFlagsFromString('--experimental-wasm-branch-hinting');
}

function heedsHints(): boolean {
  const [major = 0, minor = 0] = process.versions.v8.split('.').map(Number);
  return major > HEEDS_HINTS.major || (major === HEEDS_HINTS.major && minor >= HEEDS_HINTS.minor);
}
