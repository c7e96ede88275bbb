/** How this client counts lines and columns, writes paths, and what it can show. [DAP initialize] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { pathToUri, uriToPath } from './fileUri';

/** Inside the debugger lines and columns count from 1 and paths are the system's; here is where that changes. */
export class ClientOptions {
  readonly #lineBase: number;
  readonly #columnBase: number;
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

  pathToClient(path: string): string {
    return this.#usesUris ? pathToUri(path) : path;
  }

  pathFromClient(path: string): string {
    return this.#usesUris ? uriToPath(path) : path;
  }
}
