//! How a call, or a whole transaction, ended.

use alloc::string::String;
use alloc::vec::Vec;

use avm_abi as abi;

use crate::trap::Fault;

/// The tags of the firmware's records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Status {
    Success = abi::STATUS_SUCCESS,
    Failed = abi::STATUS_FAILED,
    Reverted = abi::STATUS_REVERTED,
    Panicked = abi::STATUS_PANICKED,
    Trapped = abi::STATUS_TRAPPED,
    OutOfGas = abi::STATUS_OUT_OF_GAS,
    Rejected = abi::STATUS_REJECTED,
}

pub struct Outcome {
    pub status: Status,
    /// The contract's own code; 0 where it gave none.
    pub error_code: u32,
    /// What it returned.
    pub data: Vec<u8>,
    /// Why it failed, as a sentence; empty where the contract says nothing.
    pub reason: String,
    pub fault: Option<Fault>,
}

impl Outcome {
    fn new(status: Status, reason: String) -> Self {
        Self {
            status,
            error_code: 0,
            data: Vec::new(),
            reason,
            fault: None,
        }
    }

    pub fn success() -> Self {
        Self::new(Status::Success, String::new())
    }

    pub fn reverted(error_code: u32) -> Self {
        Self {
            error_code,
            ..Self::new(Status::Reverted, String::new())
        }
    }

    pub fn panicked(message: String) -> Self {
        Self::new(Status::Panicked, message)
    }

    pub fn out_of_gas(limit: u64) -> Self {
        Self::new(
            Status::OutOfGas,
            alloc::format!("out of gas: the limit is {limit}"),
        )
    }

    /// The other thing of which there is only so much.
    pub fn out_of_memory() -> Self {
        Self::new(
            Status::OutOfGas,
            "out of memory: the transaction makes the kernel keep too much".into(),
        )
    }

    pub fn rejected(reason: String) -> Self {
        Self::new(Status::Rejected, reason)
    }

    pub fn trapped(fault: Fault) -> Self {
        Self {
            fault: Some(fault),
            ..Self::new(Status::Trapped, fault.reason())
        }
    }

    /// A fault that the kernel found on the contract's behalf, with more to say than the hardware has.
    pub fn faulted(fault: Fault, reason: String) -> Self {
        Self {
            fault: Some(fault),
            ..Self::new(Status::Trapped, reason)
        }
    }

    /// What a contract's result block says. [aVM 4]
    pub fn from_result_block(block: &[u8]) -> Self {
        let word = |at: usize| {
            u32::from_le_bytes([block[at], block[at + 1], block[at + 2], block[at + 3]])
        };
        let status = if block[0] == 0 {
            Status::Failed
        } else {
            Status::Success
        };
        let len = (word(5) as usize).min(abi::RESULT_DATA_BYTES as usize);
        Self {
            error_code: word(1),
            data: block[9..][..len].into(),
            ..Self::new(status, String::new())
        }
    }

    /// The result block that a calling contract gets.
    pub fn to_result_block(&self) -> Vec<u8> {
        let mut block = alloc::vec![0; abi::RESULT_BYTES as usize];
        let len = self.data.len().min(abi::RESULT_DATA_BYTES as usize);
        block[0] = (self.status == Status::Success).into();
        block[1..5].copy_from_slice(&self.visible_code().to_le_bytes());
        block[5..9].copy_from_slice(&(len as u32).to_le_bytes());
        block[9..][..len].copy_from_slice(&self.data[..len]);
        block
    }

    /// The contract's own code, or one that names what befell it; its own codes are small numbers.
    fn visible_code(&self) -> u32 {
        match self.status {
            Status::Success | Status::Failed => self.error_code,
            Status::Reverted if self.error_code != 0 => self.error_code,
            other => 0xffff_ff00 | other as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_blocks_round_trip() {
        let outcome = Outcome {
            error_code: 7,
            data: vec![1, 2, 3],
            ..Outcome::success()
        };
        let block = outcome.to_result_block();
        assert_eq!(block.len(), 265);
        assert_eq!(&block[..12], [1, 7, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3]);
        let back = Outcome::from_result_block(&block);
        assert_eq!(
            (back.status, back.error_code, back.data),
            (Status::Success, 7, vec![1, 2, 3])
        );
    }

    #[test]
    fn a_length_beyond_the_block_is_capped() {
        let mut block = vec![0; 265];
        block[5..9].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(Outcome::from_result_block(&block).data.len(), 256);
    }

    #[test]
    fn a_caller_sees_what_befell_its_callee() {
        let block = Outcome::panicked("no".into()).to_result_block();
        assert_eq!(
            &block[..5],
            [0, abi::STATUS_PANICKED as u8, 0xff, 0xff, 0xff]
        );
    }
}
