/** Writes docs/syscalls.md and docs/gas.md from guest/abi/table.json; `--check` compares instead. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { writeGenerated } from './lib/writeGenerated';

type Row = readonly [name: string, value: number | string, meaning: string];
interface Group {
  readonly title: string;
  readonly rows: readonly Row[];
}

const root = join(__dirname, '..');
const table = readFileSync(join(root, 'guest/abi/table.json'), 'utf8');
const { groups } = JSON.parse(table) as { readonly groups: readonly Group[] };

const SYSCALLS = `# System calls

Written by \`npm run generate\` from \`guest/abi/table.json\`: change that, or the text in \`scripts/generateKernelDocs.ts\`.

A contract asks the kernel with an \`ecall\`: the number in a7, arguments in a1 to a6, the answer in a0. Every other
register stays as it was. Numbers up to 10 and 1000 are aVM's, with its arguments and answers; the rest are ours. The
wrappers are in \`guest/clibc\`, the kernel's side in \`guest/kernel/src/syscall\`, a file each.

## Calls

`;

const POINTERS = `
## Pointers and lengths

The kernel uses a pointer only as the contract itself could: each page must be mapped, a user page, and readable or
writable as the call needs. A contract that hands over another one ends as if it had used it, with a receipt that says
\`trapped\`, the address, and the ecall. Nothing is written unless all of it can be. Lengths are looked at before anything
is read; what is longer than a call takes is an error, or is cut off where aVM cuts it off (the message of PANIC).

A pointer that a call answers is fresh memory of the contract's heap. A heap that is full ends the contract, since 0
means something else in aVM's interface.

## Failures

Our own calls answer 0, or an error. aVM's answer 0 or 1 and do not say why; \`LAST_ERROR\` afterwards does, for both. It
answers 0 after a call that went well. After CALL and CALL_PROGRAM it answers the callee's own error code.

`;

const ENDINGS = `
CALL answers with how the callee ended, one of these, or with an error from above if there was no call:

`;

const CREATED = `
## Addresses of new contracts

CREATE takes the last 20 bytes of keccak-256 over the ten letters \`avm create\`, the creator's address (20 bytes), and how
many contracts it has made before (its nonce, 8 bytes, little-endian). Nobody else can have that address first but by
a transaction that names it, in which case CREATE says so and the next one gets another. A new contract's code does not run until it is called. What a
failed call has made is gone, and the number is free again.

## Signatures

secp256k1 with hashes of 32 bytes, signatures as r and s, and public keys in the forms of [SEC 1 §2.3.3]. Of the two
signatures that each one can be turned into, only the one with the smaller s is valid [BIP 146]. RECOVER takes either, as
the EVM's does: whoever recovers compares an address and needs no second rule.

## Limits

`;

const GAS = `# Gas

Written by \`npm run generate\` from \`guest/abi/table.json\`: change that, or the text in \`scripts/generateKernelDocs.ts\`.

One unit for each instruction that a contract retires, and a price for each system call, below. An \`ecall\` traps and
does not retire, so it costs its price only. What the kernel does beside that costs nothing: it depends on nothing that a
contract could know.

The platform's \`time\` counts retired user instructions. While a contract runs the kernel keeps \`stimecmp\` where its
gas ends; the supervisor timer interrupt is the instruction for which there was none left [Sstc]. No host looks at it, so
it comes at the same instruction in every run, in every engine, and with a debugger attached. A limit of exactly what a
transaction uses is enough for it, unless it makes calls: a caller keeps a part.

**A limit for a transaction, an allowance for a call.** CALL names the gas that its callee may use. It gets that, but
never the caller's last 64th, so that a caller can deal with a callee that takes all. What the callee leaves comes back.
CALL_PROGRAM gives all there is, as aVM does; when that is gone, so is the caller's.
A call within a transaction pays for the pages that its callee begins with; a transaction's own call does not, since there is
one of it.

**Out of gas** undoes all that the call did, and uses up what it was given. In a call, that is the callee's end and the
caller goes on; for a transaction, its sender's nonce is used and nothing else has happened.

**The kernel's memory** ends before gas does for who writes, logs or calls without end: a transaction that makes the
kernel keep more than 2 MiB ends as out of gas, and its reason says that it was memory.

Where a price comes from is the EVM's schedule by way of aVM's [aVM 12], which knew what is dear: what every node keeps
for ever, then what it has to look up, then what it has to compute. What the firmware computes for a contract (hashes,
signatures) is priced by the time that takes, at five nanoseconds a unit: whatever a contract spends its gas on, a limit
of 100 million is about half a second.

## Prices

`;

const SPLIT = `
A receipt tells how many instructions each call retired itself and what its system calls cost, by kind; the sum is the
gas used, to the last unit.
`;

async function main(): Promise<void> {
  const [syscalls, errors, prices, sizes, tags] = [
    'Syscalls',
    'Errors',
    'Gas',
    'Sizes',
    'Transactions',
  ].map(group);
  const statuses = tags?.rows.filter(([name]) => name.startsWith('STATUS_'));
  const limits = sizes?.rows.filter(([name]) => /^MAX_|^EVENT_|^HEAP_|^STACK_B/.test(name));
  await write('syscalls.md', [
    SYSCALLS,
    rows('Number', syscalls?.rows),
    POINTERS,
    rows('Number', errors?.rows),
    ENDINGS,
    rows('Number', statuses),
    CREATED,
    rows('Value', limits),
  ]);
  await write('gas.md', [GAS, rows('Gas', prices?.rows, 'Reason'), SPLIT]);
}

function group(start: string): Group | undefined {
  return groups.find(({ title }) => title.startsWith(start));
}

function rows(value: string, all: readonly Row[] = [], meaning = 'Meaning'): string {
  const lines = all.map(
    ([name, number, text]) => `| \`${name}\` | ${number} | ${text.replaceAll('|', '\\|')} |`,
  );
  return [`| Name | ${value} | ${meaning} |`, '|---|---|---|', ...lines, ''].join('\n');
}

async function write(name: string, parts: readonly string[]): Promise<void> {
  const path = join(root, 'docs', name);
  const options = await resolveConfig(path);
  writeGenerated(path, await format(parts.join(''), { ...options, filepath: path }));
}

void main();
