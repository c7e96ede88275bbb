//! TRANSFER and BALANCE: native coin.

use avm_abi as abi;

use super::{Context, Stop};
use crate::call_record::Payment;

/// 0, or 1 if nothing moved. The contract pays; in aVM its caller does. [docs/architecture.md, Compatibility]
pub fn transfer(context: &mut Context) -> Result<u32, Stop> {
    context.charge_once(abi::PRICE_TRANSFER)?;
    let to = context.task.read_address(context.argument(2))?;
    let value = u128::from(context.long_argument(3));
    let payer = if context.execution.rules.let_contracts_pay() {
        context.task.to
    } else {
        context.task.from
    };
    let journal = &mut context.execution.journal;
    if journal.transfer(&payer, &to, value).is_err() {
        return context.refuse(abi::ERROR_CANNOT_PAY, 1);
    }
    context.record().payments.push(Payment {
        from: payer,
        to,
        value,
    });
    Ok(0)
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
