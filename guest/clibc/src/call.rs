//! Calls from one contract to another, and making new ones.

use crate::{
    Error,
    types::{Address, Result},
};

/// Calls contract `to` with `input` and waits for its result.
///
/// `from` must be the calling contract's own address. `None` means that no call took place: there
/// is no contract at `to`, the input is too long, or the calls are nested too deeply. A callee that
/// refuses is a result whose `success` is false.
///
/// ```no_run
/// use clibc::{call::call, types::Address};
/// # let (program, token) = (Address([0; 20]), Address([0; 20]));
/// let Some(result) = call(&program, &token, b"\x01\x00") else {
///     clibc::vm_panic(b"no such contract")
/// };
/// clibc::require(result.success, b"token refused");
/// ```
pub fn call(from: &Address, to: &Address, input: &[u8]) -> Option<Result> {
    #[cfg(target_arch = "riscv32")]
    // Safety: CALL_PROGRAM reads the three buffers. What it returns is null or 265 bytes on our
    // heap.
    unsafe {
        let block = ecall!(
            crate::SYSCALL_CALL_PROGRAM,
            "a1" = core::ptr::from_ref(to),
            "a2" = core::ptr::from_ref(from),
            "a3" = input.as_ptr(),
            "a4" = input.len(),
        ) as *const [u8; crate::types::result::RESULT_SIZE];
        block.as_ref().map(Result::from_bytes)
    }
    // A unit test runs one contract; there is no other to call.
    #[cfg(not(target_arch = "riscv32"))]
    {
        let _ = (from, to, input);
        None
    }
}

/// All the gas that there is, but for the part that a caller always keeps.
///
/// ```
/// use clibc::{call::ALL_GAS, client::Callee, types::Address};
///
/// let shop = Callee::at(Address([5; 20]));
/// // What a callee gets unless told.
/// let same = shop.with_gas(ALL_GAS);
/// # assert_eq!(same.address(), shop.address());
/// ```
pub const ALL_GAS: u64 = u64::MAX;

/// Calls contract `to` with `input`, `value` of this contract's native coin, and at most `gas`.
///
/// Gives what the callee returned, which may be longer than 256 bytes. Whatever befalls the callee
/// is undone and the caller goes on; it keeps at least one 64th of its gas. After an error,
/// [`return_data`] has the data of a revert or the message of a panic, and
/// [`last_error_code`](crate::error::last_error_code), asked first, the callee's code.
///
/// ```no_run
/// use clibc::{Error, call::{ALL_GAS, call_with}, types::Address};
/// # let vault = Address([0; 20]);
/// match call_with(&vault, b"\x01\x00", 500, ALL_GAS) {
///     Ok(data) => assert!(data.is_empty()),
///     Err(Error::OutOfGas) => clibc::vm_panic(b"the vault is too slow"),
///     Err(error) => panic!("{error}"),
/// }
/// ```
pub fn call_with(
    to: &Address,
    input: &[u8],
    value: u128,
    gas: u64,
) -> core::result::Result<&'static [u8], Error> {
    #[cfg(target_arch = "riscv32")]
    {
        // Safety: CALL reads the three buffers.
        let answer = unsafe {
            ecall!(
                crate::SYSCALL_CALL,
                "a1" = core::ptr::from_ref(to),
                "a2" = input.as_ptr(),
                "a3" = input.len(),
                "a4" = core::ptr::from_ref(&value),
                "a5" = gas as u32,
                "a6" = (gas >> 32) as u32,
            )
        };
        match Error::from_answer(answer) {
            None => Ok(return_data()),
            Some(error) => Err(error),
        }
    }
    #[cfg(not(target_arch = "riscv32"))]
    {
        let _ = (value, gas);
        crate::host::call(to, input).map(|data| &*data.leak())
    }
}

/// What the last call gave back: its return data, the data of its revert, or the message of its
/// panic. A copy on the contract's heap, which lives until the contract ends.
///
/// ```
/// use clibc::{call::{ALL_GAS, call_with, return_data}, contract::Outcome, host, types::Address};
///
/// let shop = Address([5; 20]);
/// host::set_contract(shop, |_| Outcome::Reverted { code: 3, data: b"closed".to_vec() });
/// assert!(call_with(&shop, b"buy", 0, ALL_GAS).is_err());
/// assert_eq!(return_data(), b"closed");
/// ```
pub fn return_data() -> &'static [u8] {
    #[cfg(target_arch = "riscv32")]
    // Safety: RETURN_DATA writes no more than there is room for. ALLOC's memory is ours, and zeroed.
    unsafe {
        let len = ecall!(crate::SYSCALL_RETURN_DATA, "a1" = 0, "a2" = 0, "a3" = 0) as usize;
        if len == 0 {
            return &[];
        }
        let at = ecall!(crate::SYSCALL_ALLOC, "a1" = len, "a2" = 1) as *mut u8;
        crate::require(!at.is_null(), b"no room for what a call returned");
        ecall!(crate::SYSCALL_RETURN_DATA, "a1" = 0, "a2" = at, "a3" = len);
        core::slice::from_raw_parts(at, len)
    }
    #[cfg(not(target_arch = "riscv32"))]
    crate::host::return_data()
}

/// Makes a new contract that holds `code`, pays it `value`, and gives its address, which follows
/// from this contract's and how many it has made before.
///
/// `code` is an ELF, or a flat image as aVM's. It does not run yet: call it.
///
/// ```
/// use clibc::call::{ALL_GAS, call_with, create};
///
/// /// Makes a contract and calls it for the first time.
/// fn deploy(code: &[u8]) -> Result<(), clibc::Error> {
///     let made = create(code, 0)?;
///     call_with(&made, b"init", 0, ALL_GAS)?;
///     Ok(())
/// }
/// # let _ = deploy;
/// ```
pub fn create(code: &[u8], value: u128) -> core::result::Result<Address, Error> {
    #[cfg(target_arch = "riscv32")]
    {
        let mut address = Address([0; 20]);
        // Safety: CREATE reads the code and the value and writes the address.
        let answer = unsafe {
            ecall!(
                crate::SYSCALL_CREATE,
                "a1" = code.as_ptr(),
                "a2" = code.len(),
                "a3" = core::ptr::from_ref(&value),
                "a4" = core::ptr::from_mut(&mut address),
            )
        };
        match Error::from_answer(answer) {
            None => Ok(address),
            Some(error) => Err(error),
        }
    }
    // A unit test knows one contract.
    #[cfg(not(target_arch = "riscv32"))]
    {
        let _ = (code, value);
        Err(Error::Invalid)
    }
}
