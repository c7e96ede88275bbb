/** How this client counts lines and columns, writes paths, and what it can show. [DAP initialize] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { isFileUri, pathToUri, uriToPath } from './fileUri';

/**
 * They count where a completion starts from 0, whatever base they announce:
 * microsoft/vscode, contrib/debug/browser/repl.ts; mfussenegger/nvim-dap, lua/dap/repl.lua: omnifunc.
 */
const COMPLETE_FROM_0: readonly (string | undefined)[] = ['vscode', 'neovim'];

/** Inside the debugger lines and columns count from 1 and paths are the system's; here is where that changes. */
export class ClientOptions {
  readonly #lineBase: number;
  readonly #columnBase: number;
  readonly #completionBase: number;
  readonly #usesUris: boolean;
  /** Opens `command:` links, and has a list of problems. */
  readonly isVsCode: boolean;
  readonly showsTypes: boolean;
  readonly showsProgress: boolean;
  readonly hearsMemory: boolean;
  readonly hearsInvalidated: boolean;
  readonly showsAnsi: boolean;

  constructor(args?: Dap.InitializeRequestArguments) {
    this.#lineBase = args?.linesStartAt1 === false ? 1 : 0;
    this.#columnBase = args?.columnsStartAt1 === false ? 1 : 0;
    this.#completionBase = COMPLETE_FROM_0.includes(args?.clientID) ? 1 : this.#columnBase;
    this.#usesUris = args?.pathFormat === 'uri';
    this.isVsCode = args?.clientID === 'vscode';
    this.showsTypes = args?.supportsVariableType === true;
    this.showsProgress = args?.supportsProgressReporting === true;
    this.hearsMemory = args?.supportsMemoryEvent === true;
    this.hearsInvalidated = args?.supportsInvalidatedEvent === true;
    this.showsAnsi = args?.supportsANSIStyling === true;
  }

  lineToClient(line: number): number {
    return line - this.#lineBase;
  }

  lineFromClient(line: number): number {
    return line + this.#lineBase;
  }

  columnToClient(column: number): number {
    return column - this.#columnBase;
  }

  columnFromClient(column: number): number {
    return column + this.#columnBase;
  }

  /** Where in its text a completion starts, a column. [DAP CompletionItem start] */
  completionStart(column: number): number {
    return column - this.#completionBase;
  }

  pathToClient(path: string): string {
    return this.#usesUris ? pathToUri(path) : path;
  }

  /** A `file:` URI is no path of any system, and editors that announce paths write one here and there. */
  pathFromClient(path: string): string {
    return this.#usesUris || isFileUri(path) ? uriToPath(path) : path;
  }
}
