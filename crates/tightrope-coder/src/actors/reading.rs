//! What words in a text may stand for.

use super::ActorRef;
use std::ops::Range;

/// How words stand for an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Its name in full or in a usual spelling.
    Name,
    /// An acronym or code.
    Acronym,
    /// Another name of it.
    Alias,
    /// An adjective of a state, region or group ("Kazakh").
    Adjective,
    /// A noun for its people ("Kazakhs").
    People,
    /// A capital or seat that stands for the government ("Astana", "the Kremlin").
    Capital,
    /// A person's surname alone.
    Surname,
    /// The first part of a compound ("Sino-", "Franco-").
    Combining,
}

impl Form {
    /// The form in words, as in "an adjective of it".
    pub fn describe(self) -> &'static str {
        match self {
            Form::Name => "its name",
            Form::Acronym => "an acronym or code of it",
            Form::Alias => "another name of it",
            Form::Adjective => "an adjective of it",
            Form::People => "a noun for its people",
            Form::Capital => "a capital or seat, which stands for the government",
            Form::Surname => "a surname alone",
            Form::Combining => "the first part of a compound",
        }
    }
}

/// One thing that a mention may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The actor.
    pub actor: ActorRef,
    /// How the words stand for it.
    pub form: Form,
    /// Whether the actor exists, the name is in use and, for a person, an office is held on the day.
    pub current: bool,
    /// Whether another reading of the same words is about as good.
    pub ambiguous: bool,
    /// How good the reading is against others of the same words; higher is better.
    pub score: i32,
    /// Why it stands where it does, in a few words, for people to read.
    pub why: String,
}

/// Words of a text that stand for an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The tokens, without titles and determiners.
    pub tokens: Range<usize>,
    /// What they may mean, best first; never empty.
    pub readings: Vec<Reading>,
}

impl Mention {
    /// The best reading.
    pub fn best(&self) -> Option<&Reading> {
        self.readings.first()
    }
}
