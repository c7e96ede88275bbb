import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findToolchain, TARGET } from './toolchain';

/** A machine in a folder: programs that only say what the real ones would. */
class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), 'toolchain-'));
  readonly places = {
    rustc: join(this.folder, 'rustup-rustc'),
    debianRustc: join(this.folder, 'rustc'),
    debianCargo: join(this.folder, 'cargo'),
    linkers: this.folder,
    aptGet: join(this.folder, 'apt-get'),
    env: { XDG_CACHE_HOME: this.folder },
  };

  program(name: string, output: string): void {
    const path = join(this.folder, name);
    writeFileSync(path, `#!/bin/sh\ncat <<END\n${output}\nEND\n`);
    chmodSync(path, 0o755);
  }

  library(sysroot: string): void {
    mkdirSync(join(this.folder, sysroot, 'lib/rustlib', TARGET, 'lib'), { recursive: true });
  }

  find(): ReturnType<typeof findToolchain> {
    return findToolchain(this.folder, this.places);
  }
}

const VERSION = 'rustc 1.96.0\nrelease: 1.96.0\nLLVM version: 22.1.2';

describe('toolchain', () => {
  let machine: Machine;
  beforeEach(() => (machine = new Machine()));
  afterEach(() => rmSync(machine.folder, { recursive: true }));

  /** Debian's way, with everything in place. */
  const debian = () => {
    machine.program('rustc', VERSION);
    machine.program('cargo', '');
    machine.program('ld.lld-22', '');
    machine.library('avm-debug/sysroot-1.96.0');
  };

  it('is plain cargo where rustc has the target', async () => {
    machine.program('rustup-rustc', join(machine.folder, 'stable'));
    machine.library('stable');
    assert.deepEqual(await machine.find(), { cargo: 'cargo', env: {}, rustflags: [] });
  });

  it('is that of Debian, with a sysroot and a linker of the same LLVM', async () => {
    debian();
    assert.deepEqual(await machine.find(), {
      cargo: machine.places.debianCargo,
      env: { RUSTC: machine.places.debianRustc },
      rustflags: [
        '--sysroot',
        join(machine.folder, 'avm-debug/sysroot-1.96.0'),
        '-C',
        `linker=${join(machine.folder, 'ld.lld-22')}`,
        '-C',
        'linker-flavor=ld.lld',
      ],
    });
  });

  const lacking: readonly [name: string, without: string, command: string][] = [
    [
      'cargo',
      'cargo',
      'sudo apt-get install -y rustc-web cargo-web rust-web-src lld-22 gcc libc6-dev',
    ],
    ['the linker', 'ld.lld-22', 'sudo apt-get install -y lld-22'],
    ['the sysroot', 'avm-debug', `bash ${join(__dirname, '../../scripts/sysroot.sh')}`],
  ];
  for (const [name, without, command] of lacking) {
    it(`names the command that brings ${name}`, async () => {
      debian();
      rmSync(join(machine.folder, without), { recursive: true });
      assert.equal(endOf(await machine.find()), command);
    });
  }

  it('names the command that adds the target where only rustup is', async () => {
    machine.program('rustup-rustc', join(machine.folder, 'stable'));
    assert.equal(endOf(await machine.find()), `rustup target add ${TARGET}`);
  });

  it('names the packages where there is no Rust at all', async () => {
    machine.program('apt-get', '');
    assert.match(endOf(await machine.find()), /^sudo apt-get install -y rustc-web /);
  });

  it('names rustup where there is neither Rust nor Debian’s packages, as on Windows', async () => {
    const found = await machine.find();
    assert.ok('missing' in found);
    assert.match(
      found.missing,
      /; install it as https:\/\/rustup\.rs says, then run: rustup target add /,
    );
  });
});

function endOf(found: Awaited<ReturnType<typeof findToolchain>>): string {
  assert.ok('missing' in found);
  return found.missing.split('; run: ')[1] ?? '';
}
