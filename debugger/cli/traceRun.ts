/** `avm run --trace`: what a run's instructions are written to. */

import type { ResolvedScenario } from '../chain/scenario/resolve';
import type { ElfImage } from '../elf/elfImage';
import type { TraceScope } from '../engine/trace';
import { Tracer } from '../engine/trace';
import type { ExecServices, TextSink } from './services';
import { Refusal } from './services';

export interface TraceRunOptions {
  /** The file. */
  readonly trace?: string;
  readonly traceOnly?: Exclude<TraceScope, 'all'>;
}

export interface OpenTrace {
  slice: Tracer['slice'];
  close(): void;
}

/** @throws Refusal where the file cannot be written */
export function openTrace(
  given: string,
  { traceOnly }: TraceRunOptions,
  kernel: ElfImage,
  { programs }: ResolvedScenario,
  services: Pick<ExecServices, 'resolvePath' | 'openForWriting'>,
): OpenTrace {
  const sink = open(given, services);
  const tracer = new Tracer({
    kernel,
    programs,
    scope: traceOnly ?? 'all',
    write: line => sink.write(`${line}\n`),
  });
  return { slice: (run, steps) => tracer.slice(run, steps), close: () => sink.close() };
}

function open(
  given: string,
  services: Pick<ExecServices, 'resolvePath' | 'openForWriting'>,
): TextSink {
  try {
    return services.openForWriting(services.resolvePath(process.cwd(), given));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal('not-writable', `${given} cannot be written: ${why}`);
  }
}
