/** What cargo prints with `--message-format=json`, a line at a time: diagnostics and the executables it made. */

import { isAbsolute, join } from 'node:path';

/** A part of the source that a diagnostic speaks of. Lines and columns count from 1. */
export interface BuildSpan {
  /** Absolute. */
  readonly file_name: string;
  readonly line_start: number;
  readonly line_end: number;
  readonly column_start: number;
  readonly column_end: number;
  readonly is_primary: boolean;
  readonly label?: string | null;
}

/** A diagnostic in rustc's own form, with absolute paths. */
export interface BuildMessage {
  readonly level: string;
  readonly message: string;
  /** As the terminal shows it. */
  readonly rendered?: string;
  readonly code?: { readonly code: string } | null;
  readonly spans: readonly BuildSpan[];
}

export type CargoMessage =
  | { readonly kind: 'diagnostic'; readonly message: BuildMessage }
  | {
      readonly kind: 'executable';
      readonly path: string;
      readonly manifest: string;
      readonly name: string;
      /** Of src/main.rs: the one that is meant where nobody says which. */
      readonly isMain: boolean;
    }
  | { readonly kind: 'other' };

interface CargoLine {
  reason?: string;
  message?: BuildMessage;
  executable?: string | null;
  manifest_path?: string;
  target?: { name?: string; kind?: string[]; src_path?: string };
}

/**
 * @param workspace the folder that rustc's relative paths start from: the cargo workspace's
 * @returns undefined where the line is no message of cargo's: a build script may print what it likes
 */
export function readCargoMessage(line: string, workspace: string): CargoMessage | undefined {
  const parsed = parseLine(line);
  if (parsed === undefined) return undefined;
  if (parsed.reason === 'compiler-message' && parsed.message !== undefined) {
    return { kind: 'diagnostic', message: buildMessage(parsed.message, workspace) };
  }
  const isProgram = parsed.target?.kind?.includes('bin') === true;
  if (parsed.reason === 'compiler-artifact' && isProgram && typeof parsed.executable === 'string') {
    return {
      kind: 'executable',
      path: parsed.executable,
      manifest: parsed.manifest_path ?? '',
      name: parsed.target?.name ?? '',
      isMain: /[\\/]src[\\/]main\.rs$/.test(parsed.target?.src_path ?? ''),
    };
  }
  return { kind: 'other' };
}

function parseLine(line: string): CargoLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as CargoLine;
  } catch {
    return undefined;
  }
}

/** What is used of a diagnostic: rustc says much more, in a form that changes with its version. */
function buildMessage(said: BuildMessage, workspace: string): BuildMessage {
  const { level, message, rendered, code } = said;
  return {
    level,
    message,
    ...(rendered !== undefined && { rendered }),
    ...(code && { code: { code: code.code } }),
    spans: said.spans.map(it => buildSpan(it, workspace)),
  };
}

function buildSpan(span: BuildSpan, workspace: string): BuildSpan {
  const { line_start, line_end, column_start, column_end, is_primary, label } = span;
  return {
    file_name: isAbsolute(span.file_name) ? span.file_name : join(workspace, span.file_name),
    line_start,
    line_end,
    column_start,
    column_end,
    is_primary,
    ...(label !== undefined && { label }),
  };
}
