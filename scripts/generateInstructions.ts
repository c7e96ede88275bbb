/** Writes docs/instructions.md from the instruction tables in debugger/vm/isa; `--check` compares instead. */

import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ALIASES } from '../debugger/vm/isa/aliases';
import type {
  BaseInstruction,
  CompressedInstruction,
  Extension,
  Instruction,
} from '../debugger/vm/isa/instruction';
import { isShort, traits } from '../debugger/vm/isa/instruction';
import { BASE_EXTENSIONS, COMPRESSED_EXTENSIONS } from '../debugger/vm/isa/instructions';
import { writeGenerated } from './lib/writeGenerated';

const path = join(__dirname, '../docs/instructions.md');

const HEAD = `# Instructions

Written by \`npm run generate\` from the rows in \`debugger/vm/isa\`: change those. Decoder, disassembler, test assembler,
interpreter and this page come from the same rows. An encoding that is not here is an illegal instruction.

In an encoding, a dot is a bit that operands fill. An effect is a TypeScript expression over \`a\` (rs1), \`b\` (rs2),
\`imm\`, \`pc\` and \`old\`, the memory word of an atomic: signed 32-bit numbers all. It may call the functions of
\`hart/arithmetic.ts\`. A result is taken modulo 2^32.

## Adding an extension

1. A file beside \`rv32m.ts\` with a row per instruction: name, fixed bits, operands by the names in \`fields.ts\`, effect.
   What a translator needs and the price class follow from the effect; a row says only that it costs as much as a
   multiplication or a division. A compressed instruction says which instruction it spells instead of an effect.
2. A line for it in \`instructions.ts\`.
3. \`npm run generate\`. The interpreter has its cases, this page its table; the disassembler and the assembler know it.
4. A file beside \`jit/lower/rv32m.ts\` with a lowering per row, and a name in \`lowerings.ts\` there
   ([translation.md](translation.md#adding-an-instruction)). A row without one is the interpreter's, and a test says so.

An operand that no instruction had before is a line in \`fields.ts\`. What no operator of an expression does is a short
function in \`hart/arithmetic.ts\`, and no more than that. An effect that is no expression at all is a function
in \`hart/system.ts\` and a name in \`SystemFunction\`, and the row says \`calls\`. An extension of one letter has its bit in
\`misa\` (\`csr/configuration.ts\`).

The tests take the rows from the tables. Of each, \`isa/instructions.test.ts\` looks at the encoding and \`hart/traits.test.ts\` at
what its effect promises; \`jit/lower/lowerings.test.ts\` compares the two engines with every kind of operand, and
\`test/isa/engines.test.ts\` in random programs. Of what it computes only another machine can tell whether it is right:
\`test/qemu/differential.test.ts\` asks QEMU, whose hart has what the tables have (\`scripts/lib/lockstep/qemuLog.ts\`). What
QEMU 7.2 has not is a chunk of \`CHUNKS_WITH_CLOCK\` in \`chunks.ts\` beside it, and no row of other chunks.
\`test/isa/newExtension.test.ts\` does the four steps with Zba in a copy of the folder, runs a program in both engines, and has the
copy's tests find a wrong lowering.

## Beside LLVM

\`test/isa/llvm.test.ts\` compares text, length and validity with \`llvm-objdump\` and the extensions of this page: every
halfword, words by the hundred thousand, and every row's fixed bits with one or two of them changed. By hand,
\`npx tsx scripts/compareWithLlvm.ts\` compares ten million. The texts differ here, and nowhere else:

- A \`fence\` or \`fence.i\` with reserved bits set is executed as if they were clear, and is shown so. LLVM calls it
  unknown, but for \`fence.tso\`, which a single hart executes as a \`fence\`. [Unpriv §2.7, §3]
- A CSR that the hart has not is shown by its number; LLVM knows names of other extensions.
- \`dret\` is illegal: it belongs to debug mode, which the hart has not. LLVM decodes it always.
- Without aliases, LLVM still calls a halfword of zeros \`c.unimp\` and \`csrrw zero, cycle, zero\` \`unimp\`. The first is
  \`unimp\` here, the second is shown as the row that it is.
- An instruction of more than 32 bits is illegal, and its first four bytes are shown. [Unpriv §1.5]

The assembler reads what the disassembler prints back as the same word, with three exceptions: \`li\`, which is two
instructions so that it takes any value; a compressed instruction spelled out, which becomes the long one; and a fence's
reserved bits. \`.insn\` is for reading only.
`;

async function main(): Promise<void> {
  const sections = [
    ...BASE_EXTENSIONS.map(baseSection),
    ...COMPRESSED_EXTENSIONS.map(shortSection),
  ];
  const text = [HEAD, ...sections, aliasSection()].join('\n');
  const options = await resolveConfig(path);
  writeGenerated(path, await format(text, { ...options, filepath: path }));
}

function baseSection({ name, instructions }: Extension<BaseInstruction>): string {
  return table(
    `## ${name}`,
    ['Instruction', 'Format', 'Encoding', 'Effect', 'Ends a block', 'May trap', 'Memory', 'Price'],
    instructions.map(row => {
      const { endsBlock, mayTrap, memory, price } = traits(row);
      return [
        spelling(row),
        row.format,
        encoding(row),
        effectOf(row),
        endsBlock ? 'yes' : '',
        mayTrap ? 'yes' : '',
        memory === 'none' ? '' : memory,
        price,
      ];
    }),
  );
}

function shortSection({ name, instructions }: Extension<CompressedInstruction>): string {
  return table(
    `## ${name}`,
    ['Instruction', 'Format', 'Encoding', 'Is', 'Except'],
    instructions.map(row => [
      spelling(row),
      row.format,
      encoding(row),
      code(row.expands),
      exceptions(row),
    ]),
  );
}

function aliasSection(): string {
  return table(
    '## Pseudo-instructions',
    ['Spelling', 'Is'],
    ALIASES.map(({ name, operands, expansion }) => {
      const sources = expansion.operands.map(([field, it]) =>
        'field' in it ? it.field : `${field} = ${it.constant}`,
      );
      return [code(`${name} ${operands}`), code(`${expansion.row.name} ${sources.join(', ')}`)];
    }),
  );
}

function exceptions({ nonzero, except }: Instruction): string {
  const zero = (nonzero ?? []).map(it => `${it} = 0`);
  const other = except === undefined ? [] : [`${except.field} = ${except.value}`];
  return [...zero, ...other].join(', ');
}

function spelling(row: Instruction): string {
  return code(`${row.name} ${row.operands}`);
}

/** Highest bit first, in nibbles. */
function encoding({ mask, match }: Instruction): string {
  const width = isShort(match) ? 16 : 32;
  const bits = Array.from({ length: width }, (_, at) => {
    const bit = width - 1 - at;
    return ((mask >>> bit) & 1) === 0 ? '.' : String((match >>> bit) & 1);
  });
  return code(bits.join('').replace(/.{4}(?=.)/g, '$& '));
}

function effectOf({ effect }: BaseInstruction): string {
  if ('sets' in effect) return code(`rd = ${effect.sets}`);
  if ('branchesIf' in effect) return code(`if (${effect.branchesIf}) pc += imm`);
  if ('jumpsTo' in effect) return code(`rd = next; pc = ${effect.jumpsTo}`);
  if ('loads' in effect) return code(`rd = ${effect.loads} at a + imm`);
  if ('stores' in effect) return code(`${effect.stores} at a + imm = b`);
  if ('exchanges' in effect) return code(`rd = old; i32 at a = ${effect.exchanges}`);
  return 'calls' in effect ? `calls ${code(effect.calls)}` : 'nothing';
}

function table(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [heads, heads.map(() => '---'), ...rows.map(it => it.map(escaped))];
  return `${title}\n\n${lines.map(it => `| ${it.join(' | ')} |`).join('\n')}\n`;
}

/** A bar would end the cell, in code too. */
function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}

function code(text: string): string {
  return `\`${text.trim()}\``;
}

void main();
