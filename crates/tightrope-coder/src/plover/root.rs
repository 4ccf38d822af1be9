//! The sixteen event types of PLOVER.

use std::fmt;
use std::str::FromStr;

macro_rules! roots {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// A PLOVER event type.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum PloverRoot { $(#[doc = $name] $variant),+ }

        impl PloverRoot {
            /// Every type, in the order of the manual.
            pub const ALL: &'static [PloverRoot] = &[$(PloverRoot::$variant),+];

            /// The name in capitals, such as `AGREE`.
            pub const fn name(self) -> &'static str {
                match self { $(PloverRoot::$variant => $name),+ }
            }
        }
    };
}

roots! {
    Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE", Cooperate = "COOPERATE", Aid = "AID",
    Retreat = "RETREAT", Request = "REQUEST", Accuse = "ACCUSE", Reject = "REJECT", Threaten = "THREATEN",
    Protest = "PROTEST", Sanction = "SANCTION", Mobilize = "MOBILIZE", Coerce = "COERCE", Assault = "ASSAULT",
}

impl PloverRoot {
    /// The name where CONCEDE and RETREAT count as one type, YIELD.
    pub const fn merged(self) -> &'static str {
        match self {
            PloverRoot::Concede | PloverRoot::Retreat => "YIELD",
            other => other.name(),
        }
    }

    /// Whether the type is conflict, in words or in deeds.
    pub const fn is_conflict(self) -> bool {
        use PloverRoot as R;
        match self {
            R::Agree | R::Consult | R::Support | R::Concede | R::Cooperate | R::Aid | R::Retreat => false,
            R::Request | R::Accuse | R::Reject | R::Threaten => true,
            R::Protest | R::Sanction | R::Mobilize | R::Coerce | R::Assault => true,
        }
    }
}

impl fmt::Display for PloverRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for PloverRoot {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|r| r.name() == s).ok_or(())
    }
}
