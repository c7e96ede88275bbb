/** Writes docs/json.md from the views that commands print; `--check` compares instead. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeGenerated } from './lib/writeGenerated';

const root = join(__dirname, '..');

/** Files with the views, and those of their interfaces that are printed. */
const VIEWS: readonly (readonly [file: string, names: readonly string[]])[] = [
  [
    'debugger/protocol.ts',
    [
      'ReceiptView',
      'CallView',
      'EventView',
      'FieldView',
      'LogView',
      'PlaceView',
      'TrapView',
      'GasPartView',
      'ChangeView',
      'AccountView',
      'SlotView',
    ],
  ],
  ['debugger/cli/failures/failureView.ts', ['FailureView', 'FailurePlace', 'FailureFrame']],
];

interface Member {
  readonly name: string;
  readonly type: string;
  readonly meaning: string;
}

/** The members of an interface, each on a line of its own with a sentence before it at most. */
function membersOf(source: string, name: string): Member[] {
  const body = new RegExp(`^export interface ${name} \\{\\n(.*?)^\\}`, 'ms').exec(source)?.[1];
  if (body === undefined) throw new Error(`there is no interface ${name}`);
  const lines = body.matchAll(/(?:^ {2}\/\*\* (.*) \*\/\n)?^ {2}readonly (\w+)(\??): (.*);$/gm);
  return [...lines].map(([, meaning = '', member = '', optional = '', type = '']) => {
    const isOptional = optional === '?' || type.endsWith(' | undefined');
    return {
      name: member,
      type: typeText(type.replace(/ \| undefined$/, '')),
      meaning:
        isOptional && !meaning.startsWith('Absent')
          ? `${meaning} It may be missing.`.trim()
          : meaning,
    };
  });
}

function typeText(type: string): string {
  const plain = type.replaceAll('readonly ', '').replace('ReceiptStatus', 'status');
  return plain.endsWith('[]')
    ? `list of ${typeText(plain.slice(0, -2))}`
    : plain.replace(/View$/, '');
}

/** Of the type ReceiptStatus. */
function statuses(): string {
  const source = readFileSync(join(root, 'debugger/protocol.ts'), 'utf8');
  const type = /type ReceiptStatus =([^;]*);/.exec(source)?.[1] ?? '';
  return [...type.matchAll(/'(\w+)'/g)].map(([, it = '']) => `\`${it}\``).join(', ');
}

function table(members: readonly Member[]): string {
  const rows = members.map(({ name, type, meaning }) => {
    return `| \`${name}\` | ${type.replaceAll('|', '\\|')} | ${meaning} |`;
  });
  return ['| Member | Type | Meaning |', '|---|---|---|', ...rows].join('\n');
}

const sections = VIEWS.flatMap(([file, names]) => {
  const source = readFileSync(join(root, file), 'utf8');
  return names.map(it => `## \`${it.replace(/View$/, '')}\`\n\n${table(membersOf(source, it))}`);
});

const page = `# What \`--json\` prints

Written by \`npm run generate\` from \`debugger/protocol.ts\` and \`debugger/cli/failures\`: change those, or the text in
\`scripts/generateJsonDocs.ts\`.

One JSON value on standard output; progress and complaints are on standard error, and the exit code says the same as without
\`--json\`. With exit code 2 nothing may be printed.

Members may be added. Those that are here stay what they are: a program passes over what it does not know. Amounts of coin and
gas are decimal strings, since JSON's numbers are not exact; bytes are hexadecimal without 0x. A \`status\` is one of
${statuses()}.

| Command | What it prints |
|---|---|
| \`avm run\` | \`name\`, \`rules\`; \`outcome\`: \`complete\`, or why it is not; \`instructions\`: \`total\` with the kernel's, and \`contracts\`; \`receipts\`: list of Receipt; \`accounts\`: list of Account, at the end; \`failures\`: by index of the transaction, list of Failure; with \`--coverage\`, \`coverage\` as of \`avm test\` |
| \`avm test\` | \`version\`: 1, \`passed\`, \`failed\`, \`scenarios\`; see [testing](testing.md#reports) |
| \`avm state\` | \`root\`; \`accounts\`: list of Account |
| \`avm receipts\` | list of Receipt |
| \`avm chain info\` | \`transactions\`, a decimal string; \`accounts\`, \`contracts\`, \`slots\`; \`root\`; \`bytes\` on disk |
| \`avm chain check\` | \`isWhole\`; \`faults\`: list of sentences |
| \`avm build\` | \`name\`, \`executable\`, \`fileBytes\`, \`codeBytes\` and \`codeHash\` of what an account holds, \`abi\`; see [abi](abi.md) |
| \`avm trace check\` | \`agrees\`; \`difference\`, or null; \`compared\` and \`others\`: instructions by program |
| \`avm exec\` | \`reason\`, \`message\`, \`exitCode\`, \`code\` of the program's own, \`engine\`, \`translation\`, \`instructions\`, \`steps\`, \`seconds\`, \`instructionsPerSecond\`, \`pc\`, \`console\`; of what is no program \`reason\`: \`refused\`, and \`message\` |
| \`avm dwarf\` | see [dwarf](dwarf.md) |

The bytes of receipts themselves, which need no ABI, are what \`avm run --receipts\` writes: [receipts](receipts.md).

${sections.join('\n\n')}
`;

writeGenerated(join(root, 'docs/json.md'), page);
