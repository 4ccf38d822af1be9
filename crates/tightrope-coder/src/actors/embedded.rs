//! The tables that ship with the program, in the order of reading: a later table may name what an earlier one defines.

use tightrope_statement::EntityType;

/// What a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// States, with codes, adjectives, people, capital.
    States,
    /// Further names of what other tables define.
    Names,
    /// Actors of any kind; the default kind is given.
    Actors(&'static str),
    /// Who belongs to what, when.
    Memberships,
    /// Shared land borders.
    Neighbours,
}

macro_rules! tables {
    ($($file:literal $holds:expr),* $(,)?) => {
        &[$(($file, include_str!(concat!("../../data/actors/", $file)), $holds)),*]
    };
}

pub(super) const TABLES: &[(&str, &str, Holds)] = tables![
    "states.tsv" Holds::States,
    "territories.tsv" Holds::States,
    "places.tsv" Holds::Actors("place"),
    "facilities.tsv" Holds::Actors("facility"),
    "historical.tsv" Holds::States,
    "official_names.tsv" Holds::Names,
    "state_names.tsv" Holds::Names,
    "organisations.tsv" Holds::Actors("organisation"),
    "initiatives.tsv" Holds::Actors("initiative"),
    "armed_groups.tsv" Holds::Actors("organisation"),
    "companies.tsv" Holds::Actors("company"),
    "institutions.tsv" Holds::Actors("institution"),
    "groups.tsv" Holds::Actors("group"),
    "commodities.tsv" Holds::Actors("commodity"),
    "languages.tsv" Holds::Actors("language"),
    "leaders.tsv" Holds::Actors("person"),
    "leaders_past.tsv" Holds::Actors("person"),
    "seats.tsv" Holds::Names,
    "memberships.tsv" Holds::Memberships,
    "memberships_bulk.tsv" Holds::Memberships,
    "neighbours.tsv" Holds::Neighbours,
];

/// Words that are something else in lower case or at the start of a sentence.
pub(super) const COMMON_WORDS: &str = include_str!("../../data/actors/common_words.tsv");
/// First parts of compounds.
pub(super) const COMBINING: &str = include_str!("../../data/actors/combining.tsv");
/// Prepositions after which a city is a place.
pub(super) const LOCATIVES: &str = include_str!("../../data/actors/locatives.tsv");
/// Names with more than one bearer, and the words that tell them apart.
pub(super) const AMBIGUOUS: &str = include_str!("../../data/actors/ambiguous.tsv");
/// Offices and the titles that name them.
pub(super) const OFFICES: &str = include_str!("../../data/actors/offices.tsv");
/// Nouns for actors without a name: classes of the lexicon.
pub(super) const AGENTS: [(EntityType, &str); 3] = [
    (EntityType::State, include_str!("../../data/lexicon/agent-state.txt")),
    (EntityType::Person, include_str!("../../data/lexicon/agent-person.txt")),
    (EntityType::Group, include_str!("../../data/lexicon/agent-group.txt")),
];
