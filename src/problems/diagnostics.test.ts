import assert from 'node:assert/strict';
import type { RustcDiagnostic, RustcSpan } from '../../debugger/protocol';
import { problemOf, tokenEnd } from './diagnostics';

const span = (rest: Partial<RustcSpan> = {}): RustcSpan => ({
  file_name: '/work/token/src/main.rs',
  line_start: 3,
  line_end: 4,
  column_start: 5,
  column_end: 9,
  is_primary: true,
  ...rest,
});

const diagnostic = (rest: Partial<RustcDiagnostic> = {}): RustcDiagnostic => ({
  level: 'error',
  message: 'mismatched types',
  spans: [span()],
  ...rest,
});

const problem = (rest: Partial<RustcDiagnostic>) => problemOf('/work/token', diagnostic(rest));

describe('problems of a build', () => {
  it('have the place, the code and the label of what rustc points at', () => {
    const label = 'expected `u32`, found `&str`';
    const second = span({
      is_primary: false,
      line_start: 1,
      line_end: 1,
      label: 'because of this',
    });
    assert.deepEqual(problem({ code: { code: 'E0308' }, spans: [second, span({ label })] }), {
      path: '/work/token/src/main.rs',
      range: { startLine: 2, startColumn: 4, endLine: 3, endColumn: 8 },
      severity: 'error',
      message: `mismatched types\n${label}`,
      code: 'E0308',
      related: [
        {
          path: '/work/token/src/main.rs',
          range: { startLine: 0, startColumn: 4, endLine: 0, endColumn: 8 },
          message: 'because of this',
        },
      ],
    });
  });

  it('are found from the crate where a path is relative', () => {
    assert.equal(
      problem({ spans: [span({ file_name: 'src/lib.rs' })] })?.path,
      '/work/token/src/lib.rs',
    );
  });

  for (const file_name of ['C:\\token\\src\\main.rs', '\\\\host\\token\\src\\main.rs']) {
    it(`keep ${file_name}, a path of Windows`, () =>
      assert.equal(problem({ spans: [span({ file_name })] })?.path, file_name));
  }

  it('stand at the manifest where rustc names no place', () => {
    const found = problem({ message: 'linking with `ld.lld` failed', spans: [] });
    assert.equal(found?.path, '/work/token/Cargo.toml');
    assert.equal(found?.range.startLine, 0);
  });

  it('stand at the manifest where the place is inside a macro of the library', () => {
    const spans = [span({ file_name: '<::core::macros::assert_eq macros>' })];
    assert.equal(problem({ spans })?.path, '/work/token/Cargo.toml');
  });

  const levels: readonly [level: string, severity: string | undefined][] = [
    ['error', 'error'],
    ['error: internal compiler error', 'error'],
    ['warning', 'warning'],
    ['note', 'information'],
    ['help', 'information'],
    ['failure-note', undefined],
  ];
  for (const [level, severity] of levels) {
    it(`are ${severity ?? 'nothing'} for ${level}`, () => {
      assert.equal(problem({ level })?.severity, severity);
    });
  }

  for (const [level, message] of [
    ['error', 'aborting due to 2 previous errors'],
    ['warning', '1 warning emitted'],
    ['warning', '3 warnings emitted'],
  ] as const) {
    it(`are not "${message}"`, () =>
      assert.equal(problem({ level, message, spans: [] }), undefined));
  }
});

describe('the mark of a problem in a scenario', () => {
  const line = '  "from": "al\\"ice", "gasLimit": 12.5e3, "x": tr';
  const cases: readonly [at: string, marked: string][] = [
    ['"from"', '"from"'],
    ['"al', '"al\\"ice"'],
    ['12', '12.5e3'],
    ['tr', 'tr'],
    [': "al', ':'],
  ];
  for (const [at, marked] of cases) {
    it(`is ${marked}`, () => {
      const start = line.indexOf(at);
      assert.equal(line.slice(start, tokenEnd(line, start)), marked);
    });
  }

  it('is never empty', () => {
    assert.equal(tokenEnd('', 0), 1);
    assert.equal(tokenEnd('"half', 0), 5);
  });
});
