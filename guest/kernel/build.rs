//! The linker script is no source that cargo knows of.

fn main() {
    println!("cargo::rerun-if-changed=kernel.ld");
}
