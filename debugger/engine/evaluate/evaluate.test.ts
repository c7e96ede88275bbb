import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { DebugInfo } from '../../dwarf/debugInfo';
import { STT_FUNC } from '../../elf/constants';
import { SymbolTable } from '../../elf/symbolTable';
import { CSR } from '../../vm/csr/addresses';
import { Machine, RAM_BASE } from '../../vm/machine';
import { EvaluationError } from '../evaluationError';
import { sampleFrame } from '../inspect/frame.fixture';
import { Module } from '../module';
import type { VariableView } from '../views';
import { evaluate } from './evaluate';

const SP = 2;
const STACK = RAM_BASE + 0x800;

const machine = new Machine({ ramBytes: 0x1000 });
machine.registers[SP] = STACK | 0;
machine.writeCsr(CSR.SCAUSE, 13);
machine.writePhysical(STACK, Uint8Array.of(0x78, 0x56, 0x34, 0x12, 0xff));

const main = {
  name: 'main',
  value: RAM_BASE + 0x40,
  size: 8,
  type: STT_FUNC,
  binding: 1,
  section: 1,
};
const kernel = new Module({
  id: 'kernel',
  kind: 'kernel',
  name: 'kernel',
  path: 'kernel.elf',
  image: undefined,
  symbols: new SymbolTable({ symbols: [main] }),
  info: DebugInfo.read(() => undefined, 'kernel.elf'),
  isOwnFile: () => false,
});
const target = { machine, kernel, runningModule: kernel };

const shown = ({ value, type, memoryReference }: VariableView) =>
  [value, type, memoryReference].filter(it => it !== undefined).join(' ');

describe('evaluate', () => {
  const rows: readonly [expression: string, shown: string][] = [
    ['1 + 14', '15 i32'],
    ['  1 + 14  ', '15 i32'],
    ['-1', '-1 i32'],
    ['2 < 3', 'true bool'],
    ['(2 > 3) == false', 'true bool'],
    ['!true', 'false bool'],
    ['!0', '-1 i32'],
    ['!0u8', '255 u8'],
    ['!0x0f as u8', '240 u8'],
    ['0xff as i8', '-1 i8'],
    ['true as u32', '1 u32'],
    ['0x1f', '0x0000001f i32 0x0000001f'],
    ['sp', '0x80000800 u32 0x80000800'],
    ['$sp', '0x80000800 u32 0x80000800'],
    ['$x2', '0x80000800 u32 0x80000800'],
    ['sp - 4', '0x800007fc u32 0x800007fc'],
    ['sp as i32', '-2147481600 i32'],
    ['pc', '0x80000000 u32 0x80000000'],
    ['$scause', '0x0000000d u32 0x0000000d'],
    ['*sp', '0x12345678 u32 0x80000800'],
    ['*(sp + 1) & 0xff', '0x00000056 u32 0x00000056'],
    ['&*sp', '0x80000800 u32 0x80000800'],
    ['[sp; 5]', '0x78563412ff [u8; 5] 0x80000800'],
    ['[sp; 5][4]', '0xff u8 0x80000804'],
    ['[sp; 0]', '0x [u8; 0] 0x80000800'],
    ['&[sp + 1; 2]', '0x80000801 u32 0x80000801'],
    ['main', '0x80000040 u32 0x80000040'],
    ['&main', '0x80000040 u32 0x80000040'],
    ['main + 4', '0x80000044 u32 0x80000044'],
  ];
  for (const [expression, text] of rows) {
    it(`gives ${text} for ${expression}`, () => {
      const view = evaluate({ target, frame: undefined }, expression).view();
      assert.equal(shown(view), text);
      assert.equal(view.name, expression.trim());
    });
  }

  it('lists the bytes of a range', () => {
    const view = evaluate({ target, frame: undefined }, '[sp; 2]').view();
    assert.equal(view.indexedCount, 2);
    const rowsOfBytes = view.children?.().map(it => `${it.name} ${shown(it)}`);
    assert.deepEqual(rowsOfBytes, ['[0] 0x78 u8 0x80000800', '[1] 0x56 u8 0x80000801']);
  });

  it('takes registers from the frame', () => {
    const frame = sampleFrame({ pc: 0x1234, registers: it => (it === SP ? 0x10 : undefined) });
    assert.equal(evaluate({ target, frame }, 'sp').view().value, '0x00000010');
    assert.equal(evaluate({ target, frame }, 'pc').view().value, '0x00001234');
  });

  const errors: readonly [expression: string, message: string][] = [
    ['nothing', 'there is no variable, register or symbol named nothing here'],
    ['$nothing', 'there is no register named $nothing'],
    ['scause', 'there is no variable, register or symbol named scause here'],
    ['1 / 0', '1 cannot be divided by zero'],
    ['1 +', 'a value is expected, not the end'],
    ['*0', 'there is no memory at 0x00000000'],
    ['*(sp + 0x7fe)', 'there is no memory at 0x80001000'],
    ['[sp; 0 - 1]', '-1 bytes cannot be shown: at most 65536 can'],
    ['[sp; 0x7fffffff]', '2147483647 bytes cannot be shown: at most 65536 can'],
    ['[sp; 2][2]', 'there is no element 2: the list has 2'],
    ['[sp; 2] + 1', 'a list is not an integer'],
    ['true + 1', 'true is not an integer'],
    ['(1 < 2) + 3', 'true is not an integer'],
    ['sp[0]', '0x80000800 has no elements'],
    ['sp.x', '0x80000800 has no field named x'],
    ['&1', 'only what is in memory has an address'],
  ];
  for (const [expression, message] of errors) {
    it(`refuses ${expression}`, () => {
      assert.throws(() => evaluate({ target, frame: undefined }, expression).view(), {
        name: 'EvaluationError',
        message,
      });
    });
  }

  it('refuses a register that an outer frame has not saved', () => {
    assert.throws(() => evaluate({ target, frame: sampleFrame({ id: 1 }) }, 'a0'), {
      message: 'a0 is not known in this frame: it has not been saved',
    });
  });

  it('refuses registers of a frame that runs no code', () => {
    assert.throws(() => evaluate({ target, frame: sampleFrame({ kind: 'transaction' }) }, '$sp'), {
      message: 'sp has no value here: this frame runs no code',
    });
  });

  it('refuses with an EvaluationError whatever has no value', () => {
    const leaves = ['sp', '$pc', 'main', '0', '1', '0xffffffff', '4294967296', 'true', '[sp; 2]'];
    const pieces = ['+', '-', '*', '/', '%', '<<', '>>', '&', '~', '!', '==', '<', '[', ']', '.f'];
    const text = fc
      .array(fc.constantFrom(...leaves, ...pieces, '(', ')', ' as u8', '[0]'), { maxLength: 12 })
      .map(it => it.join(' '));
    fc.assert(
      fc.property(text, it => {
        try {
          const view = evaluate({ target, frame: undefined }, it).view();
          assert.match(view.value, /^(-?\d+|0x[0-9a-f]*|true|false)$/);
        } catch (error) {
          assert.ok(error instanceof EvaluationError, String(error));
        }
      }),
      { numRuns: 3000 },
    );
  });
});
