/** The calls of a transaction as the tree that they are, with what became of each. */

import type { CallRecord, Emission, Receipt } from '../receipt';

export interface CallNode {
  readonly call: CallRecord;
  /** What it did is gone: it failed, or a caller above it did. */
  readonly isUndone: boolean;
  readonly events: readonly Emission[];
  readonly logs: readonly Emission[];
  /** The calls that it made, in their order. */
  readonly calls: readonly CallNode[];
}

type Grown = CallNode & { readonly events: Emission[]; logs: Emission[]; calls: CallNode[] };

/** The outermost calls: one, or none where no contract was called. */
export function callTree({ calls, events, logs }: Receipt): readonly CallNode[] {
  const roots: CallNode[] = [];
  const nodes: Grown[] = [];
  for (const call of calls) {
    // The commit's reader has made sure that callers come first.
    const parent = call.parent === undefined ? undefined : nodes[call.parent];
    const isUndone = !call.isKept || parent?.isUndone === true;
    const node: Grown = { call, isUndone, events: [], logs: [], calls: [] };
    nodes.push(node);
    (parent?.calls ?? roots).push(node);
  }
  for (const it of events) nodes[it.call]?.events.push(it);
  for (const it of logs) nodes[it.call]?.logs.push(it);
  return roots;
}

/** Every call of a tree, callers before callees. */
export function* everyCall(nodes: readonly CallNode[]): Iterable<CallNode> {
  for (const it of nodes) {
    yield it;
    yield* everyCall(it.calls);
  }
}
