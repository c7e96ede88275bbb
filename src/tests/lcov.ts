/** Which lines have run, as `avm test --lcov` writes it. docs/coverage.md */

export interface FileLines {
  readonly path: string;
  readonly lines: readonly { readonly line: number; readonly count: number }[];
  readonly functions: readonly {
    readonly name: string;
    readonly line: number;
    readonly count: number;
  }[];
}

/** Lines count from 1. Records that mean nothing here are passed over. */
export function readLcov(text: string): FileLines[] {
  return text.split(/^end_of_record$/m).flatMap(it => {
    const rows = it.split('\n').map(row => /^([A-Z]+):(.*)$/.exec(row)?.slice(1) ?? []);
    const of = (name: string) => rows.flatMap(([own, rest = '']) => (own === name ? [rest] : []));
    const [path] = of('SF');
    if (path === undefined) return [];
    // A name may have commas; what goes before the first is a number.
    const counts = new Map(
      of('FNDA')
        .map(row => split(row))
        .map(([count, name]) => [name, count]),
    );
    const functions = of('FN').map(row => split(row));
    return [
      {
        path,
        lines: of('DA')
          .map(row => row.split(',').map(Number))
          .map(([line = 0, count = 0]) => ({ line, count })),
        functions: functions.map(([line, name]) => ({ name, line, count: counts.get(name) ?? 0 })),
      },
    ];
  });
}

function split(row: string): [number: number, name: string] {
  const at = row.indexOf(',');
  return [Number(row.slice(0, at)), row.slice(at + 1)];
}
