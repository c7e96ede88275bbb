/** Calls and commit records in which nothing happens, for tests that only care about a field or two. */

import type { Address } from './address';
import type { CommitRecord } from './firmware/records';
import type { CallRecord } from './receipt';

const NOTHING = new Uint8Array();

export function quietCall(from: Address, to: Address): CallRecord {
  return {
    index: 0,
    parent: undefined,
    depth: 0,
    pc: 0,
    position: undefined,
    place: undefined,
    from,
    to,
    value: 0n,
    input: NOTHING,
    isKept: true,
    status: 'success',
    errorCode: 0,
    data: NOTHING,
    reason: undefined,
    trap: undefined,
    gasLimit: 100n,
    gasUsed: 0n,
    instructions: 0n,
    syscalls: [],
    payments: [],
    created: [],
    writes: [],
  };
}

/** As the kernel hands it over. */
export function quietCommit(failedIn: Address): CommitRecord {
  return {
    version: 2,
    status: 'success',
    errorCode: 0,
    gasUsed: 0n,
    data: NOTHING,
    reason: '',
    fault: { cause: 0, pc: 0, value: 0 },
    failedIn,
    events: [],
    logs: [],
    calls: [],
    accounts: [],
    slots: [],
  };
}
