//! TRANSFER, PAY and BALANCE: native coin.

use avm_abi as abi;

use super::{Context, Stop};
use crate::address::Address;
use crate::call_record::Payment;
use crate::journal::CannotPay;

/// 0, or 1 if nothing moved.
pub fn transfer(context: &mut Context) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_TRANSFER)?;
    let to = context.task.read_address(context.argument(2))?;
    let value = u128::from(context.long_argument(3));
    match moves(context, to, value) {
        Ok(()) => Ok(0),
        Err(_) => context.refuse(abi::ERROR_CANNOT_PAY, 1),
    }
}

/// 0, or an error. TRANSFER moves no more than 64 bits of coin, and an account may have 128.
pub fn pay(context: &mut Context) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_TRANSFER)?;
    let to = context.task.read_address(context.argument(1))?;
    let value = context.amount(context.argument(2))?;
    match moves(context, to, value) {
        Ok(()) => Ok(0),
        Err(_) => context.fail(abi::ERROR_CANNOT_PAY),
    }
}

/// The contract pays; in aVM its caller does. [docs/architecture.md, Compatibility]
fn moves(context: &mut Context, to: Address, value: u128) -> Result<(), CannotPay> {
    let from = if context.execution.rules.let_contracts_pay() {
        context.task.to
    } else {
        context.task.from
    };
    context.execution.journal.transfer(&from, &to, value)?;
    context.record().payments.push(Payment { from, to, value });
    Ok(())
}

/// A pointer to 16 bytes in fresh heap memory; 0 if there is no such account.
pub fn balance(context: &mut Context) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_BALANCE)?;
    let address = context.task.read_address(context.argument(1))?;
    let Some(account) = context.execution.journal.account(&address) else {
        return context.refuse(abi::ERROR_ABSENT, 0);
    };
    let bytes = account.balance.to_le_bytes();
    context.task.place(&bytes, 8).map_err(|_| Stop::HeapFull)
}
