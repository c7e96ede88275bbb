import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { buildCrate } from './cargo';

const MANIFEST = `[package]
name = "outsider"
version = "0.1.0"
edition = "2024"
[profile.dev]
panic = "abort"
`;
const BUILD = `fn main() {
    println!("cargo::rustc-link-search={}", std::env::var("CARGO_MANIFEST_DIR").unwrap());
}
`;
const MAIN = `#![no_std]
#![no_main]
#[unsafe(no_mangle)]
extern "C" fn _start() -> ! { loop {} }
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
`;
const LAYOUT = 'SECTIONS { . = 0x1000; .text : { *(.text*) } }\n';

/** Where an ELF header has the entry address. */
const E_ENTRY = 24;

/** A crate that knows nothing of this repository and puts its products where it likes. */
function crate(main: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'crate-'));
  mkdirSync(join(folder, 'src'));
  mkdirSync(join(folder, '.cargo'));
  writeFileSync(join(folder, 'Cargo.toml'), MANIFEST);
  writeFileSync(join(folder, 'build.rs'), BUILD);
  writeFileSync(join(folder, 'contract.ld'), LAYOUT);
  writeFileSync(join(folder, 'src/main.rs'), main);
  writeFileSync(join(folder, '.cargo/config.toml'), '[build]\ntarget-dir = "products"\n');
  return folder;
}

describe('cargo', function () {
  this.timeout(120_000);
  const folders: string[] = [];
  const made = (main: string) => {
    const folder = crate(main);
    folders.push(folder);
    return folder;
  };
  after(() => folders.forEach(it => rmSync(it, { recursive: true })));

  it('builds a crate outside the repository, linked as a contract, with debug information', async () => {
    const folder = made(MAIN);
    const lines: string[] = [];
    const built = await buildCrate({ crate: folder, onLine: it => lines.push(it) });
    assert.equal(built.kind, 'built', JSON.stringify(built));
    assert.ok(built.executable.startsWith(join(folder, 'products')));
    const elf = readFileSync(built.executable);
    assert.equal(elf.readUInt32LE(E_ENTRY), 0x1000);
    assert.ok(elf.includes('.debug_line'));
    assert.ok(lines.some(it => it.includes('Compiling outsider')));
  });

  it('gives the binary of src/main.rs where there are several, all with their own ABI', async () => {
    const folder = made(MAIN);
    mkdirSync(join(folder, 'src/bin'));
    writeFileSync(join(folder, 'src/bin/another.rs'), MAIN);
    const built = await buildCrate({ crate: folder });
    assert.equal(built.kind, 'built', JSON.stringify(built));
    assert.equal(basename(built.executable), 'outsider');
    const names = ['outsider', 'another'].map(it => {
      const text = readFileSync(join(dirname(built.executable), `${it}.abi.json`), 'utf8');
      return (JSON.parse(text) as { name: string }).name;
    });
    assert.deepEqual(names, ['outsider', 'another']);
  });

  it('gives what rustc says, with the place', async () => {
    const folder = made(MAIN.replace('loop {} }\n#[panic', 'let x: u32 = ""; loop {} }\n#[panic'));
    const built = await buildCrate({ crate: folder });
    assert.equal(built.kind, 'failed');
    assert.equal(built.reason, `${join(folder, 'src/main.rs')}:4:44: mismatched types`);
    const error = built.messages.find(it => it.level === 'error');
    assert.equal(error?.code?.code, 'E0308');
    assert.match(error?.rendered ?? '', /expected `u32`, found `&str`/);
  });

  it('says what cargo says where rustc has not come to speak', async () => {
    const folder = made(MAIN);
    writeFileSync(join(folder, 'Cargo.toml'), 'not a manifest');
    const built = await buildCrate({ crate: folder });
    assert.equal(built.kind, 'failed');
    assert.ok(built.reason.startsWith(`${folder}: error: `), built.reason);
  });

  it('says that a folder is no crate', async () => {
    const built = await buildCrate({ crate: tmpdir() });
    assert.deepEqual(built, {
      kind: 'failed',
      reason: `${tmpdir()}: there is no Cargo.toml`,
      messages: [],
    });
  });

  it('ends a build that is cancelled, with the compilers it started', async () => {
    const folder = made(MAIN);
    writeFileSync(join(folder, 'build.rs'), 'fn main() { loop { std::thread::park() } }\n');
    const controller = new AbortController();
    const building = buildCrate({
      crate: folder,
      signal: controller.signal,
      onLine: () => setTimeout(() => controller.abort(), 200),
    });
    assert.deepEqual(await building, {
      kind: 'failed',
      reason: `${folder}: the build was cancelled`,
      messages: [],
    });
  });

  it('names what is missing', async () => {
    const built = await buildCrate({ crate: made(MAIN) }, { missing: 'no Rust; run: a command' });
    assert.deepEqual(built, { kind: 'failed', reason: 'no Rust; run: a command', messages: [] });
  });
});
