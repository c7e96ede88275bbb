/** `avm run --trace`: what a run's instructions are written to. */

import type { ResolvedScenario } from '../chain/scenario/resolve';
import type { ElfImage } from '../elf/elfImage';
import type { TraceScope } from '../engine/trace';
import { Tracer } from '../engine/trace';
import type { ExecServices } from './services';

export interface TraceRunOptions {
  /** The file. */
  readonly trace?: string;
  readonly traceOnly?: Exclude<TraceScope, 'all'>;
}

export interface OpenTrace {
  slice: Tracer['slice'];
  close(): Promise<void>;
}

/** @throws Refusal where the file cannot be written */
export async function openTrace(
  given: string,
  { traceOnly }: TraceRunOptions,
  kernel: ElfImage,
  { programs }: ResolvedScenario,
  services: Pick<ExecServices, 'resolvePath' | 'openForWriting'>,
): Promise<OpenTrace> {
  const sink = await services.openForWriting(services.resolvePath(process.cwd(), given));
  const tracer = new Tracer({
    kernel,
    programs,
    scope: traceOnly ?? 'all',
    write: line => sink.write(`${line}\n`),
  });
  return { slice: (run, steps) => tracer.slice(run, steps), close: () => sink.close() };
}
