/** A contract that was stripped: what cannot be set says why, and the run is debugged as far as that goes. */

import { strict as assert } from 'node:assert';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session, sourceOf } from './support/session';

const root = join(__dirname, '../..');
const built = join(root, 'target/riscv32imac-unknown-none-elf/debug/simple');
const scenario = join(root, 'sample-contracts/simple/scenarios/larger.scenario.json');

/** The program alone: no sections, and so neither symbols nor debug information. [ELF header: e_shoff, e_shnum, e_shstrndx] */
function stripped(): Buffer {
  const elf = Buffer.from(readFileSync(built));
  elf.writeUInt32LE(0, 32);
  elf.writeUInt32LE(0, 48);
  return elf;
}

/** Symbols and no debug information: nobody looks for sections of such names. */
function withSymbols(): Buffer {
  return Buffer.from(readFileSync(built, 'latin1').replaceAll('.debug_', '.xebug_'), 'latin1');
}

describe('a contract without debug information', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stripped-'));

  after(() => rmSync(folder, { recursive: true }));

  const launch = (elf: Buffer): Promise<Session> => {
    writeFileSync(join(folder, 'simple.elf'), elf);
    const path = join(folder, 'larger.scenario.json');
    const text = readFileSync(scenario, 'utf8');
    writeFileSync(path, text.replace('"crate": ".."', '"elf": "simple.elf"'));
    return Session.launch('', { scenario: path });
  };

  it('is stopped in by the names of its functions, where it has kept its symbols', async () => {
    const session = await launch(withSymbols());
    const [view] = session.engine.setFunctionBreakpoints(['simple::larger']);
    assert.equal(view?.verified, true, view?.message);
    assert.equal(
      view.message,
      'There is a symbol and no debug information: the stop is at the first instruction.',
    );
    await session.run('continue');
    assert.equal(session.stop?.reason, 'function breakpoint');
    assert.match(session.where(), /^larger \(/);
  });

  it('is named where a breakpoint finds no place', async () => {
    const { engine } = await launch(stripped());
    const why =
      'simple has no debug information of its source: build with -C debuginfo=2, and do not strip it.';
    const [line] = engine.setSourceBreakpoints(sourceOf('simple'), [{ line: 20 }]);
    assert.equal(line?.message, `No program of this scenario was compiled from this file. ${why}`);
    const [named] = engine.setFunctionBreakpoints(['simple::larger']);
    assert.equal(
      named?.message,
      `No program of this scenario has a function named simple::larger. ${why}`,
    );
  });
});
