//! The two sets of rules, and everything in which they differ. [docs/rules.md]

use avm_abi as abi;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Sound semantics.
    Strict,
    /// What a contract can observe of aVM v0.3.
    Compat,
}

impl Rules {
    /// From a transaction's header.
    pub fn from_tag(tag: u32) -> Self {
        if tag == abi::RULES_COMPAT {
            Self::Compat
        } else {
            Self::Strict
        }
    }

    /// A nonce has to be the sender's next, and is used up. [aVM 3.8]
    pub fn count_nonces(self) -> bool {
        self == Self::Strict
    }

    /// A transaction's value goes to the contract that it makes or calls. [aVM 3.8]
    pub fn move_value(self) -> bool {
        self == Self::Strict
    }

    /// A contract keeps the code that it has. [aVM 3.8]
    pub fn protect_code(self) -> bool {
        self == Self::Strict
    }

    /// A contract that says success = false has not done anything. [aVM 3.9]
    pub fn undo_failed_calls(self) -> bool {
        self == Self::Strict
    }

    /// A contract pays with its own coin, not with its caller's. [aVM 3.6, TRANSFER]
    pub fn let_contracts_pay(self) -> bool {
        self == Self::Strict
    }

    /// The longest input of a call. [aVM 3.1]
    pub fn max_input(self) -> u32 {
        match self {
            Self::Strict => abi::MAX_INPUT_STRICT,
            Self::Compat => abi::MAX_INPUT_COMPAT,
        }
    }

    /// The longest image of a contract. [aVM 3.1]
    pub fn max_image(self) -> u32 {
        match self {
            Self::Strict => abi::MAX_IMAGE_STRICT,
            Self::Compat => abi::MAX_IMAGE_COMPAT,
        }
    }
}
