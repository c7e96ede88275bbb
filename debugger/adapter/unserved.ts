/**
 * What the protocol has and this adapter has not, each with the reason. The reasons of requests are what clients are told.
 * A test holds this against what is served, and docs/dap.md is written from both.
 */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

/** [DAP requests] */
export const unserved: Readonly<Record<string, string>> = {
  terminateThreads:
    'the one thread is the machine, which cannot go on without it: terminate the session instead',
};

/** [DAP Capabilities] */
export const withheld: Partial<Readonly<Record<keyof Dap.Capabilities, string>>> = {
  supportsExceptionOptions: 'the protocol has replaced them by filter options, which are served',
  supportsTerminateThreadsRequest: 'there is one thread, and it is the machine',
  supportsSingleThreadExecutionRequests: 'there is one thread',
};

/** [DAP events] */
export const unsent: Readonly<Record<string, string>> = {
  capabilities: 'what is served does not change in a session',
};
