//! One transaction, from the firmware's header to the record that goes back.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;

use avm_abi as abi;

use crate::call::{Call, Execution};
use crate::firmware::{self, TransactionHeader};
use crate::outcome::{Outcome, Status};
use crate::receipt;
use crate::rules::Rules;

/// Runs a transaction and commits what became of it. Whatever a contract does, this returns.
pub fn process(header: &TransactionHeader) {
    let rules = Rules::from_tag(header.rules);
    let mut execution = Execution::new(rules, header.gas_limit, header.from, header.index);
    let before = execution.journal.checkpoint();
    let outcome = match admit(&mut execution, header) {
        Ok(()) => perform(&mut execution, header),
        Err(reason) => Outcome::rejected(reason),
    };
    if matches!(outcome.status, Status::Rejected) {
        // Nothing ran, so nothing happened: not even the nonce was used.
        execution.journal.revert(before);
    }
    firmware::commit(&receipt::encode(&execution, &outcome));
}

/// Checks and uses up the sender's nonce.
fn admit(execution: &mut Execution, header: &TransactionHeader) -> Result<(), String> {
    if !execution.rules.count_nonces() {
        return Ok(());
    }
    let next = execution
        .journal
        .account(&header.from)
        .map_or(0, |it| it.nonce);
    if header.nonce != next {
        return Err(format!(
            "nonce {} is not the sender's next, {next}",
            header.nonce
        ));
    }
    let Some(after) = next.checked_add(1) else {
        return Err(format!("nonce {next} is the sender's last"));
    };
    execution
        .journal
        .update(&header.from, |it| it.nonce = after);
    Ok(())
}

fn perform(execution: &mut Execution, header: &TransactionHeader) -> Outcome {
    match header.kind {
        abi::KIND_TRANSFER => transfer(execution, header),
        abi::KIND_CREATE => create(execution, header),
        abi::KIND_CALL => call(execution, header),
        other => Outcome::rejected(format!("there is no transaction kind {other}")),
    }
}

fn transfer(execution: &mut Execution, header: &TransactionHeader) -> Outcome {
    let (from, to, value) = (&header.from, &header.to, header.value());
    match execution.journal.transfer(from, to, value) {
        Ok(()) => Outcome::success(),
        Err(it) => Outcome {
            error_code: 1, // aVM's.
            ..Outcome::rejected(it.reason(from, to, value))
        },
    }
}

fn create(execution: &mut Execution, header: &TransactionHeader) -> Outcome {
    let rules = execution.rules;
    let most = rules.max_image();
    if header.data_len > most {
        let len = header.data_len;
        return Outcome::rejected(format!("the image has {len} bytes, and may have {most}"));
    }
    let journal = &mut execution.journal;
    if rules.protect_code() && journal.account(&header.to).is_some_and(|it| it.is_contract) {
        return Outcome::rejected(format!("{} holds code already", header.to));
    }
    let (from, to, value) = (&header.from, &header.to, header.value());
    if rules.move_value()
        && value > 0
        && let Err(it) = journal.transfer(from, to, value)
    {
        return Outcome::rejected(it.reason(from, to, value));
    }
    let code = Rc::new(firmware::transaction_data(header));
    journal.update(&header.to, |it| {
        it.is_contract = !code.is_empty();
        it.code_len = code.len();
        it.new_code = Some(code);
    });
    Outcome::success()
}

fn call(execution: &mut Execution, header: &TransactionHeader) -> Outcome {
    let most = execution.rules.max_input();
    if header.data_len > most {
        let len = header.data_len;
        return Outcome::rejected(format!("the input has {len} bytes, and may have {most}"));
    }
    execution.run(Call {
        from: header.from,
        to: header.to,
        value: if execution.rules.move_value() {
            header.value()
        } else {
            0
        },
        input: firmware::transaction_data(header),
        gas: header.gas_limit,
        caller_task: None,
        pc: 0,
        parent: abi::NO_INDEX,
        depth: 0,
    })
}
