//! Open propositions: every claim a sentence makes, in its own words, whatever it speaks of.
//!
//! Clause by clause over the parse, after the idea of ClausIE (Del Corro and Gemulla 2013): a clause's verb with its
//! auxiliaries and open complements is the relation, its subject, objects, complements and prepositional phrases are the
//! arguments. Coordinated subjects, verbs and objects make a proposition each; relative and participial clauses take the
//! noun they belong to for a subject. No rule knows a word of the subject matter.

mod arguments;
mod clause;
mod project;
mod proposition;
mod scope;
#[cfg(test)]
mod tests;
mod tree;

pub use clause::open_propositions;
pub use project::{Triple, Tuple};
pub use proposition::{Argument, ArgumentKind, Modality, OpenProposition, Phrase, PropositionKind, Speaker, Term};
