/** Where contracts failed in a scenario that is not as expected: it runs once more, and this time somebody looks. */

import { runHeadless } from '../../chain/headless';
import type { ResolvedScenario } from '../../chain/scenario/resolve';
import type { ElfImage } from '../../elf/elfImage';
import { FailureWatch } from '../../engine/failurePlace';
import type { EngineServices, LaunchOptions } from '../../engine/services';
import { findOrigins } from './errorOrigin';
import type { FailureView } from './failureView';
import { readFailures } from './failureView';
import { SourceLines } from './sourceLines';

export interface FailureSearch {
  readonly resolved: ResolvedScenario;
  readonly kernel: ElfImage;
  readonly maxSteps: number | undefined;
  /** Of the transactions of interest. */
  readonly indices: readonly number[];
  /** For a walk in the debugger. */
  readonly launch: LaunchOptions;
  readonly services: EngineServices;
  /** Called now and then; what it throws ends the search. */
  readonly breathe: () => Promise<void>;
}

/** @returns by index of the transaction; none of one in which no contract ran */
export async function findFailures(
  search: FailureSearch,
): Promise<ReadonlyMap<number, readonly FailureView[]>> {
  const { services, indices } = search;
  const lines = new SourceLines(path => services.readFile(path));
  const watch = await runAgain(search);
  if (watch === undefined) return new Map();
  const found = await readFailures(watch, indices, lines);
  const placeless = indices.filter(it => found.get(it)?.some(own => own.place === undefined));
  if (placeless.length === 0) return found;
  const last = Math.max(...placeless);
  const calls = placeless.flatMap(it => watch.failuresOf(it));
  const wanted = new Set(calls.flatMap(({ stack: [top] }) => top?.space ?? []));
  const origins = await findOrigins({ ...search, wanted, last });
  return readFailures(watch, indices, lines, origins);
}

async function runAgain({
  resolved,
  kernel,
  maxSteps,
  breathe,
}: FailureSearch): Promise<FailureWatch | undefined> {
  let watch: FailureWatch | undefined;
  await runHeadless(resolved, {
    kernel,
    breathe,
    watch: run => {
      watch = new FailureWatch({ resolved, kernel, run });
      return watch.observer;
    },
    ...(maxSteps !== undefined && { maxSteps }),
  });
  return watch;
}
