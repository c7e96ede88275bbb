import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';
import { findBlocks } from './blocks';
import { dispatcherModule } from './dispatcher';
import { tlbBytes } from './layout';
import { writeModule } from './module';
import { MACHINE_BANK, pageOf, SUPERVISOR_BANK } from './page.fixture';
import { REGION_PARAMETERS, translateRegion } from './region';
import { divide } from './regions';

const GOLDENS = join(__dirname, 'goldens');

/** What each shape of code becomes, to be read: `UPDATE_GOLDEN=1` writes it anew. */
const SHAPES: Readonly<Record<string, string>> = {
  straight: 'addi a0, a0, 1; xor a1, a0, a2; mulhu a3, a1, a0; div a4, a1, a0; ecall',
  memory: 'lw a0, 8(s0); sb a0, 1(s1); amoadd.w a1, a0, (s0); ecall',
  frames: `${Array.from({ length: 8 }, (_, at) => `lw a${at % 2}, ${at * 4}(sp)`).join('; ')}
    add a0, a0, a1; sw a0, 32(sp); ecall`,
  branches: 'beq a0, a1, else; addi a0, a0, 1; j end; else: addi a0, a0, 2; end: ecall',
  csrs: 'csrrw a0, mscratch, a1; csrrsi a2, mepc, 3; csrr a3, mcause; csrr a4, cycle; ecall',
  loops: `outer: li t0, 8
    inner: add a0, a0, t0; addi t0, t0, -1; bnez t0, inner
    addi a1, a1, -1; bnez a1, outer; ecall`,
  calls: 'auipc ra, 0; jalr ra, 16(ra); j out; nop; function: addi a0, a0, 1; jr ra; out: ecall',
};

function moduleOf(program: string, isGuarded = false, bank = MACHINE_BANK): Uint8Array {
  const page = pageOf(program, { bank });
  const regions = divide(findBlocks(page), page.isEntered);
  const tlb = tlbBytes(bank, isGuarded);
  const functions = regions.map(it => translateRegion(it, tlb));
  return writeModule({ parameters: REGION_PARAMETERS }, functions);
}

async function textOf(module: Uint8Array): Promise<string> {
  const read = (await wabt()).readWasm(module.slice(), { readDebugNames: false });
  read.validate();
  return read.toText({ foldExprs: true, inlineExport: false });
}

async function compareWithGolden(name: string, module: Uint8Array): Promise<void> {
  const path = join(GOLDENS, `${name}.wat`);
  const text = await textOf(module);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);
  assert.ok(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`);
  assert.equal(text, readFileSync(path, 'utf8'));
}

describe('the WebAssembly of', () => {
  for (const [name, program] of Object.entries(SHAPES)) {
    it(`${name} is valid, and what it was`, () => compareWithGolden(name, moduleOf(program)));
  }

  it('accesses while something is watched is valid, and what it was', () =>
    compareWithGolden('guarded', moduleOf('lh a0, 2(s0); sw a0, 4(s1); ecall', true)));

  it('a supervisor’s reads of the clock, which others may forbid, is valid, and what it was', () =>
    compareWithGolden(
      'clock',
      moduleOf('csrr a0, timeh; csrr a1, time; ecall', false, SUPERVISOR_BANK),
    ));

  it('the dispatcher is valid, and what it was', () =>
    compareWithGolden('dispatcher', dispatcherModule()));
});
