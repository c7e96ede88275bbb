/**
 * What the adapter and its clients say beyond the Debug Adapter Protocol: launch arguments, `avm/*` requests and events.
 * Types only, so that the extension, the terminal tour and tests can share them without the debugger's code.
 */

/** Arguments of `launch`. Paths are in the client's path format. */
export interface LaunchArguments {
  /** A scenario file. */
  readonly scenario: string;
  /** Stop at the first instruction of the first contract that runs. */
  readonly stopOnEntry?: boolean;
  /** Folders as recorded in debug information, to folders on this machine. */
  readonly sourceMap?: Readonly<Record<string, string>>;
  /** Steps go past kernel, core, alloc and clibc. On unless it is false. */
  readonly justMyContract?: boolean;
  /** Build the contracts that the scenario names as crates. On unless it is false. */
  readonly build?: boolean;
  /** Run without stopping. */
  readonly noDebug?: boolean;
  /** A kernel ELF; without it the one beside the adapter. */
  readonly kernel?: string;
}

/** Arguments of `attach`. */
export interface AttachArguments {
  /** The name that the session was kept by; without it the only one that is kept. */
  readonly session?: string;
}

/** Custom requests by name: what goes in and what comes back. */
export interface CustomRequests {
  /** Whether steps go past kernel, core, alloc and clibc, which also decides what frames are shown subdued. */
  'avm/setJustMyContract': { arguments: { readonly enabled: boolean }; body: { enabled: boolean } };
  /** As `stepBack`, but into the last call of the line before. */
  'avm/stepBackInto': { arguments: StepBackArguments; body: Record<string, never> };
  /** As `stepBack`, but to the line that called the function. */
  'avm/stepBackOut': { arguments: StepBackArguments; body: Record<string, never> };
  /**
   * To the line of the author's that ran at a position, as an event's in a receipt; or to where something has changed last: a
   * slot, or any of a domain, or what `dataBreakpointInfo` gives a `dataId` of. Where that has never been, the run stays
   * where it is and says so. Or, with `stop`, to exactly a position, as those of `avm/stops`.
   */
  'avm/goBack': {
    arguments:
      | { readonly position: number }
      | { readonly slot: SlotReference }
      | { readonly data: string }
      | { readonly stop: number };
    body: Record<string, never>;
  };
  /** The stops that the session has made before where it stands, and that can be gone back to. */
  'avm/stops': { arguments: Record<string, never>; body: StopsResponse };
  'avm/state': { arguments: Record<string, never>; body: StateResponse };
  'avm/receipts': { arguments: Record<string, never>; body: ReceiptsResponse };
  /** Slots to stop at, beside the client's data breakpoints: an editor's own list has no place for them. Replaces all. */
  'avm/setSlotBreakpoints': { arguments: SlotBreakpoints; body: SlotBreakpointsResponse };
}

/** Custom events by name. */
export interface CustomEvents {
  /** A transaction ended. */
  'avm/receipt': { readonly receipt: ReceiptView };
  /** Accounts changed: ask again. */
  'avm/state': Record<string, never>;
  /** The run was taken back: accounts and receipts are what they were then. Ask again for both. */
  'avm/rewound': Record<string, never>;
  /** The machine outlives this client, and goes on or stands until somebody attaches to it by that name. */
  'avm/kept': { readonly session: string; readonly fate: 'suspended' | 'running' };
  /** The scenario cannot be run: everything that is wrong with it, and with the files that it names. */
  'avm/scenarioProblems': { readonly problems: readonly ScenarioProblem[] };
  'avm/buildStarted': { readonly crate: string };
  /** One diagnostic of rustc in its own JSON form, paths relative to the cargo workspace's folder. */
  'avm/buildMessage': { readonly crate: string; readonly message: RustcDiagnostic };
}

export interface ScenarioProblem {
  /** The file's path. */
  readonly source: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

export interface StepBackArguments {
  /** Lines unless told. */
  readonly granularity?: 'statement' | 'line' | 'instruction';
}

export interface StateResponse {
  readonly accounts: readonly AccountView[];
}

export interface ReceiptsResponse {
  readonly receipts: readonly ReceiptView[];
}

/** The last first. */
export interface StopsResponse {
  readonly stops: readonly PastStop[];
}

export interface PastStop {
  /** Steps since boot. */
  readonly position: number;
  /** Why it stopped, in a few words. */
  readonly description: string;
  /** Transaction, contract, depth and gas, in one line; empty where nothing of it is known. */
  readonly where: string;
  /** The author's line. */
  readonly source?: PlaceView;
}

export interface SlotBreakpoints {
  readonly slots: readonly WatchedSlot[];
}

/** One slot of storage, or every slot of a domain. */
export interface SlotReference {
  /** 40 hex digits. */
  readonly account: string;
  readonly domain: string;
  /** As `SlotView.key`; without it every slot of the domain. */
  readonly key?: string;
}

/** A slot of storage that is watched. */
export interface WatchedSlot extends SlotReference {
  readonly accessType: 'read' | 'write' | 'readWrite';
  /** An expression over `old` and `new`. */
  readonly condition?: string;
}

export interface SlotBreakpointsResponse {
  /** In the order of the slots; a message where one cannot be watched. */
  readonly breakpoints: readonly { readonly verified: boolean; readonly message?: string }[];
}

/** An account as the chain has it between two transactions. Addresses are 40 lower-case hex digits. */
export interface AccountView {
  readonly address: string;
  /** The scenario's name for it. */
  readonly label?: string;
  /** Decimal. */
  readonly balance: string;
  /** Decimal. */
  readonly nonce: string;
  readonly isContract: boolean;
  /** Bytes. */
  readonly codeSize: number;
  /** Keccak-256 of the code, hex. */
  readonly codeHash?: string;
  /** The program whose code it holds, where that is known. */
  readonly program?: string;
  readonly storage: readonly SlotView[];
}

export interface SlotView {
  /** The key's bytes as text, or as hex where they are not text. */
  readonly key: string;
  readonly domain: string;
  /** The key as a person reads it: `Balances[alice]`. */
  readonly label: string;
  /** Hex. */
  readonly value: string;
  /** The value as a person reads it. */
  readonly text: string;
}

export type ReceiptStatus =
  'success' | 'failed' | 'reverted' | 'panicked' | 'trapped' | 'outOfGas' | 'rejected';

export interface ReceiptView {
  /** Place in the bundle, from 0. */
  readonly index: number;
  /** What the transaction was, in one line: `alice → vault.deposit() with 500 coin`. */
  readonly title: string;
  readonly kind: 'transfer' | 'create' | 'call';
  readonly status: ReceiptStatus;
  readonly from: string;
  readonly to: string;
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly function?: string;
  /** Native coin that it sends along, decimal. */
  readonly value: string;
  /** Decimal. */
  readonly gasUsed: string;
  /** Decimal. */
  readonly gasLimit: string;
  /** What the contract returned, hex. */
  readonly data: string;
  readonly decodedData?: string;
  /** Why it failed, as a sentence. */
  readonly reason?: string;
  readonly trap?: TrapView;
  readonly events: readonly EventView[];
  readonly logs: readonly LogView[];
  readonly calls: readonly CallView[];
  /** What the gas went into; the sum is what was used. */
  readonly gasParts?: readonly GasPartView[];
  /** Balances and slots that are not as they were. */
  readonly changes?: readonly ChangeView[];
  /** Absent where the scenario expects nothing of this transaction. */
  readonly expectation?: { readonly met: boolean; readonly differences: readonly string[] };
}

/** Instructions, or syscalls of one kind. */
export interface GasPartView {
  readonly name: string;
  /** How many syscalls; of instructions it is the gas. */
  readonly count?: string;
  /** Decimal. */
  readonly gas: string;
}

/** Something before and after, in words. */
export interface ChangeView {
  /** `token.Balances[alice]`, or `alice: balance`. */
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

export interface TrapView {
  readonly cause: number;
  readonly pc: number;
  readonly value: number;
  /** The cause as the specification spells it, and where. */
  readonly text: string;
}

/** Lines and columns count from 1 whatever the client's base: this is not a DAP source. */
export interface PlaceView {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface EventView {
  readonly emitter: string;
  readonly emitterLabel: string;
  readonly name?: string;
  readonly fields: readonly FieldView[];
  /** Hex. */
  readonly data: string;
  /** How deep in the tree of calls. */
  readonly depth: number;
  /** Steps since boot when it was fired. */
  readonly position?: number;
  /** The line that fired it. */
  readonly source?: PlaceView;
}

export interface FieldView {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

export interface LogView {
  readonly text: string;
  /** Steps since boot when it was logged. */
  readonly position?: number;
  readonly source?: PlaceView;
}

/** One call of a contract with the calls it made. */
export interface CallView {
  readonly from: string;
  readonly to: string;
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly function?: string;
  /** Decimal. */
  readonly value: string;
  readonly status: ReceiptStatus;
  /** Decimal. */
  readonly gasUsed: string;
  /** Hex. */
  readonly input: string;
  /** Hex. */
  readonly data: string;
  /** Why it failed, as a sentence. */
  readonly reason?: string;
  /** What it did is gone: it failed, or a call above it did. */
  readonly isUndone?: boolean;
  /** Steps since boot when it was made. */
  readonly position?: number;
  /** The line that made it. */
  readonly source?: PlaceView;
  /** Slots that it changed itself, undone or not. */
  readonly changes?: readonly ChangeView[];
  readonly calls: readonly CallView[];
}

/** The part of rustc's JSON diagnostic that is used. Lines and columns count from 1. */
export interface RustcDiagnostic {
  readonly level: string;
  readonly message: string;
  /** The diagnostic as the terminal shows it. */
  readonly rendered?: string;
  readonly code?: { readonly code: string } | null;
  readonly spans: readonly RustcSpan[];
}

export interface RustcSpan {
  readonly file_name: string;
  readonly line_start: number;
  readonly line_end: number;
  readonly column_start: number;
  readonly column_end: number;
  readonly is_primary: boolean;
  readonly label?: string | null;
}
