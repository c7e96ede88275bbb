/** Forged pointers and lengths in every argument of every syscall. [docs/syscalls.md, Pointers and lengths] */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as abi from '../../debugger/chain/abi.generated';
import type { Receipt } from '../../debugger/chain/receipt';
import { DATA, REGISTER, li, sw, syscall } from './assemble';
import type { Attack, ImageKind } from './attack';
import { IMAGE_KINDS, checkEnding, describeAttacks, runAttacks, unreadable } from './attack';
import { attackOn, forgedLengths, forgedPointers } from './forgeries';
import { text } from './programs';
import type { SyscallRow } from './syscallArguments';
import { SYSCALLS } from './syscallArguments';

interface NumberTable {
  readonly groups: readonly { readonly rows: readonly [string, number, string][] }[];
}

const tablePath = join(__dirname, '../../guest/abi/table.json');
const table = JSON.parse(readFileSync(tablePath, 'utf8')) as NumberTable;

/** A bundle per kind of image, and a test per syscall, for these would be thousands. */
function describeForgeries(
  title: string,
  of: (kind: ImageKind, row: SyscallRow) => Attack[],
): void {
  for (const kind of IMAGE_KINDS) {
    const rows = SYSCALLS.map(row => ({ row, attacks: of(kind, row) }));
    describe(`${title} ${kind.name} image`, () => {
      const receipts = new Map<Attack, Receipt>();
      before(async function () {
        this.timeout(120_000);
        const all = rows.flatMap(({ attacks }) => attacks);
        const found = await runAttacks(all);
        found.forEach((it, at) => receipts.set(all[at] ?? assert.fail(), it));
      });
      for (const { row, attacks } of rows) {
        if (attacks.length === 0) continue;
        it(`${row.name}, ${attacks.length} times`, () => {
          for (const it of attacks) checkEnding(it, receipts.get(it));
        });
      }
    });
  }
}

describe('the list of syscalls', () => {
  it('has all that there are, with their numbers', () => {
    const known = SYSCALLS.map(({ name, number }) => [name, number]);
    const all = table.groups[0]?.rows.map(([name, number]) => [name, number]);
    assert.deepEqual(known, all);
    const generated: Readonly<Record<string, unknown>> = abi;
    for (const { name, number } of SYSCALLS) assert.equal(generated[name], number, name);
  });
});

describeAttacks(
  'a good call of',
  IMAGE_KINDS.flatMap(kind =>
    SYSCALLS.map(row => attackOn(kind, row, {}, { status: row.ends ?? 'success' })),
  ),
);

describeForgeries('forged pointers in a syscall from a', forgedPointers);
describeForgeries('forged lengths in a syscall from a', forgedLengths);

describe('a line of a log', () => {
  const OUT = abi.STACK_TOP - 0x100;

  it('shows that a buffer cannot be read, and the contract goes on', async () => {
    const format = text('%s|%b|%a|%A');
    for (const kind of IMAGE_KINDS) {
      const attacks = unreadable(kind).map(({ name, address }) => ({
        name,
        kind,
        data: format,
        code: [
          ...li(REGISTER.t0, OUT),
          ...[0, 1, 2, 3].flatMap(at => [
            ...li(REGISTER.t1, address),
            sw(REGISTER.t1, at * 8, REGISTER.t0),
            ...li(REGISTER.t1, 4),
            sw(REGISTER.t1, at * 8 + 4, REGISTER.t0),
          ]),
          ...syscall(abi.CONSOLE_WRITE, DATA, format.length, OUT, 32),
        ],
        ends: { status: 'success' as const },
      }));
      const receipts = await runAttacks(attacks);
      for (const it of receipts) {
        const lines = it.logs.map(({ data }) => new TextDecoder().decode(data));
        assert.deepEqual([it.status, lines], ['success', ['<err>|<err>|<err>|<err>']]);
      }
    }
  });
});
