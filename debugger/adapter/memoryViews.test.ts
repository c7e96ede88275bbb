import assert from 'node:assert/strict';
import type { DebugEngine } from '../engine/debugEngine';
import { EvaluationError } from '../engine/evaluationError';
import { MemoryViews } from './memoryViews';

const BASE = 0x1000;

/** A page of memory, in one address space that may end. */
class Memory {
  readonly bytes = new Uint8Array(256);
  readonly views = new MemoryViews();
  hasEnded = false;

  readonly #engine = {
    readMemory: (address: number, count: number, space?: string): Uint8Array => {
      if (this.hasEnded && space !== undefined) throw new EvaluationError('it has ended');
      return this.bytes.slice(address - BASE, address - BASE + count);
    },
  } as unknown as DebugEngine;

  read(reference: string, offset: number, count: number): void {
    const at = Number.parseInt(reference) + offset;
    this.views.read(reference, offset, count, this.#engine.readMemory(at, count));
  }

  changes(): [reference: string, offset: number, count: number][] {
    const changes = this.views.changes(this.#engine);
    return changes.map(it => [it.memoryReference, it.offset, it.count]);
  }
}

describe('memory that is shown', () => {
  it('is told of as far as it has changed, by each reference that it is known by', () => {
    const memory = new Memory();
    memory.read('0x00001000', 16, 32);
    memory.read('0x00001020@0.1', -4, 8);
    memory.read('0x00001080', 0, 4);
    assert.deepEqual(memory.changes(), []);
    memory.bytes.fill(7, 0x1e, 0x24);
    assert.deepEqual(memory.changes(), [
      ['0x00001000', 0x1e, 6],
      ['0x00001020@0.1', -2, 6],
    ]);
    assert.deepEqual(memory.changes(), []);
  });

  it('is told of once where it was read twice', () => {
    const memory = new Memory();
    memory.read('0x00001000', 0, 32);
    memory.read('0x00001000', 4, 4);
    memory.read('0x00001000', 4, 4);
    memory.bytes.fill(7, 4, 8);
    assert.deepEqual(memory.changes(), [['0x00001000', 4, 4]]);
  });

  it('is told of where it ends sooner or later than it did', () => {
    const memory = new Memory();
    memory.views.read('0x000010f8', 0, 16, memory.bytes.slice(0, 4));
    assert.deepEqual(memory.changes(), [['0x000010f8', 4, 4]]);
  });

  it('is forgotten with the call that it belonged to', () => {
    const memory = new Memory();
    memory.read('0x00001000@0.1', 0, 4);
    memory.hasEnded = true;
    assert.deepEqual(memory.changes(), []);
    memory.hasEnded = false;
    memory.bytes.fill(7);
    assert.deepEqual(memory.changes(), []);
  });

  it('is forgotten where there is too much, what was read longest ago first', () => {
    const memory = new Memory();
    memory.read('0x00001000', 0, 4);
    memory.read('0x00001010', 0, 4);
    memory.read('0x00001000', 0, 4);
    // Counts as what was asked for, although little of it is there.
    memory.read('0x00001080', 0, 4 * 1024 * 1024 - 4);
    memory.bytes.fill(7, 0, 32);
    assert.deepEqual(memory.changes(), [['0x00001000', 0, 4]]);
  });
});
