/**
 * Counts how often each instruction of a contract is executed. The machine runs from block to block, so that a block
 * is counted, not its instructions; the kernel runs at full speed, and a run that nobody counts is as it always was.
 */

import type { Program } from '../chain/abi/program';
import type { ChainRun, ChainStop, Task } from '../chain/run';
import { firstInstruction } from '../vm/isa/guestInstruction';
import { traits } from '../vm/isa/instruction';
import { PRIVILEGE } from '../vm/machine';

/** Instructions that run one after the other. */
interface Block {
  readonly addresses: readonly number[];
  count: number;
}

/** The blocks of one program that were reached, by the address where they were entered. */
class ProgramBlocks {
  readonly #blocks = new Map<number, Block>();
  /** Of blocks that a trap cut short. */
  readonly #single = new Map<number, number>();

  constructor(private readonly program: Program) {}

  blockAt(pc: number): Block {
    let block = this.#blocks.get(pc);
    if (block === undefined) {
      block = { addresses: this.#addressesFrom(pc), count: 0 };
      this.#blocks.set(pc, block);
    }
    return block;
  }

  count(block: Block, executed: number): void {
    if (executed === block.addresses.length) {
      block.count++;
      return;
    }
    for (const pc of block.addresses.slice(0, executed)) {
      this.#single.set(pc, (this.#single.get(pc) ?? 0) + 1);
    }
  }

  counts(): Map<number, number> {
    const counts = new Map(this.#single);
    for (const { addresses, count } of this.#blocks.values()) {
      if (count === 0) continue;
      for (const pc of addresses) counts.set(pc, (counts.get(pc) ?? 0) + count);
    }
    return counts;
  }

  #addressesFrom(pc: number): number[] {
    const addresses: number[] = [];
    for (let at = pc; addresses.length < LONGEST_BLOCK;) {
      const instruction = firstInstruction(this.#bytesAt(at));
      addresses.push(at);
      if (instruction?.row === undefined || traits(instruction.row).endsBlock) break;
      at += instruction.length;
    }
    return addresses;
  }

  #bytesAt(pc: number): Uint8Array {
    const isInside = (it: { vaddr: number; fileBytes: Uint8Array }): boolean =>
      pc >= it.vaddr && pc < it.vaddr + it.fileBytes.length;
    const segment = this.program.elf?.segments.find(isInside);
    if (segment === undefined) return new Uint8Array();
    return segment.fileBytes.subarray(pc - segment.vaddr, pc - segment.vaddr + 4);
  }
}

const LONGEST_BLOCK = 64;
/** A breakpoint, and an environment call from user mode: they end as traps and have done what they are for. [Priv §4.1.8] */
const DONE_BY_TRAPPING = [3, 8];

export class CoverageCounter {
  /** By code hash. */
  readonly #programs = new Map<string, ProgramBlocks>();
  #current: { task: Task; blocks: ProgramBlocks | undefined } | undefined;

  /** @param programs by code hash */
  constructor(private readonly programs: ReadonlyMap<string, Program>) {}

  /** Runs at most so many steps; for `runHeadless`. */
  slice(run: ChainRun, maxSteps: number): ChainStop {
    const { machine } = run;
    const end = machine.position + maxSteps;
    machine.stopOnUserEntry = true;
    for (;;) {
      const left = end - machine.position;
      if (left <= 0) return 'budget';
      const blocks = machine.privilege === PRIVILEGE.USER ? this.#blocksOf(run) : undefined;
      if (blocks !== undefined) {
        runBlock(run, blocks, left);
        continue;
      }
      const stop = run.run(left);
      if (stop !== 'userEntry') return stop;
    }
  }

  /** How often each instruction was executed, by address; by code hash. Traps that were no syscalls do not count. */
  counts(): Map<string, Map<number, number>> {
    return new Map([...this.#programs].map(([hash, it]) => [hash, it.counts()]));
  }

  #blocksOf(run: ChainRun): ProgramBlocks | undefined {
    const task = run.tasks.at(-1);
    if (task === undefined) return undefined;
    if (this.#current?.task !== task) {
      const { firmware, state } = run;
      // A contract may have been made by the very transaction that calls it.
      const hash = firmware.pendingCode.get(task.to) ?? state.codeHash(task.to);
      this.#current = { task, blocks: this.#blocksOfProgram(hash) };
    }
    return this.#current.blocks;
  }

  #blocksOfProgram(hash: string): ProgramBlocks | undefined {
    const program = this.programs.get(hash);
    if (program?.elf === undefined) return undefined;
    let blocks = this.#programs.get(hash);
    if (blocks === undefined) this.#programs.set(hash, (blocks = new ProgramBlocks(program)));
    return blocks;
  }
}

function runBlock({ machine }: ChainRun, blocks: ProgramBlocks, left: number): void {
  const block = blocks.blockAt(machine.pc);
  const begin = machine.position;
  machine.stopOnTrap = true;
  const stop = machine.run(Math.min(left, block.addresses.length));
  machine.stopOnTrap = false;
  const { cause, interrupt } = machine.lastTrap;
  const isUndone = stop === 'trap' && (interrupt || !DONE_BY_TRAPPING.includes(cause));
  blocks.count(block, machine.position - begin - (isUndone ? 1 : 0));
}
