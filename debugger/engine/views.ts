/** What the engine shows: plain values without behaviour, from which the adapter makes the protocol's messages. */

import type { SourcePlace } from '../chain/run';
import type { SlotReference } from '../protocol';

export type { AccountView, ReceiptView } from '../protocol';

export type ResumeAction = 'continue' | 'next' | 'stepIn' | 'stepOut';
/**
 * reverseContinue: to the last stop before. stepBack, stepBackInto: to where the line before began, past the calls in
 * between or into the last of them. stepBackOut: to the line that called the function.
 */
export type BackAction = 'reverseContinue' | 'stepBack' | 'stepBackInto' | 'stepBackOut';

/** An earlier position: the run stands in the end where the author's line that ran there began. */
export interface PastMoment {
  /** Steps since boot. */
  readonly position: number;
}

/** Exactly that position, as those of past stops: there the run stands as it stood. */
export interface PastStand {
  /** Steps since boot. */
  readonly stop: number;
}

/**
 * Where something has changed last: a slot, or any slot of a domain, behind which the run stands in the end where the contract
 * has control again; or what a data breakpoint could be on, by its `dataId`.
 */
export type PastChange = { readonly slot: SlotReference } | { readonly data: string };

export type BackTarget = BackAction | PastMoment | PastStand | PastChange;
export type Granularity = 'statement' | 'line' | 'instruction';

export type StopReason =
  | 'entry'
  | 'breakpoint'
  | 'function breakpoint'
  | 'instruction breakpoint'
  | 'data breakpoint'
  | 'step'
  | 'goto'
  | 'restart'
  | 'pause'
  | 'exception'
  | 'terminated';

/** Why the machine stands. */
export interface StopView {
  readonly reason: StopReason;
  /** A few words for the call stack's title. */
  readonly description: string;
  /** More, where there is more to say: a panic's message. */
  readonly text?: string;
  readonly hitBreakpointIds?: number[];
  /** What was asked for is not there, and the machine stands where it stood: a person is told who sees no call stack. */
  readonly isInVain?: boolean;
  readonly where?: WhereView;
  /** When terminated: 0 where all expectations are met, 1 otherwise. */
  readonly exitCode?: number;
}

/** A stop that was made before where the run stands. */
export interface PastStopView {
  readonly description: string;
  readonly where: WhereView;
  /** The author's line. */
  readonly place?: SourcePlace;
}

/** Where in the run the machine stands. */
export interface WhereView {
  /** The one that runs; undefined between two. */
  readonly transaction?: { readonly index: number; readonly title: string };
  /** The innermost contract that is alive, by its label. */
  readonly contract?: string;
  /** How many contracts wait for it. */
  readonly depth?: number;
  /** Of that contract; undefined while the kernel runs. */
  readonly gasLeft?: bigint;
  /** Steps since boot. */
  readonly position: number;
}

/** A call that a step can go into. */
export interface StepTargetView {
  /** For `resume`; valid until the machine runs. */
  readonly id: number;
  readonly label: string;
  /** Of the call; from 1, and 0 where none is recorded. */
  readonly line: number;
  readonly column: number;
}

/** Where the machine can be set to go on. */
export interface GotoTargetView {
  /** For `goTo`; valid until the machine runs. */
  readonly id: number;
  readonly label: string;
  readonly line: number;
  readonly column: number;
  readonly address: number;
}

/** Paths are those of this machine, after the source map. */
export interface SourceView {
  readonly path: string;
  readonly name: string;
  /** Whether the file is on this machine. */
  readonly exists: boolean;
  /** Code that is not the contract author's. */
  readonly deemphasize: boolean;
  /** Hex of the MD5 sum of what was compiled, where the compiler recorded it. */
  readonly md5?: string;
}

/** `label` stands for a crossing of the kernel between two contracts, `transaction` for what called the first one. */
export type FrameKind = 'contract' | 'kernel' | 'label' | 'transaction';

export interface FrameView {
  /** For the engine's own methods; valid until the machine runs. */
  readonly id: number;
  readonly name: string;
  readonly kind: FrameKind;
  readonly source?: SourceView;
  /** From 1; 0 without a source. */
  readonly line: number;
  /** From 1; 0 where none is known. */
  readonly column: number;
  readonly pc: number;
  readonly module?: string;
  readonly inlined: boolean;
  /** It is a contract's, and the compiler gave it a frame of its own. */
  readonly canRestart?: boolean;
  /** It has returned the error that its contract ends with, and shows how it was when that was made. */
  readonly hasReturned?: boolean;
  /** The address space it runs in; 0 is none. */
  readonly satp: number;
  /** The call of a contract that its memory belongs to, for memory references; undefined for the kernel's. */
  readonly space?: string;
}

export interface VariableView {
  readonly name: string;
  readonly value: string;
  /** The same with its integers in another base; absent where `value` says all there is. */
  readonly valueIn?: (base: NumberBase) => string;
  readonly type?: string;
  readonly memoryReference?: string;
  readonly readOnly?: boolean;
  /** Why it cannot be changed, for whoever tries. */
  readonly readOnlyReason?: string;
  /** Gives it the value that a person typed. @throws EvaluationError with a sentence */
  readonly write?: (text: string) => void;
  /** The expression that `evaluate` answers with the same value. */
  readonly evaluateName?: string;
  readonly hint?: VariableHint;
  /** Where the source declares it. */
  readonly declaration?: SourcePlaceView;
  /** Where the function is that it points to. */
  readonly target?: SourcePlaceView;
  /** All children, a long list's as ranges of elements; or a page of a list's elements. */
  readonly children?: (page?: PageOfRows) => VariableView[];
  /** The number of children, where they are the elements of a list. */
  readonly indexedCount?: number;
}

export type NumberBase = 2 | 8 | 10 | 16;

export interface PageOfRows {
  readonly start: number;
  readonly count: number;
}

export interface SourcePlaceView {
  readonly source: SourceView;
  /** From 1. */
  readonly line: number;
}

/** What a client may make of a row besides its text. [DAP VariablePresentationHint] */
export interface VariableHint {
  /** `virtual` is what only the debugger shows: a range of elements, a reference count. */
  readonly kind?: 'data' | 'property' | 'virtual';
  readonly attributes?: readonly ('static' | 'constant' | 'rawString' | 'hasDataBreakpoint')[];
  readonly visibility?: 'internal';
  /** Its one child is its value, and takes a while: a client asks for it when the user does. */
  readonly isLazy?: boolean;
}

export interface RegisterView {
  readonly name: string;
  /** undefined: nothing tells what it was in that frame. */
  readonly value: number | undefined;
  /** Why it cannot be changed. */
  readonly readOnlyReason?: string;
}

export interface CsrView {
  readonly name: string;
  readonly value: number;
  readonly fields: readonly CsrFieldView[];
}

export interface CsrFieldView {
  readonly name: string;
  readonly value: number;
  /** The value in the specification's words, where it has any. */
  readonly text?: string;
}

/** Neighbouring pages with the same rights and owner. `end` is exclusive. */
export interface RegionView {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** `r-x`, with a `u` in front for pages of U-mode. */
  readonly flags: string;
}

export interface PageEntryView {
  readonly vaddr: number;
  /** 1 is the root. */
  readonly level: 0 | 1;
  readonly ppn: number;
  /** `VRWXUGAD`, with a dash for each that is clear. */
  readonly flags: string;
  readonly leaf: boolean;
  /** What is mapped there: `code of erc20`, `stack`. */
  readonly owner?: string;
  readonly children?: () => PageEntryView[];
}

export interface InstructionView {
  readonly address: number;
  /** Hex digits of its bytes in the order of memory. */
  readonly bytes: string;
  readonly text: string;
  readonly symbol?: string;
  readonly source?: SourceView;
  /** From 1. */
  readonly line?: number;
  /** No instruction of this machine, or no memory. */
  readonly isInvalid: boolean;
}

export interface BreakpointView {
  readonly id: number;
  readonly verified: boolean;
  readonly line?: number;
  readonly column?: number;
  /** Why it is not verified, or what there is to know of it. */
  readonly message?: string;
  readonly address?: number;
}

export interface ModuleView {
  readonly id: string;
  readonly name: string;
  readonly path?: string;
  readonly symbolStatus?: string;
  readonly addressRange?: string;
  /** Whether it is the author's program, and not the kernel. */
  readonly isUserCode: boolean;
  /** Keccak-256 of the code, hex; a kernel has none, for no account holds it. */
  readonly codeHash?: string;
  /** Bytes that are loaded. */
  readonly size?: number;
  /** The compiler of most of it, as it names itself. */
  readonly producer?: string;
  /** `-O2`, where the compiler says so; a cargo profile, where the path does. */
  readonly optimization?: string;
  /** undefined where nothing says whether it is. */
  readonly isOptimized?: boolean;
  /** `4`, or `4, 5` where units differ. */
  readonly dwarfVersion?: string;
}

export interface ProgramSources {
  readonly name: string;
  /** Of the file that was loaded. */
  readonly path: string;
  readonly sources: readonly SourceView[];
}

export interface ExceptionView {
  /** The filter that it belongs to, or `kernel` for the kernel's death. */
  readonly id: string;
  readonly description: string;
  readonly details?: string;
  /** Of a contract that ends badly: no other one can see to it. */
  readonly isUncaught?: boolean;
  /** The contract ends by itself: with an error, maybe, that functions have returned which are no longer on the stack. */
  readonly isByItself?: boolean;
}

/** What has become of a wish for an exception filter. */
export interface FilterView {
  readonly id: number;
  readonly verified: boolean;
  readonly message?: string;
}

/** What a data breakpoint on something would be. */
export type DataInfoView =
  | {
      readonly dataId: string;
      readonly description: string;
      readonly accessTypes: readonly ('read' | 'write' | 'readWrite')[];
      /** It means the same in another session. */
      readonly canPersist: boolean;
    }
  /** There can be none: a sentence says why. */
  | { readonly problem: string };

/** A mode that breakpoints can have. */
export interface ModeView {
  readonly mode: string;
  readonly label: string;
  readonly description: string;
  readonly appliesTo: readonly ('source' | 'exception' | 'data' | 'instruction')[];
}
