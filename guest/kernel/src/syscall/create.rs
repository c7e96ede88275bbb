//! CREATE: a contract makes another.

use alloc::rc::Rc;
use alloc::vec::Vec;

use avm_abi as abi;

use super::{Context, Stop};
use crate::address::Address;
use crate::call_record::Payment;
use crate::firmware;

/// 0, or an error. The new contract's address follows from its creator's and how many it has made before, so that nobody
/// can take it first. Its code does not run yet.
pub fn create(context: &mut Context) -> Result<u32, Stop> {
    let (at, len, result) = (
        context.argument(1),
        context.argument(2),
        context.argument(4),
    );
    context.charge(abi::PRICE_CREATE, abi::PRICE_CODE_BYTE, len)?;
    if len > abi::MAX_CREATE.min(context.execution.rules.max_image()) {
        return context.fail(abi::ERROR_TOO_LONG);
    }
    if len == 0 {
        return context.fail(abi::ERROR_INVALID);
    }
    // Once here, once in the record that goes to the firmware.
    context.needs_memory(2 * len as usize)?;
    let value = context.amount(context.argument(3))?;
    let code = Rc::new(context.task.read(at, len as usize)?);
    context.task.check_writable(result, abi::ADDRESS_BYTES)?;

    let creator = context.task.to;
    let journal = &mut context.execution.journal;
    let nonce = journal.account(&creator).map_or(0, |it| it.nonce);
    let Some(after) = nonce.checked_add(1) else {
        return context.fail(abi::ERROR_TOO_MANY);
    };
    // Used up even if the address is taken, or nobody could make anything any more.
    journal.update(&creator, |it| it.nonce = after);
    let address = address_of(&creator, nonce);
    if journal.account(&address).is_some_and(|it| it.is_contract) {
        return context.fail(abi::ERROR_OCCUPIED);
    }
    if value > 0 && journal.transfer(&creator, &address, value).is_err() {
        return context.fail(abi::ERROR_CANNOT_PAY);
    }
    firmware::code_changed(&address, &code);
    journal.update(&address, |it| {
        it.is_contract = true;
        it.code_len = code.len();
        it.new_code = Some(code);
    });
    let record = context.record();
    record.created.push(address);
    if value > 0 {
        record.payments.push(Payment {
            from: creator,
            to: address,
            value,
        });
    }
    context.task.write(result, &address.0)?;
    Ok(0)
}

/// The last 20 bytes of keccak-256 over a domain, the creator and its nonce. [docs/syscalls.md]
fn address_of(creator: &Address, nonce: u64) -> Address {
    let mut named = Vec::from(*b"avm create");
    named.extend(creator.0);
    named.extend(nonce.to_le_bytes());
    let hash = firmware::keccak_256(&named);
    Address::from_slice(&hash[hash.len() - abi::ADDRESS_BYTES as usize..])
}
