/** Writes docs/receipts.md, docs/abi.md and docs/scenarios.md from the schemas of their JSON; `--check` compares instead. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ABI } from './lib/abiPage';
import { SCENARIO } from './lib/scenarioPage';
import { writeGenerated } from './lib/writeGenerated';

interface Schema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

interface Page {
  readonly path: string;
  readonly schema: string;
  readonly title: string;
  readonly text: string;
  /** Heading of the table of the whole. */
  readonly root: string;
}

const pages: readonly Page[] = [
  {
    path: 'docs/receipts.md',
    schema: 'debugger/chain/receipts/schema.json',
    title: 'Receipts',
    root: 'A receipt',
    text: `\`avm run --receipts FILE SCENARIO\` writes a list of these, one for each transaction; \`-\` is the terminal. With
\`--receipts-format avm\` it writes aVM's bytes instead, which know less [aVM 4].

Large numbers are decimal text, bytes are hexadecimal text without \`0x\`, what is not there is \`null\`. The form is version
1: members may be added, and one that changes its meaning makes version 2. A receipt says what happened, not what it means;
names, decoded events and decoded storage need the contract's ABI and are in \`avm run --json\` and in the sidebar.

What a failed call did is undone, and still told in its place in the tree: what it wrote, fired, paid and made, with
\`isUndone\`. The lists of the transaction itself have what stays.`,
  },
  {
    path: 'docs/abi.md',
    schema: 'debugger/chain/abi/schema.json',
    title: 'The ABI',
    root: 'The document',
    text: ABI,
  },
  {
    path: 'docs/scenarios.md',
    schema: 'debugger/chain/scenario/schema.json',
    title: 'Scenarios',
    root: 'The file',
    text: SCENARIO,
  },
];

const root = join(__dirname, '..');

async function main(): Promise<void> {
  for (const page of pages) {
    const path = join(root, page.path);
    const options = await resolveConfig(path);
    writeGenerated(path, await format(write(page), { ...options, filepath: path }));
  }
}

function write({ schema: from, title, text, root: heading }: Page): string {
  const schema = JSON.parse(readFileSync(join(root, from), 'utf8')) as Schema;
  const parts = [
    `# ${title}\n\nWritten by \`npm run generate\` from \`${from}\`: change that.\n\n${text}\n\n## ${heading}\n\n`,
    table(schema),
  ];
  for (const [name, it] of Object.entries(schema.definitions ?? {})) {
    parts.push(`\n## \`${name}\`\n\n${it.description ?? ''}\n\n`);
    if (it.properties !== undefined) parts.push(table(it));
  }
  return parts.join('');
}

function table({ properties = {} }: Schema, prefix = ''): string {
  const rows = Object.entries(properties).flatMap(([name, it]) => rowsOf(prefix + name, it));
  return ['| Member | Type | Meaning |', '|---|---|---|', ...rows, ''].join('\n');
}

/** A member and, where it is an object that has no name of its own, its members too. */
function rowsOf(name: string, it: Schema): string[] {
  const own = `| \`${name}\` | ${typeOf(it)} | ${it.description ?? ''} |`;
  const within = it.properties ?? it.items?.properties ?? {};
  const path = it.items === undefined ? name : `${name}[]`;
  const inner = Object.entries(within).flatMap(([member, at]) => rowsOf(`${path}.${member}`, at));
  return [own, ...inner];
}

function typeOf(it: Schema): string {
  if (it.$ref !== undefined) return it.$ref.replace('#/definitions/', '');
  if (it.const !== undefined) return JSON.stringify(it.const);
  if (it.enum !== undefined) return it.enum.map(value => `\`${String(value)}\``).join(', ');
  if (it.anyOf !== undefined) return it.anyOf.map(typeOf).join(' or ');
  if (it.items !== undefined)
    return `list of ${it.items.properties === undefined ? typeOf(it.items) : 'objects'}`;
  return [it.type ?? 'anything'].flat().join(' or ');
}

void main();
