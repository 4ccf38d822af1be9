//! The closed vocabularies of a statement.

use crate::StatementError;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident, $field:literal, { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word that the contract uses.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
        }

        impl FromStr for $name {
            type Err = StatementError;
            fn from_str(s: &str) -> Result<Self, StatementError> {
                Self::ALL.iter().copied().find(|v| v.as_str() == s).ok_or_else(|| StatementError::UnknownValue {
                    field: $field,
                    value: s.to_owned(),
                    allowed: Self::ALL.iter().map(|v| v.as_str()).collect::<Vec<_>>().join(", "),
                })
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// How far a tie or act has come.
    #[derive(Default)]
    Status, "status", {
        /// Is or was done, or holds.
        #[default]
        Actual = "actual",
        /// An agreement concluded.
        Signed = "signed",
        /// The page says it will happen.
        Planned = "planned",
        /// One side proposes to give it.
        Offered = "offered",
        /// One side wants it.
        Sought = "sought",
        /// Less than sought.
        Considered = "considered",
        /// No longer holds.
        Ended = "ended",
    }
}

vocabulary! {
    /// Whether the claim is made or denied.
    #[derive(Default)]
    Polarity, "polarity", {
        /// The page says it is so.
        #[default]
        Affirmed = "affirmed",
        /// The page says it is not so.
        Denied = "denied",
    }
}

vocabulary! {
    /// How firmly the source states the claim.
    #[derive(Default)]
    Certainty, "certainty", {
        /// Stated as fact by the page or a named or institutional source.
        #[default]
        Asserted = "asserted",
        /// Hearsay, unnamed sources, fears and suspicions.
        Reported = "reported",
        /// An estimate or ranking by experts.
        Estimated = "estimated",
    }
}
