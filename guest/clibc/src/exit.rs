//! Ends of a call that can say more than a [`Result`](crate::types::Result): up to 16 KiB.

/// Ends the call well, with `data`.
///
/// # Panics
/// Refuses more than 16 KiB.
///
/// ```should_panic
/// clibc::return_bytes(b"done"); // Does not come back; in a unit test it is a panic.
/// ```
pub fn return_bytes(data: &[u8]) -> ! {
    crate::require(data.len() <= LONGEST, b"too much to return");
    #[cfg(target_arch = "riscv32")]
    // Safety: RETURN reads `data` and does not come back.
    unsafe {
        core::arch::asm!(
            "ecall",
            "unimp",
            in("a7") crate::SYSCALL_RETURN,
            in("a1") data.as_ptr(),
            in("a2") data.len(),
            options(noreturn, nostack),
        )
    }
    #[cfg(not(target_arch = "riscv32"))]
    std::panic!("returned {} bytes", data.len())
}

/// Ends the call badly, with the contract's own code and with data that says more. Everything since
/// the call began is undone.
///
/// # Panics
/// Refuses more than 16 KiB.
///
/// ```should_panic
/// clibc::revert(7, b"not today"); // Does not come back; in a unit test it is a panic.
/// ```
pub fn revert(code: u32, data: &[u8]) -> ! {
    crate::require(data.len() <= LONGEST, b"too much to return");
    #[cfg(target_arch = "riscv32")]
    // Safety: REVERT reads `data` and does not come back.
    unsafe {
        core::arch::asm!(
            "ecall",
            "unimp",
            in("a7") crate::SYSCALL_REVERT,
            in("a1") data.as_ptr(),
            in("a2") data.len(),
            in("a3") code,
            options(noreturn, nostack),
        )
    }
    #[cfg(not(target_arch = "riscv32"))]
    std::panic!(
        "reverted with {code}: {}",
        std::string::String::from_utf8_lossy(data)
    )
}

const LONGEST: usize = avm_abi::MAX_RETURN as usize;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "reverted with 7: no")]
    fn says_why() {
        revert(7, b"no");
    }

    #[test]
    #[should_panic(expected = "too much to return")]
    fn has_its_limits() {
        return_bytes(&[0; LONGEST + 1]);
    }
}
