/** The scopes of a frame, in the order in which they are shown. */

import { callScope } from './callScope';
import { csrScope } from './csrScope';
import { localsScope } from './localsScope';
import { memoryScope } from './memoryScope';
import { pageTableScope } from './pageTableScope';
import { registersScope } from './registersScope';
import type { ScopeProvider } from './scopeProvider';
import { staticsScope } from './staticsScope';
import { storageScope } from './storageScope';

export const scopeProviders: readonly ScopeProvider[] = [
  localsScope,
  staticsScope,
  registersScope,
  csrScope,
  callScope,
  storageScope,
  memoryScope,
  pageTableScope,
];
