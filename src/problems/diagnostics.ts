/** What rustc says about a build, as rows of the Problems view. Lines and columns count from 0 here, as in an editor. */

import type { RustcDiagnostic, RustcSpan } from '../../debugger/protocol';
import { joinPath } from '../paths';

export interface Problem {
  readonly path: string;
  readonly range: Range;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  /** `E0308`, or a lint's name. */
  readonly code?: string;
  /** Other places that belong to it. */
  readonly related: readonly RelatedPlace[];
}

export interface RelatedPlace {
  readonly path: string;
  readonly range: Range;
  readonly message: string;
}

export interface Range {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * @param crate the folder being built; what has no place of its own is shown at its Cargo.toml
 * @returns undefined for what only sums up others
 */
export function problemOf(crate: string, diagnostic: RustcDiagnostic): Problem | undefined {
  const severity = severityOf(diagnostic.level);
  if (severity === undefined || isSummary(diagnostic)) return undefined;
  const spans = diagnostic.spans.filter(isInFile);
  const primary = spans.find(it => it.is_primary);
  if (primary === undefined && severity !== 'error') return undefined;
  const code = diagnostic.code?.code;
  return {
    path: primary === undefined ? joinPath(crate, 'Cargo.toml') : pathOf(crate, primary),
    range: primary === undefined ? START : rangeOf(primary),
    severity,
    message: messageOf(diagnostic.message, primary?.label),
    ...(code !== undefined && { code }),
    related: spans
      .filter(it => it !== primary && hasText(it.label))
      .map(it => relatedOf(crate, it)),
  };
}

const START: Range = { startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 };

function severityOf(level: string): Problem['severity'] | undefined {
  if (level.startsWith('error')) return 'error';
  if (level === 'warning') return 'warning';
  return level === 'note' || level === 'help' ? 'information' : undefined;
}

/** `aborting due to 2 previous errors` and `3 warnings emitted` have no code, no span and no news. */
function isSummary({ code, spans, message }: RustcDiagnostic): boolean {
  if (spans.length > 0 || (code !== null && code !== undefined)) return false;
  return /^aborting due to |warnings? emitted$/.test(message);
}

/** Code that a macro of the standard library wrote has no file to show. */
function isInFile(span: RustcSpan): boolean {
  return !span.file_name.startsWith('<');
}

function pathOf(crate: string, { file_name: name }: RustcSpan): string {
  return /^(\/|\\\\|[A-Za-z]:[\\/])/.test(name) ? name : joinPath(crate, name);
}

function rangeOf(span: RustcSpan): Range {
  return {
    startLine: span.line_start - 1,
    startColumn: span.column_start - 1,
    endLine: span.line_end - 1,
    endColumn: span.column_end - 1,
  };
}

function relatedOf(crate: string, span: RustcSpan): RelatedPlace {
  return { path: pathOf(crate, span), range: rangeOf(span), message: span.label ?? '' };
}

function messageOf(message: string, label: string | null | undefined): string {
  return hasText(label) ? `${message}\n${label}` : message;
}

function hasText(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text !== '';
}

/** Where the name, number or word of JSON ends that begins at a column; at least one column further. */
export function tokenEnd(line: string, start: number): number {
  const [token = ' '] = /^(?:"(?:\\.|[^"\\])*"?|[\w.+-]+)/.exec(line.slice(start)) ?? [];
  return start + token.length;
}
