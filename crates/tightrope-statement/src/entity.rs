//! Who or what stands in a statement.

use crate::{StatementError, vocabulary::vocabulary};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

vocabulary! {
    /// What kind of thing an entity is.
    EntityType, "entity type", {
        /// A state, by ISO 3166-1 alpha-3 code or the project's dated table.
        State = "state",
        /// An international or other organisation, bloc, ministry, army.
        Organisation = "organisation",
        /// A firm or bank.
        Company = "company",
        /// A person.
        Person = "person",
        /// People without a name of their own ("Central Asian leaders").
        Group = "group",
        /// A city, region, sea.
        Place = "place",
        /// A base, plant, port, line.
        Facility = "facility",
        /// A programme, platform or initiative without formal membership.
        Initiative = "initiative",
        /// A university, school, court, media house.
        Institution = "institution",
        /// A raw material, energy carrier or good.
        Commodity = "commodity",
        /// A deposit or field.
        Deposit = "deposit",
        /// A language.
        Language = "language",
        /// A named or described policy.
        Policy = "policy",
    }
}

/// A party of a statement, resolved.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Entity {
    /// ISO 3166-1 alpha-3 for states; the usual acronym for organisations and initiatives; else a lower-case slug.
    pub id: String,
    /// The usual name in full.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Alpha-3 code of the state it acts for at the statement's time; a state acts for itself.
    pub state: Option<String>,
}
