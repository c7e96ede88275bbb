import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { FakeEngine } from '../../../test/dap/support/fakeEngine';
import { InProcessClient } from '../../../test/dap/support/inProcessClient';
import type { AdapterServices } from '../services';

/** Line and column of each place, from 1. */
const PLACES = [
  [7, 5],
  [7, 12],
  [8, 5],
  [9, 1],
  [9, 20],
] as const;

class FileEngine extends FakeEngine {
  breakpointLocations(
    _path: string,
    line: number,
    endLine: number,
  ): { line: number; column: number }[] {
    return PLACES.filter(([at]) => at >= line && at <= endLine).map(([at, column]) => ({
      line: at,
      column,
    }));
  }
}

const cases: readonly [range: object, places: string][] = [
  [{ line: 7 }, '7:5 7:12'],
  [{ line: 7, column: 6 }, '7:12'],
  [{ line: 7, column: 5, endColumn: 11 }, '7:5'],
  [{ line: 7, column: 6, endLine: 9, endColumn: 1 }, '7:12 8:5 9:1'],
  [{ line: 7, endLine: 9 }, '7:5 7:12 8:5 9:1 9:20'],
  [{ line: 6 }, ''],
];

describe('places for breakpoints', () => {
  for (const isFrom1 of [true, false]) {
    for (const [range, expected] of cases) {
      const base = isFrom1 ? 1 : 0;
      it(`of ${JSON.stringify(range)}, counted from ${base}`, async () => {
        const client = new InProcessClient({} as AdapterServices);
        await client.request('initialize', {
          adapterID: 'avm',
          linesStartAt1: isFrom1,
          columnsStartAt1: isFrom1,
        });
        const load = () => Promise.resolve(new FileEngine().asEngine());
        await client.connection.session.launch({ scenario: '/a' }, load);
        const shifted = Object.fromEntries(
          Object.entries(range).map(([name, it]) => [name, Number(it) + base - 1]),
        );
        const args = { source: { path: '/a.rs' }, ...shifted };
        const { body } = await client.request('breakpointLocations', args);
        const { breakpoints } = body as Dap.BreakpointLocationsResponse['body'];
        const places = breakpoints.map(
          it => `${it.line - base + 1}:${(it.column ?? 0) - base + 1}`,
        );
        assert.equal(places.join(' '), expected);
      });
    }
  }
});
