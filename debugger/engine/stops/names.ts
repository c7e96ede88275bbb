/** What a stop gives conditions to speak of beside the program's own names: `old`, `new`, an event's fields. */

import type { Value } from '../../chain/abi/value';

export type Names = ReadonlyMap<string, Value>;

export const NO_NAMES: Names = new Map();
