//! The relations of the codebook, read from `data/relations.tsv`.

use crate::StatementError;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr, sync::LazyLock};

/// The relation whose further parties lie between its ends.
const CORRIDOR: &str = "corridor";

/// What sort of claim a relation makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RelationKind {
    /// An act at a time.
    Event,
    /// A bond that lasts.
    Tie,
    /// A fact about one actor.
    Attribute,
}

#[derive(Debug)]
struct Row {
    name: &'static str,
    kind: RelationKind,
    source: &'static str,
    target: &'static str,
    symmetric: bool,
    definition: &'static str,
    maps_to: &'static str,
}

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    include_str!("../data/relations.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cell = line.split('\t');
            let mut next = || cell.next();
            Some(Row {
                name: next()?,
                kind: match next()? {
                    "event" => RelationKind::Event,
                    "tie" => RelationKind::Tie,
                    _ => RelationKind::Attribute,
                },
                source: next()?,
                target: next()?,
                symmetric: next()? == "yes",
                definition: next()?,
                maps_to: next()?,
            })
        })
        .collect()
});

/// One relation of the codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation(u8);

impl Relation {
    /// Every relation, in codebook order.
    pub fn all() -> impl Iterator<Item = Relation> {
        (0..TABLE.len() as u8).map(Relation)
    }

    fn row(self) -> &'static Row {
        &TABLE[usize::from(self.0)]
    }

    /// The name, such as `member_of`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Whether it is an event, a tie or an attribute.
    pub fn kind(self) -> RelationKind {
        self.row().kind
    }

    /// The role that the source plays, such as `lender`.
    pub fn source_role(self) -> &'static str {
        self.row().source
    }

    /// The role that the target plays, such as `borrower`.
    pub fn target_role(self) -> &'static str {
        self.row().target
    }

    /// Whether source and target may change places without a change of meaning.
    pub fn is_symmetric(self) -> bool {
        self.row().symmetric
    }

    /// Whether further parties of a statement stand beside its source: where source and target may not change places, but for
    /// a corridor, whose further parties lie between the two.
    pub fn joins_sources(self) -> bool {
        !self.is_symmetric() && self.name() != CORRIDOR
    }

    /// The definition, one clause.
    pub fn definition(self) -> &'static str {
        self.row().definition
    }

    /// The counterpart in other schemes, where there is one.
    pub fn maps_to(self) -> &'static str {
        self.row().maps_to
    }
}

impl FromStr for Relation {
    type Err = StatementError;
    fn from_str(s: &str) -> Result<Self, StatementError> {
        Relation::all().find(|r| r.name() == s).ok_or_else(|| StatementError::UnknownRelation(s.to_owned()))
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Relation {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Relation {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_whole() {
        assert_eq!(Relation::all().count(), 45);
        assert!("consult".parse::<Relation>().unwrap().is_symmetric());
        assert!("likes".parse::<Relation>().is_err());
        let joins = |name: &str| name.parse::<Relation>().unwrap().joins_sources();
        assert!(joins("sanction") && !joins("consult") && !joins("corridor"));
    }
}
