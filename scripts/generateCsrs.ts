/** Writes docs/csrs.md from the CSR tables in debugger/vm/csr; `--check` compares instead. */

import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { CSR } from '../debugger/vm/csr/addresses';
import { configurationCsrs } from '../debugger/vm/csr/configuration';
import { counterCsrs } from '../debugger/vm/csr/counters';
import { isReadOnly, lowestPrivilege, type CsrDefinition } from '../debugger/vm/csr/csr';
import { protectionCsrs } from '../debugger/vm/csr/protection';
import { statusCsrs } from '../debugger/vm/csr/status';
import { trapCsrs } from '../debugger/vm/csr/traps';
import { triggerCsrs } from '../debugger/vm/csr/triggers';
import { Machine } from '../debugger/vm/machine';
import { hex } from '../debugger/shared/hex';
import { writeGenerated } from './lib/writeGenerated';

const path = join(__dirname, '../docs/csrs.md');

const GROUPS: readonly (readonly [title: string, rows: readonly CsrDefinition[]])[] = [
  ['Status [Priv §3.1.6, §4.1.1]', statusCsrs],
  ['Traps [Priv §3.1.7–§3.1.16, §4.1.2–§4.1.9]', trapCsrs],
  ['Identity, environment, translation [Priv §3.1.1–§3.1.5, §3.1.18, §4.1.11]', configurationCsrs],
  ['Physical memory protection [Priv §3.7]', protectionCsrs],
  ['Counters and timers [Priv §3.1.10–§3.1.12] [Unpriv §10] [Sstc]', counterCsrs],
  ['Triggers [Debug §5.2]', triggerCsrs],
];

const HEAD = `# Control and status registers

Written by \`npm run generate\` from the rows in \`debugger/vm/csr\`: change those. An address that is not here is an
illegal instruction, in every mode. The choices behind the rows are in [machine.md](machine.md).

Mode is the lowest one that may use the register; bits 9:8 of the address say it. Writable are the bits that software can
change, with everything delegated and before anything is locked; in a register without any, writes are ignored, or illegal
where bits 11:10 of the address say that it is read-only.
`;

async function main(): Promise<void> {
  const text = [HEAD, ...GROUPS.map(([title, rows]) => section(title, rows))].join('\n');
  const options = await resolveConfig(path);
  writeGenerated(path, await format(text, { ...options, filepath: path }));
}

function section(title: string, rows: readonly CsrDefinition[]): string {
  const lines = series([...rows].sort((a, b) => a.address - b.address)).map(rowOf);
  return `## ${title}

| Address | Name | Mode | At reset | Writable | Fields |
|---|---|---|---|---|---|
${lines.join('\n')}
`;
}

/** Neighbours that are alike but for a number in their name, such as pmpaddr0 to pmpaddr15. */
interface Series {
  readonly first: CsrDefinition;
  readonly last: CsrDefinition;
}

function series(rows: readonly CsrDefinition[]): Series[] {
  const found: Series[] = [];
  for (const row of rows) {
    const before = found.at(-1);
    if (before !== undefined && continues(before.last, row)) {
      found[found.length - 1] = { first: before.first, last: row };
    } else {
      found.push({ first: row, last: row });
    }
  }
  return found;
}

function continues(last: CsrDefinition, row: CsrDefinition): boolean {
  const number = Number(/\d+/.exec(last.name)?.[0] ?? NaN);
  return (
    row.address === last.address + 1 && row.name === last.name.replace(/\d+/, String(number + 1))
  );
}

function rowOf({ first, last }: Series): string {
  const addresses = [first, last].map(it => hex(it.address, 3));
  const names = [first.name, last.name].map(it => `\`${it}\``);
  const isOne = first === last;
  const mode = { 0: 'U', 1: 'S', 2: 'H', 3: 'M' }[lowestPrivilege(first.address)];
  const fields = first.fields.map(it =>
    it.high === it.low ? `${it.name} ${it.high}` : `${it.name} ${it.high}:${it.low}`,
  );
  return `| ${[
    isOne ? addresses[0] : addresses.join('–'),
    isOne ? names[0] : names.join(' to '),
    mode,
    hex(first.reset >>> 0),
    isReadOnly(first.address) ? 'read-only' : writableText(first),
    isOne || last.fields.length === 0 ? fields.join(', ') : `${fields.join(', ')}, and so on`,
  ].join(' | ')} |`;
}

function writableText(row: CsrDefinition): string {
  const mask = writableBits(row);
  if (mask === 0) return 'none';
  return mask === 0xffff_ffff ? 'all' : hex(mask);
}

/** Found by trying: what differs after a write of ones, all or a single one, from what a write of zero leaves. */
function writableBits({ address }: CsrDefinition): number {
  const singly = Array.from({ length: 32 }, (_, bit) => 1 << bit);
  return [[-1], singly].map(it => changedBits(address, it)).reduce((a, b) => a | b) >>> 0;
}

function changedBits(address: number, values: readonly number[]): number {
  const machine = new Machine({ ramBytes: 4096 });
  // With counters that stand still, what is read is what was written.
  for (const it of [CSR.MIDELEG, CSR.MCOUNTINHIBIT]) {
    if (it !== address) machine.writeCsr(it, -1);
  }
  let mask = 0;
  for (const value of values) {
    machine.writeCsr(address, 0);
    const zero = machine.readCsr(address);
    machine.writeCsr(address, value);
    mask |= machine.readCsr(address) ^ zero;
  }
  return mask;
}

void main();
