/** Types that a unit has only declared, read as another unit has them. */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import type { DwarfValue } from '../../debugger/dwarf/values/value';
import { frameContext, stoppedIn, unwound } from './stopped';
import type { CCompiler, FixtureElf } from './tools';
import { FIXTURES, built, compilers, openElf, run } from './tools';

const SOURCES = ['opaque.cc', 'opaqueShapes.cc', 'opaqueOther.cc'].map(it => join(FIXTURES, it));

/** Each source is a unit. */
function program(compiler: CCompiler, version: number): FixtureElf {
  const { command, name } = compilers[compiler];
  // prettier-ignore
  const flags = [
    ...(compiler === 'clang' ? ['--target=riscv32-unknown-elf', '-mno-relax'] : []),
    '-march=rv32imac', '-mabi=ilp32', '-ffreestanding', '-O1', `-gdwarf-${version}`,
    `-ffile-prefix-map=${FIXTURES}=/fixture`,
  ];
  const path = built(`opaque-${compiler}-dwarf${version}`, SOURCES, flags, to => {
    const objects = SOURCES.map((source, at) => {
      run(command, ['-c', ...flags, source, '-o', `${to}.${at}.o`], name);
      return `${to}.${at}.o`;
    });
    run('ld.lld-22', ['--image-base=0x80000000', ...objects, '-o', to], 'lld-22');
  });
  return openElf(path, `${compiler}, DWARF ${version}`);
}

describe('a type that is only declared', () => {
  for (const compiler of ['gcc', 'clang'] as const) {
    for (const version of [4, 5]) {
      const pointers = new Map<string, DwarfValue>();
      before(() => {
        const stopped = stoppedIn(program(compiler, version), 'done');
        const [frame] = unwound(stopped);
        assert.ok(frame);
        for (const it of stopped.info.variablesAt(frame.pc, 0)) {
          const value = stopped.info.readVariable(it, frameContext(stopped, frame));
          pointers.set(it.name, value);
        }
        assert.deepEqual(stopped.info.problems, []);
      });

      /** What the argument points to; undefined where nothing is known of that. */
      const pointedTo = (name: string): string | undefined => {
        const pointer = pointers.get(name) ?? assert.fail(name);
        return pointer.children?.()[0]?.value.text;
      };
      const title = `${compiler}, DWARF ${version}`;

      it(`is what another unit says, by its whole path: ${title}`, () => {
        assert.match(pointedTo('chain') ?? '', /^Chain \{ number: 1, next: /);
        assert.equal(pointedTo('word'), 'Word { whole: 131073, halves: [1, 2] }');
      });

      it(`is nothing where units do not agree, or none knows it: ${title}`, () => {
        assert.equal(pointedTo('twice'), undefined);
        assert.equal(pointedTo('nowhere'), undefined);
      });
    }
  }
});
