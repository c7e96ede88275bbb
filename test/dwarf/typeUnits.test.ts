/** Types that have units of their own, in .debug_types before DWARF 5 and in .debug_info since. [DWARF5 §3.1.4] */

import { strict as assert } from 'node:assert';
import { C_PROGRAMS } from './programs';

describe('types in units of their own', function () {
  this.timeout(60_000);
  for (const { title, elf } of C_PROGRAMS.filter(it => it.title.endsWith('units of types'))) {
    it(`are found: ${title}`, () => {
      const info = elf().info();
      const first = info.statics().find(it => it.name === 'first')!;
      const value = info.readVariable(first, {
        pc: 0,
        cfa: undefined,
        registers: () => undefined,
        readMemory: (_address, length) => new Uint8Array(length),
      });
      assert.equal(value.type, 'account');
      const members = value.children!().map(it => `${it.name}: ${it.value.type}`);
      assert.deepEqual(members.slice(1), ['next: *const account', 'state: {unnamed}']);
      assert.match(members[0]!, /^owner: /);
      assert.deepEqual(info.problems, []);
    });
  }
});
