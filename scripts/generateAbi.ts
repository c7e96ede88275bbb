/** Writes the Rust and the TypeScript side of `guest/abi/table.json`; `--check` compares instead. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeGenerated } from './lib/writeGenerated';

type Row = readonly [name: string, value: number | string, meaning: string];
interface Table {
  readonly groups: readonly { readonly title: string; readonly rows: readonly Row[] }[];
}

const root = join(__dirname, '..');
const { groups } = JSON.parse(readFileSync(join(root, 'guest/abi/table.json'), 'utf8')) as Table;

const rust = groups.map(({ title, rows }) =>
  [
    `// ${title}\n`,
    ...rows.map(row => `/// ${row[2]}\npub const ${row[0]}: u32 = ${rustLiteral(row)};`),
  ].join('\n'),
);
const typescript = groups.map(({ title, rows }) =>
  [
    `// ${title}\n`,
    ...rows.map(([name, value, meaning]) => `/** ${meaning} */\nexport const ${name} = ${value};`),
  ].join('\n'),
);

const syscalls = groups.find(({ title }) => title.startsWith('Syscalls'))?.rows ?? [];
const names = [
  '/** Syscalls by number. */',
  'export const SYSCALL_NAMES: ReadonlyMap<number, string> = new Map([',
  ...syscalls.map(([name, number]) => `  [${number}, '${name}'],`),
  ']);',
].join('\n');

writeGenerated(
  join(root, 'guest/abi/src/table.rs'),
  `//! Generated from table.json by \`npm run generate\`.\n\n${rust.join('\n\n')}\n`,
);
writeGenerated(
  join(root, 'debugger/chain/abi.generated.ts'),
  `/** Generated from guest/abi/table.json by \`npm run generate\`. */\n\n${typescript.join('\n\n')}\n\n${names}\n`,
);

/** Hexadecimal with the separators that clippy asks for. */
function rustLiteral([, value]: Row): string {
  if (typeof value === 'number')
    return value >= 10000 ? String(value).replace(/\B(?=(\d{3})+$)/g, '_') : String(value);
  const digits = value.slice(2);
  return `0x${digits.length > 4 ? digits.replace(/\B(?=(.{4})+$)/g, '_') : digits}`;
}
