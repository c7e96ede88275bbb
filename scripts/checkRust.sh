#!/usr/bin/env bash
# Format, lints and host unit tests of the Rust code, with rustup's tools where it has them and Debian's otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."

host=$(rustc -vV 2>/dev/null | sed -n 's/^host: //p')
cargo=cargo
if ! command -v cargo-clippy >/dev/null || [ -z "$host" ]; then
  cargo=/usr/bin/cargo
  host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
fi

echo "    cargo fmt --check"
"$cargo" fmt --all --check
for fixture in test/engine/fixtures/*/; do
  "$cargo" fmt --manifest-path "$fixture/Cargo.toml" --check
done
# The kernel and the contracts have parts that exist only on the target; what they share is linted and tested here.
echo "    cargo clippy"
"$cargo" clippy --quiet --workspace --all-targets --target "$host" -- -D warnings
echo "    cargo test"
"$cargo" test --quiet --workspace --tests --target "$host"
"$cargo" test --quiet --doc -p clibc --target "$host"
