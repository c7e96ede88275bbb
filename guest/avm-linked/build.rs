//! Lets every contract that depends on this crate link with `-Tavm.ld`, wherever its crate lies.

use std::{env, fs, path::PathBuf};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::copy("avm.ld", out.join("avm.ld")).expect("avm.ld lies beside build.rs");
    println!("cargo:rustc-link-search={}", out.display());
    println!("cargo:rerun-if-changed=avm.ld");
}
