#!/usr/bin/env bash
# Builds core, compiler_builtins and alloc for the guest from Debian's rust-web-src, once, into a private sysroot.
# Prints the sysroot's path as its last line. Nothing to do where rustup has the target, unless --always is given.
set -euo pipefail

target=riscv32imac-unknown-none-elf
rustc=/usr/bin/rustc

if [ "${1:-}" != --always ] && command -v rustup >/dev/null && rustup target list --installed 2>/dev/null | grep -qx "$target"; then
  rustc --print sysroot
  exit 0
fi
if [ ! -x "$rustc" ]; then
  echo "No Rust for $target. Install it with: apt-get install -y rustc-web cargo-web rust-web-src lld-22" >&2
  exit 1
fi

version=$("$rustc" -vV | sed -n 's/^release: //p')
library=/usr/src/rustc-$version/library
if [ ! -d "$library" ]; then
  echo "No sources of Rust $version. Install them with: apt-get install -y rust-web-src" >&2
  exit 1
fi

# Frame pointers, because without them LLVM saves no return address in functions that only call what never returns:
# a debugger could not see who called the panic machinery.
flags="-C opt-level=3 -C panic=abort -C embed-bitcode=yes -C debuginfo=1 -C force-frame-pointers=yes"

sysroot=${AVM_SYSROOT:-${XDG_CACHE_HOME:-$HOME/.cache}/avm-debug/sysroot-$version}
if [ "$(cat "$sysroot/complete" 2>/dev/null)" = "$flags" ]; then
  echo "$sysroot"
  exit 0
fi

# Built beside its place and moved there whole, so that an interrupted build leaves nothing half done.
partial=$sysroot.partial
out=$partial/lib/rustlib/$target/lib
rm -rf "$partial"
mkdir -p "$out"

# crate CRATE FILE [FLAGS]: compiles one crate of the library.
crate() {
  echo "    $1" >&2
  # shellcheck disable=SC2086 # Flags are words.
  RUSTC_BOOTSTRAP=1 "$rustc" --crate-name "$1" "$library/$2" "${@:3}" \
    --target "$target" --crate-type rlib --edition 2024 --sysroot "$partial" -L "$out" --out-dir "$out" \
    $flags -Z force-unstable-if-unmarked --cap-lints allow \
    --remap-path-prefix "$library=/rustc/library"
}

echo "    core, compiler_builtins and alloc of Rust $version for $target (half a minute)" >&2
crate core core/src/lib.rs
crate compiler_builtins compiler-builtins/compiler-builtins/src/lib.rs \
  --cfg 'feature="compiler-builtins"' --cfg 'feature="mem"' --cfg 'feature="arch"' --cfg 'feature="unmangled-names"'
crate alloc alloc/src/lib.rs

rm -rf "$sysroot"
mv "$partial" "$sysroot"
echo "$flags" >"$sysroot/complete"
echo "$sysroot"
