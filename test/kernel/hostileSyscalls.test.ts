/** Forged pointers and lengths in every argument of every syscall. [docs/syscalls.md, Pointers and lengths] */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as abi from '../../debugger/chain/abi.generated';
import type { Receipt } from '../../debugger/chain/receipt';
import { hex32 } from '../../debugger/shared/hex';
import { DEFAULT_GAS_LIMIT } from '../../debugger/chain/transaction';
import { DATA, REGISTER, li, sw, syscall } from './assemble';
import type { Attack, Ending, ImageKind } from './attack';
import {
  CAUSE,
  IMAGE_KINDS,
  STACK_BOTTOM,
  checkEnding,
  describeAttacks,
  runAttacks,
  unreadable,
  unwritable,
} from './attack';
import { text } from './programs';
import type { Length, Pointer, SyscallRow } from './syscallArguments';
import { SYSCALLS, callOf, goodData, isPointer, withArguments } from './syscallArguments';

interface NumberTable {
  readonly groups: readonly { readonly rows: readonly [string, number, string][] }[];
}

const tablePath = join(__dirname, '../../guest/abi/table.json');
const table = JSON.parse(readFileSync(tablePath, 'utf8')) as NumberTable;

function attack(
  kind: ImageKind,
  row: SyscallRow,
  other: Readonly<Record<number, number>>,
  ends: Ending,
): Attack {
  const said = Object.entries(other).map(([at, it]) => `a${at} = ${hex32(it)}`);
  const name = [row.name, ...said].join(', ');
  return { name, kind, code: callOf(row, withArguments(row, other)), data: goodData, ends };
}

const trapped = ({ access }: Pointer, value: number): Ending => ({
  status: 'trapped',
  cause: access === 'read' ? CAUSE.LOAD_FAULT : CAUSE.STORE_FAULT,
  value,
});

/** One pointer that is bad from its first byte on, or from a later one. */
function forgeries(kind: ImageKind, row: SyscallRow, at: number, pointer: Pointer): Attack[] {
  const places = pointer.access === 'read' ? unreadable(kind) : unwritable(kind);
  const bad = [
    ...places.map(it => it.address),
    ...[1, 2, pointer.bytes].map(before => -before >>> 0), // Round the end of all addresses.
    STACK_BOTTOM - 1,
  ].filter(it => it !== 0 || pointer.isOptional !== true);
  const ends = [kind.dataEnd, abi.STACK_TOP];
  if (pointer.access === 'read') ends.push(abi.ARGS_PAGE + 0x1000);
  return [
    ...bad.map(it => attack(kind, row, { [at]: it }, trapped(pointer, it))),
    ...ends.map(it => attack(kind, row, { [at]: it - pointer.bytes + 1 }, trapped(pointer, it))),
  ];
}

/** Lengths around every border, with a pointer to as much as there is, and with one to nothing. */
function lengths(kind: ImageKind, row: SyscallRow, at: number, it: Length): Attack[] {
  const pointer = row.args[it.of - 1];
  if (pointer === undefined || !isPointer(pointer)) return assert.fail(row.name);
  const nowhere = 0x20000000;
  const small = [0, 1, it.most - 1, it.most];
  const large = [it.most + 1, 0x10000, 0x10001, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
  return [...small, ...(it.shift === undefined ? large : [])].flatMap(value =>
    [STACK_BOTTOM, nowhere].map(pointed => {
      const plain = row.args[at - 1]?.good ?? 0;
      const shift = it.shift ?? 0;
      const mask = it.shift === undefined ? 0 : ~(0xffff << shift);
      const argument = ((plain & mask) | (value << shift)) >>> 0;
      const ends = endOfLength(row, pointer, it, value, pointed);
      return attack(kind, row, { [it.of]: pointed, [at]: argument }, ends);
    }),
  );
}

function endOfLength(
  row: SyscallRow,
  pointer: Pointer,
  it: Length,
  value: number,
  pointed: number,
): Ending {
  const done: Ending = { status: row.ends ?? 'success' };
  const goesOn: Ending = { status: 'success' };
  const gas = BigInt(it.price ?? 0) * BigInt(Math.ceil(value / (it.unit ?? 1)));
  if (gas > DEFAULT_GAS_LIMIT) return { status: 'outOfGas' };
  if (it.beyond === 'refused' && value > it.most) return goesOn;
  if (it.only !== undefined && !it.only.includes(value)) return goesOn;
  const isWords = row.number === abi.CONSOLE_WRITE && it.of === 3;
  const bytes = Math.min(isWords ? value & ~3 : value, it.most);
  if (bytes === 0) return done;
  const first = pointed === STACK_BOTTOM ? abi.STACK_TOP : pointed;
  return pointed + bytes > first ? trapped(pointer, first) : done;
}

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
    SYSCALLS.map(row => attack(kind, row, {}, { status: row.ends ?? 'success' })),
  ),
);

describeForgeries('forged pointers in a syscall from a', (kind, row) =>
  row.args.flatMap((it, at) => (isPointer(it) ? forgeries(kind, row, at + 1, it) : [])),
);

describeForgeries('forged lengths in a syscall from a', (kind, row) => [
  ...row.args.flatMap((it, at) =>
    !isPointer(it) && it.length !== undefined ? lengths(kind, row, at + 1, it.length) : [],
  ),
  ...(row.lengths ?? []).flatMap(it => lengths(kind, row, 4, it)),
]);

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
