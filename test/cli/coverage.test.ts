/** Coverage against a run in single steps, and against the lines that llvm-dwarfdump has for what was executed. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runHeadless } from '../../debugger/chain/headless';
import type { ChainRun, ChainStop } from '../../debugger/chain/run';
import { loadScenario } from '../../debugger/chain/scenario/loadScenario';
import { loadPrograms } from '../../debugger/chain/scenario/programs';
import type { ResolvedScenario } from '../../debugger/chain/scenario/resolve';
import { resolveScenario } from '../../debugger/chain/scenario/resolve';
import { readElf } from '../../debugger/elf/elfImage';
import { LineCoverage } from '../../debugger/engine/coverage';
import { lcov } from '../../debugger/engine/coverageReport';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';
import { PRIVILEGE } from '../../debugger/vm/machine';
import { llvm } from '../dwarf/tools';
import { AVM } from './support/avm';

const root = join(__dirname, '../..');
const transfer = 'sample-contracts/erc20/scenarios/transfer.scenario.json';
/** With a contract that calls another, and one that panics. */
const scenarios = [transfer, 'sample-contracts/dex/scenarios/refusals.scenario.json'];
const kernelPath = join(root, 'dist/kernel.elf');
const kernel = readElf(readFileSync(kernelPath), kernelPath);

describe('coverage', function () {
  this.timeout(120_000);

  for (const path of scenarios) {
    it(`counts what single steps count: ${path}`, async () => {
      const { coverage, resolved } = await covered(path);
      const stepped = new Map<string, Map<number, number>>();
      const { stop } = await runHeadless(resolved, { kernel, slice: counter(stepped) });
      assert.equal(stop, 'complete');
      const executed = coverage.executed();
      assert.ok(executed.length > 0);
      for (const { program, counts } of executed) {
        assert.deepEqual(sorted(counts), sorted(stepped.get(program.codeHash) ?? new Map()));
      }
    });

    it(`hits the lines that llvm-dwarfdump has for what was executed: ${path}`, async () => {
      const { coverage } = await covered(path);
      const expected = new Map<string, Set<number>>();
      for (const { program, counts } of coverage.executed()) {
        for (const { file, line } of linesOf(program.path, [...counts.keys()])) {
          expected.set(file, (expected.get(file) ?? new Set()).add(line));
        }
      }
      const files = coverage.files();
      assert.ok(files.length > 0);
      for (const { path: file, lines } of files) {
        const hit = [...lines].filter(([, count]) => count > 0).map(([line]) => line);
        const recorded = [...expected.keys()].find(it => file.endsWith(it));
        const wanted = [...(expected.get(recorded ?? '') ?? [])].sort((a, b) => a - b);
        assert.deepEqual(hit, wanted, file);
      }
    });
  }

  it('counts how often lines and functions were executed', async () => {
    const { coverage } = await covered(transfer);
    const [file] = coverage.files();
    assert.match(file?.path ?? '', /erc20\/src\/main\.rs$/);
    const source = readFileSync(file?.path ?? '', 'utf8').split('\n');
    const lineOf = (text: string): number => source.findIndex(it => it.includes(text)) + 1;
    assert.equal(file?.functions.find(it => it.name.endsWith('::transfer'))?.count, 1);
    assert.equal(file?.functions.find(it => it.name.endsWith('::transfer_from'))?.count, 0);
    const never = lineOf('fn transfer_from');
    assert.ok(never > 0);
    assert.equal(file?.lines.get(never), 0);
  });

  it('has only the own files unless all are asked for', async () => {
    const own = (await covered(transfer)).coverage.files().map(it => it.path);
    const all = (await covered(transfer, true)).coverage.files().map(it => it.path);
    assert.ok(own.every(it => it.includes('/sample-contracts/')));
    assert.ok(all.some(it => it.includes('/clibc/src/')));
  });

  it('adds runs up, and forgets a run that is repeated', async () => {
    const coverage = new LineCoverage();
    const resolved = await resolve(transfer);
    const totals: number[] = [];
    for (const name of ['a', 'b', 'b']) {
      await runHeadless(resolved, { kernel, slice: coverage.counting(resolved.programs, name) });
      totals.push(sum(coverage.executed()[0]?.counts.values() ?? []));
    }
    const [once = 0] = totals;
    assert.ok(once > 10_000);
    assert.deepEqual(totals, [once, 2 * once, 2 * once]);
  });

  it('is printed and written by avm run', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avm-'));
    try {
      const path = join(folder, 'lcov.info');
      const { status, stdout } = spawnSync(
        process.execPath,
        // prettier-ignore
        [...AVM, 'run', '--no-build',
          '--coverage', '--lcov', path, join(root, transfer)],
        { encoding: 'utf8', cwd: root, env: { ...process.env, NO_COLOR: '1' } },
      );
      assert.equal(status, 0);
      assert.match(stdout, /^sample-contracts\/erc20\/src\/main\.rs +\d+\/\d+ +\d+ % +\d+\/\d+/m);
      const records = readTracefile(readFileSync(path, 'utf8'));
      assert.deepEqual([...records.keys()], [join(root, 'sample-contracts/erc20/src/main.rs')]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is a tracefile whose sums are those of its lines', async () => {
    const { coverage } = await covered(transfer, true);
    const records = readTracefile(lcov(coverage));
    assert.equal(records.size, coverage.files().length);
  });
});

async function covered(
  path: string,
  all = false,
): Promise<{ coverage: LineCoverage; resolved: ResolvedScenario }> {
  const resolved = await resolve(path);
  const coverage = new LineCoverage({ all });
  const slice = coverage.counting(resolved.programs, path);
  const { stop, mismatches } = await runHeadless(resolved, { kernel, slice });
  assert.equal(stop, 'complete');
  assert.deepEqual(mismatches, []);
  return { coverage, resolved };
}

async function resolve(path: string): Promise<ResolvedScenario> {
  const file = join(root, path);
  const services = { readFile, fileExists, resolvePath };
  const scenario = await loadScenario(file, services, it => (it === file ? path : it));
  return resolveScenario(scenario, await loadPrograms(scenario, dirname(file), services));
}

/** Steps through the contracts and counts what retired, and what called the kernel. */
function counter(stepped: Map<string, Map<number, number>>) {
  return (run: ChainRun, maxSteps: number): ChainStop => {
    const { machine } = run;
    machine.stopOnUserEntry = true;
    machine.stopOnTrap = false;
    for (let left = maxSteps; left > 0; left--) {
      if (machine.privilege !== PRIVILEGE.USER) {
        const stop = run.run(maxSteps);
        if (stop !== 'userEntry') return stop;
      }
      const task = run.tasks.at(-1);
      const hash = run.firmware.pendingCode.get(task!.to) ?? run.state.codeHash(task!.to);
      const { pc, retired } = machine;
      run.run(1);
      const isSyscall = [3, 8].includes(machine.readCsr(0x142)) && machine.readCsr(0x141) === pc;
      const isTrap = machine.privilege !== PRIVILEGE.USER;
      if (isTrap ? !isSyscall : machine.retired === retired) continue;
      const counts = stepped.get(hash) ?? new Map<number, number>();
      stepped.set(hash, counts.set(pc, (counts.get(pc) ?? 0) + 1));
    }
    return 'budget';
  };
}

/** A row of a line table as llvm-dwarfdump prints it. */
interface Row {
  readonly address: number;
  readonly file: string;
  readonly line: number;
  readonly isEnd: boolean;
}

/**
 * The lines of addresses, by the end of their file's path. Functions that the linker dropped have their rows at
 * address 0, over which llvm-symbolizer stumbles; they are left out here.
 */
function linesOf(elf: string, addresses: readonly number[]): { file: string; line: number }[] {
  const sequences = sequencesOf(llvm('llvm-dwarfdump', ['--debug-line', elf]));
  return addresses.flatMap(pc => {
    const rows = sequences.find(
      it => (it[0]?.address ?? 0) > 0 && pc >= it[0]!.address && pc < it.at(-1)!.address,
    );
    const row = rows?.filter(it => it.address <= pc && !it.isEnd).at(-1);
    return row === undefined || row.line === 0 ? [] : [{ file: row.file, line: row.line }];
  });
}

function sequencesOf(text: string): Row[][] {
  const sequences: Row[][] = [];
  for (const table of text.split(/^debug_line\[/m).slice(1)) {
    const folders = [...table.matchAll(/^include_directories\[ *(\d+)\] = "(.*)"$/gm)];
    const folder = new Map(folders.map(it => [it[1], it[2]]));
    const names = table.matchAll(/^file_names\[ *(\d+)\]:\n *name: "(.*)"\n *dir_index: (\d+)$/gm);
    const file = new Map([...names].map(it => [it[1], `${folder.get(it[3]) ?? ''}/${it[2]}`]));
    let rows: Row[] = [];
    for (const it of table.matchAll(/^0x([0-9a-f]{16}) +(\d+) +\d+ +(\d+) .*$/gm)) {
      const isEnd = it[0].includes('end_sequence');
      rows.push({
        address: Number.parseInt(it[1] ?? '', 16),
        line: Number(it[2]),
        file: file.get(it[3]) ?? '',
        isEnd,
      });
      if (!isEnd) continue;
      sequences.push(rows);
      rows = [];
    }
  }
  return sequences;
}

/** Reads as geninfo(1) says, and checks the sums of each file. */
function readTracefile(text: string): Map<string, Map<number, number>> {
  const records = new Map<string, Map<number, number>>();
  assert.ok(text.endsWith('end_of_record\n'));
  for (const record of text.split('end_of_record\n').slice(0, -1)) {
    const rows = record
      .trimEnd()
      .split('\n')
      .map(it => [it.slice(0, it.indexOf(':')), it.slice(it.indexOf(':') + 1)] as const);
    const all = (key: string): string[] => rows.filter(it => it[0] === key).map(it => it[1]);
    const [lines, functions] = [all('DA'), all('FN')].map(some => some.map(it => it.split(',')));
    assert.ok(rows.every(it => /^(TN|SF|FN|FNDA|FNF|FNH|DA|LF|LH)$/.test(it[0])));
    const hits = (some: readonly (readonly string[])[], at: number): number =>
      some.filter(it => Number(it[at]) > 0).length;
    assert.deepEqual(all('LF'), [String(lines?.length)]);
    assert.deepEqual(all('LH'), [String(hits(lines ?? [], 1))]);
    assert.deepEqual(all('FNF'), [String(functions?.length)]);
    const counted = all('FNDA').map(it => it.split(','));
    assert.equal(counted.length, functions?.length);
    assert.deepEqual(all('FNH'), [String(hits(counted, 0))]);
    const [path = ''] = all('SF');
    records.set(path, new Map(lines?.map(([line, count]) => [Number(line), Number(count)])));
  }
  return records;
}

function sorted(counts: ReadonlyMap<number, number>): [number, number][] {
  return [...counts].sort(([a], [b]) => a - b);
}

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((a, b) => a + b, 0);
}
