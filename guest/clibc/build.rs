//! Lets every contract that depends on clibc link with `-Tcontract.ld`, wherever its crate lies.

use std::{env, fs, path::PathBuf};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::copy("contract.ld", out.join("contract.ld")).expect("contract.ld lies beside build.rs");
    println!("cargo:rustc-link-search={}", out.display());
    println!("cargo:rerun-if-changed=contract.ld");
}
