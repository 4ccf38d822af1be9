//! What a proposition is made of.

use serde::{Deserialize, Serialize};
use tightrope_nlp::Token;

/// What kind of word predicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PredicateKind {
    /// A verb with its arguments.
    Verb,
    /// A noun that names an act or a bond, with its arguments.
    Noun,
    /// An adjective with its arguments.
    Adjective,
}

impl PredicateKind {
    /// `verb`, `noun` or `adjective`.
    pub fn as_str(self) -> &'static str {
        match self {
            PredicateKind::Verb => "verb",
            PredicateKind::Noun => "noun",
            PredicateKind::Adjective => "adjective",
        }
    }
}

/// An argument: the role it fills and the token that heads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arg {
    /// `subj`, `obj`, `iobj`, `attr`, `comp`, a preposition, `poss`, `nat`, ... as `docs/rules.md` lists them.
    pub role: String,
    /// Index of the head token.
    pub head: usize,
    /// Whether the role was inferred (control, antecedent, support verb) rather than written.
    pub inferred: bool,
}

/// A predicate with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predicate {
    /// Kind of word.
    pub kind: PredicateKind,
    /// Index of the head token.
    pub head: usize,
    /// Lemma in lower case, with its particle or compound parts.
    pub lemma: String,
    /// The arguments, written ones first.
    pub args: Vec<Arg>,
    /// Verbs that lend the noun its arguments ("sign" in "signed an agreement"): token index and the slot it fills.
    pub support: Vec<(usize, String)>,
    /// Whether the clause is passive.
    pub passive: bool,
}

impl Predicate {
    /// Heads of the arguments with the role, written ones first.
    pub fn role<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'a Arg> + 'a {
        self.args.iter().filter(move |a| a.role == role)
    }

    /// Adds an argument unless it is there.
    pub fn push(&mut self, role: &str, head: Token<'_>, inferred: bool) {
        if !self.args.iter().any(|a| a.role == role && a.head == head.i) && head.i != self.head {
            self.args.push(Arg { role: role.to_owned(), head: head.i, inferred });
        }
    }
}
