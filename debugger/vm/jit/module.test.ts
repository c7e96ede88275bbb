import { strict as assert } from 'node:assert';
import { WasmCode } from './code';
import { writeModule, type WasmFunction } from './module';

const BR_IF = 0x0d;
const IF = 0x04;
/** Bytes of a function before its code: how many runs of locals, the length of the one, and its type. */
const LOCALS = 3;

function withTwoRareBranches(): WasmFunction {
  const code = new WasmCode();
  const out = code.block();
  code.get(0).brIf(out);
  code.get(0).rarely().brIf(out);
  code.get(0).rarely().if();
  code.end().end();
  code.const(7);
  return { locals: 1, code: code.bytes, rare: code.rare };
}

describe('a module', () => {
  it('says of each function which branches are rarely taken, and runs as it would without', () => {
    const plain = { locals: 1, code: new WasmCode().const(1).bytes, rare: [] };
    const branching = withTwoRareBranches();
    const module = new WebAssembly.Module(writeModule({ parameters: 1 }, [plain, branching]));
    const [section] = WebAssembly.Module.customSections(module, 'metadata.code.branch_hint');
    const [first = NaN, second = NaN] = branching.rare;
    assert.deepEqual([branching.code[first], branching.code[second]], [BR_IF, IF]);
    // Functions; of each its number, hints, and of each hint offset, length and 0 for unlikely.
    assert.deepEqual(
      [...new Uint8Array(section ?? new ArrayBuffer(0))],
      [2, 0, 0, 1, 2, LOCALS + first, 1, 0, LOCALS + second, 1, 0],
    );
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(module, { m: { m: memory } });
    assert.equal((exports['1'] as (it: number) => number)(1), 7);
  });
});
