/** A Rust program with some 20 MB of code and debug information: many copies of generic collections in many units. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TARGET, type Toolchain } from '../../debugger/host/toolchain';

const crate = join(process.cwd(), 'target/large-program');

/** As many as make 20 MB. */
const MODULES = 31;

/** In each module's file; a breakpoint goes there. */
const LINE = 'total = total.wrapping_add(*amount);';

export interface LargeProgram {
  readonly path: string;
  /** A line of its source, and code that no other line has. */
  readonly breakpoint: { readonly file: string; readonly line: number };
}

/** Unoptimized and in sixteen units, as cargo builds for a debugger. undefined where cargo says what is wrong. */
export function buildLargeProgram(rust: Toolchain): LargeProgram | undefined {
  const names = Array.from({ length: MODULES }, (_, at) => `ledger_${at}`);
  mkdirSync(join(crate, 'src'), { recursive: true });
  writeFileSync(join(crate, 'Cargo.toml'), MANIFEST);
  writeFileSync(join(crate, 'src/main.rs'), mainSource(names));
  for (const it of names) writeFileSync(join(crate, `src/${it}.rs`), MODULE);
  const built = spawnSync(rust.cargo, ['build', '--quiet', '--target', TARGET], {
    cwd: crate,
    env: { ...process.env, ...rust.env, CARGO_ENCODED_RUSTFLAGS: rust.rustflags.join('\x1f') },
    stdio: 'inherit',
  });
  if (built.status !== 0) return undefined;
  const middle = names[MODULES >> 1] ?? '';
  return {
    path: join(crate, 'target', TARGET, 'debug/large-program'),
    breakpoint: {
      file: join(crate, `src/${middle}.rs`),
      line: MODULE.slice(0, MODULE.indexOf(LINE)).split('\n').length,
    },
  };
}

const MANIFEST = `[package]
name = "large-program"
version = "0.0.0"
edition = "2024"

[workspace]

[profile.dev]
panic = "abort"
codegen-units = 16
incremental = false
`;

/** Types of its own, so that the compiler makes a copy of every collection for each module. */
const MODULE = `use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account([u8; 20]);

#[derive(Clone)]
pub enum Entry {
    Mint { to: Account, amount: u32 },
    Transfer { from: Account, to: Account, amount: u32, memo: String },
    Nothing,
}

pub fn run(seed: u32) -> u32 {
    let mut balances: BTreeMap<Account, u32> = BTreeMap::new();
    let mut pending: VecDeque<Entry> = VecDeque::new();
    for step in 0..seed {
        let account = Account([step as u8; 20]);
        pending.push_back(Entry::Mint { to: account, amount: step });
        pending.push_back(Entry::Transfer { from: account, to: account, amount: 1, memo: String::from("memo") });
    }
    while let Some(entry) = pending.pop_front() {
        match entry {
            Entry::Mint { to, amount } => *balances.entry(to).or_insert(0) += amount,
            Entry::Transfer { from, to, amount, .. } => {
                if let Some(balance) = balances.get_mut(&from) {
                    *balance = balance.saturating_sub(amount);
                }
                *balances.entry(to).or_default() += amount;
            }
            Entry::Nothing => {}
        }
    }
    let mut amounts: Vec<(Account, u32)> = balances.iter().map(|(account, amount)| (*account, *amount)).collect();
    amounts.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut total = 0u32;
    for (_, amount) in amounts.iter().filter(|(account, _)| account.0[0] != 1) {
        total = total.wrapping_add(*amount);
    }
    balances.retain(|_, amount| *amount > 1);
    total.wrapping_add(balances.len() as u32)
}
`;

function mainSource(names: readonly string[]): string {
  return `#![no_std]
#![no_main]
#![allow(dead_code)] // A debugger reads the fields, the program does not.
extern crate alloc;

${names.map(it => `mod ${it};`).join('\n')}

use core::alloc::{GlobalAlloc, Layout};

struct Nothing;

unsafe impl GlobalAlloc for Nothing {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        core::ptr::null_mut()
    }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ALLOCATOR: Nothing = Nothing;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[unsafe(no_mangle)]
extern "C" fn _start() -> ! {
    let mut total = 0u32;
${names.map(it => `    total = total.wrapping_add(${it}::run(core::hint::black_box(3)));`).join('\n')}
    core::hint::black_box(total);
    loop {}
}
`;
}
