//! How a contract refuses: everything since the call began is undone and the receipt carries the
//! reason.

/// Ends the call with `msg` as the reason.
///
/// On the host this is an ordinary panic that says "vm_panic: " and the message.
///
/// ```should_panic
/// clibc::vm_panic(b"unknown selector");
/// ```
pub fn vm_panic(msg: &[u8]) -> ! {
    #[cfg(target_arch = "riscv32")]
    // Safety: PANIC reads `msg` and does not come back.
    unsafe {
        core::arch::asm!(
            "ecall",
            "unimp",
            in("a7") crate::SYSCALL_PANIC,
            in("a1") msg.as_ptr(),
            in("a2") msg.len(),
            options(noreturn, nostack),
        )
    }
    #[cfg(not(target_arch = "riscv32"))]
    std::panic!("vm_panic: {}", std::string::String::from_utf8_lossy(msg))
}

/// Goes on only if `condition` holds; otherwise ends the call with `msg` as the reason.
///
/// ```
/// let (balance, amount) = (10, 3);
/// clibc::require(balance >= amount, b"insufficient");
/// ```
pub fn require(condition: bool, msg: &[u8]) {
    if !condition {
        vm_panic(msg);
    }
}

/// Rust's own panics (overflow, index, `unwrap`, `panic!`) become a reason too:
/// "panicked at src/main.rs:12:5: attempt to add with overflow", cut off after 256 bytes.
#[cfg(target_arch = "riscv32")]
#[panic_handler]
fn rust_panic(info: &core::panic::PanicInfo) -> ! {
    use crate::BufferWriter;
    use core::fmt::Write;

    let mut buffer = [0; 256];
    let mut reason = BufferWriter::new(&mut buffer);
    let _ = reason.write_str("panicked");
    if let Some(place) = info.location() {
        let _ = write!(reason, " at {place}");
    }
    // A reason that does not fit is cut off: its beginning says more than nothing.
    let _ = write!(reason, ": {}", info.message());
    vm_panic(reason.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_that_holds_changes_nothing() {
        require(true, b"never said");
    }

    #[test]
    #[should_panic(expected = "vm_panic: insufficient")]
    fn a_condition_that_fails_says_why() {
        require(false, b"insufficient");
    }
}
