/** The text of every operator against llvm-dwarfdump. */

import { strict as assert } from 'node:assert';
import { operators } from '../../debugger/dwarf/operators';
import { nameOf } from '../../debugger/dwarf/names';
import { dumpedTree, inherited } from './dumpedTree';
import { assembled } from './tools';

/** What llvm-dwarfdump does not read, or reads wrongly, and what it would have to print. */
const unread: Readonly<Record<string, string>> = {
  const_type: 'DW_OP_const_type (0x0000001b) "u32" 0x01 0x02 0x03 0xff, DW_OP_stack_value',
  deref_type: 'DW_OP_breg2 X2+0, DW_OP_deref_type 0x4 (0x0000001b) "u32", DW_OP_stack_value',
  xderef_type:
    'DW_OP_lit0, DW_OP_breg2 X2+0, DW_OP_xderef_type 0x4 (0x0000001b) "u32", DW_OP_stack_value',
  reinterpret:
    'DW_OP_breg10 X10+0, DW_OP_reinterpret (0x0000001b) "u32", DW_OP_reinterpret 0x0, DW_OP_stack_value',
  // It leaves out the second parenthesis where the expression has more than one operator.
  entry_value_deref:
    'DW_OP_entry_value(DW_OP_breg10 X10+4, DW_OP_deref), DW_OP_plus_uconst 0x1, DW_OP_stack_value',
  // What is left of an operand is no operand.
  cut: 'DW_OP_breg10 X10+0, <decoding error> 0c 01 02',
  gnu_uninit: 'DW_OP_reg10 X10, DW_OP_GNU_uninit',
  gnu_const_type: 'DW_OP_GNU_const_type (0x0000001b) "u32" 0x01 0x02 0x03 0xff, DW_OP_stack_value',
  gnu_regval_type: 'DW_OP_GNU_regval_type X10 (0x0000001b) "u32", DW_OP_stack_value',
  gnu_deref_type:
    'DW_OP_breg2 X2+0, DW_OP_GNU_deref_type 0x4 (0x0000001b) "u32", DW_OP_stack_value',
  gnu_convert:
    'DW_OP_breg10 X10+0, DW_OP_GNU_convert (0x0000001b) "u32", DW_OP_GNU_reinterpret (0x0000001b) "u32", DW_OP_GNU_convert 0x0, DW_OP_stack_value',
  gnu_parameter_ref: 'DW_OP_GNU_parameter_ref 0x1b, DW_OP_stack_value',
  gnu_variable_value: 'DW_OP_GNU_variable_value 0x1b',
};

describe('operators', () => {
  const elf = assembled('operators.s');
  const tree = dumpedTree(elf.path);
  const variables = [...elf.info().listVariables()].flatMap(it => it.variables);

  it('are written as llvm-dwarfdump does', () => {
    for (const { name = '', offset, location } of variables) {
      const dumped = inherited(tree, tree.get(offset)!, 'DW_AT_location')!;
      assert.equal(location, unread[name] ?? dumped, name);
      if (unread[name] !== undefined) assert.notEqual(dumped, unread[name], `${name} is read now`);
    }
    assert.ok(variables.length > 60);
  });

  it('are all there', () => {
    const text = variables.map(it => it.location).join(' ');
    const isNumbered = (name: string): boolean => /^DW_OP_(?:lit|b?reg)\d+$/.test(name);
    const missing = Object.keys(operators)
      .map(it => nameOf('OP', Number(it)))
      .filter(it => !isNumbered(it) && !new RegExp(`\\b${it}\\b`).test(text));
    assert.deepEqual(missing, []);
  });
});
