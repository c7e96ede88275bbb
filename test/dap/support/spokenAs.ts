/** How editors write what they ask, where that differs. Facts from their sources, which each row names. */

export interface Editor {
  readonly name: string;
  /** Where in its sources that is to be read. */
  readonly source: string;
  /** Of its first request. */
  readonly firstSeq: number;
  readonly initialize: object;
  /** What it writes where a request needs no arguments; undefined: no `arguments` at all. */
  readonly nothing: unknown;
  /** What it adds to the configuration that a person wrote. */
  readonly launch: object;
  /** Around the one breakpoint of this line. */
  readonly breakpoints: (source: { path: string; name: string }, line: number) => object;
  /** Further requests before `configurationDone`. */
  readonly configuration: readonly (readonly [command: string, args: unknown])[];
  readonly stackTrace: object;
  readonly step: object;
  readonly evaluate: object;
  /** The arguments of `restart`, from those of `launch`. */
  readonly restart: (launch: object) => unknown;
  readonly end: readonly (readonly [command: string, args: unknown])[];
  /** It hangs up after the last response, as crashing would look. */
  readonly hangsUp: boolean;
}

const FILTERS = { filters: ['panic', 'trap'] };

export const editors: readonly Editor[] = [
  {
    name: 'nvim-dap',
    source: 'mfussenegger/nvim-dap, lua/dap/session.lua: event_initialized, set_breakpoints, _step',
    firstSeq: 0, // Until 2022; now it is 1.
    initialize: {
      clientID: 'neovim',
      clientName: 'neovim',
      clientname: 'neovim',
      adapterID: 'nvim-dap',
      pathFormat: 'path',
      columnsStartAt1: true,
      linesStartAt1: true,
      supportsRunInTerminalRequest: true,
      supportsVariableType: true,
      supportsProgressReporting: true,
      supportsStartDebuggingRequest: true,
      locale: 'en_US.UTF-8',
    },
    nothing: undefined,
    // An empty Lua table is a list.
    launch: { type: 'avm', request: 'launch', name: 'larger', sourceMap: [] },
    // What is asked for in a line of input and left empty is sent, too.
    breakpoints: (source, line) => ({
      source,
      sourceModified: false,
      breakpoints: [{ line, condition: '', hitCondition: '', logMessage: '' }],
      lines: [line],
    }),
    configuration: [['setExceptionBreakpoints', FILTERS]],
    stackTrace: { startFrame: 0 },
    step: { granularity: 'statement' },
    evaluate: { context: 'repl' },
    restart: () => undefined,
    // On `terminated` it closes the connection at once.
    end: [['terminate', []]],
    hangsUp: true,
  },
  {
    name: 'Helix',
    source: 'helix-editor/helix, helix-dap/src/client.rs and types.rs',
    firstSeq: 0,
    initialize: {
      clientID: 'hx',
      clientName: 'helix',
      adapterID: 'avm',
      locale: 'en-us',
      linesStartAt1: true,
      columnsStartAt1: true,
      pathFormat: 'path',
      supportsVariableType: true,
      supportsVariablePaging: false,
      supportsRunInTerminalRequest: true,
      supportsMemoryReferences: false,
      supportsProgressReporting: false,
      supportsInvalidatedEvent: false,
    },
    nothing: null,
    launch: {},
    breakpoints: ({ path }, line) => ({
      source: { path },
      breakpoints: [{ line }],
      sourceModified: false,
    }),
    configuration: [['setExceptionBreakpoints', FILTERS]],
    stackTrace: {},
    step: {},
    evaluate: {},
    restart: launch => launch, // Not below "arguments".
    end: [['disconnect', null]],
    hangsUp: false,
  },
  {
    name: 'Zed',
    source: 'zed-industries/zed, crates/project/src/debugger/dap_command.rs and dap_store.rs',
    firstSeq: 1,
    initialize: {
      clientID: 'zed',
      clientName: 'Zed',
      adapterID: 'avm',
      locale: 'en-US',
      pathFormat: 'path',
      linesStartAt1: true,
      columnsStartAt1: true,
      supportsVariableType: true,
      supportsVariablePaging: false,
      supportsRunInTerminalRequest: true,
      supportsMemoryReferences: true,
      supportsProgressReporting: false,
      supportsInvalidatedEvent: false,
      supportsMemoryEvent: false,
      supportsArgsCanBeInterpretedByShell: false,
      supportsStartDebuggingRequest: true,
      supportsANSIStyling: true,
    },
    nothing: {},
    launch: { type: 'avm', request: 'launch' },
    breakpoints: (source, line) => ({ source, breakpoints: [{ line }], sourceModified: false }),
    configuration: [['setExceptionBreakpoints', { filters: [], filterOptions: [] }]],
    stackTrace: {},
    step: { granularity: 'line' },
    evaluate: { context: 'repl' },
    restart: () => ({}),
    end: [['terminate', { restart: false }]],
    hangsUp: true,
  },
  {
    name: 'vimspector',
    source:
      'puremourning/vimspector, python3/vimspector/debug_session.py, debug_adapter_connection.py',
    firstSeq: 0,
    initialize: {
      adapterID: 'avm',
      clientID: 'vimspector',
      clientName: 'vimspector',
      linesStartAt1: true,
      columnsStartAt1: true,
      locale: 'en_GB',
      pathFormat: 'path',
      supportsVariableType: true,
      supportsVariablePaging: false,
      supportsRunInTerminalRequest: true,
      supportsMemoryReferences: true,
      supportsStartDebuggingRequest: true,
    },
    nothing: undefined,
    launch: { name: 'test', request: 'launch' },
    breakpoints: (source, line) => ({
      source,
      breakpoints: [{ line }],
      sourceModified: false,
    }),
    configuration: [
      ['setFunctionBreakpoints', { breakpoints: [] }],
      ['setExceptionBreakpoints', FILTERS],
    ],
    stackTrace: {},
    step: {},
    evaluate: { context: 'watch' },
    restart: () => undefined,
    end: [['disconnect', { terminateDebugee: true }]], // So spelt in its first versions.
    hangsUp: false,
  },
  {
    name: 'IntelliJ with LSP4IJ',
    source:
      'redhat-developer/lsp4ij, com/redhat/devtools/lsp4ij/dap/client/DAPClient.java: initialize',
    firstSeq: 1,
    initialize: {
      clientID: 'lsp4ij',
      adapterID: 'avm',
      pathFormat: 'path',
      linesStartAt1: true,
      columnsStartAt1: true,
      supportsVariableType: true,
      supportsVariablePaging: false,
      supportsRunInTerminalRequest: true,
      supportsStartDebuggingRequest: true,
    },
    nothing: {},
    launch: { type: 'avm', request: 'launch' },
    breakpoints: (source, line) => ({ source, breakpoints: [{ line }] }),
    // Where the adapter disassembles, also breakpoints in that.
    configuration: [
      ['setExceptionBreakpoints', FILTERS],
      ['setInstructionBreakpoints', { breakpoints: [] }],
    ],
    stackTrace: {},
    step: { singleThread: false },
    evaluate: { context: 'watch' },
    restart: launch => ({ arguments: launch }),
    end: [
      ['terminate', {}],
      ['disconnect', { terminateDebuggee: true }],
    ],
    hangsUp: false,
  },
];
