//! The first layer: from a parse to propositions, clauses with their predicate, arguments and scope.

mod args;
mod control;
mod extract;
mod gaps;
mod noun;
mod phrases;
mod repair;
mod seconds;
mod syntax;

pub use args::{Arg, Predicate, PredicateKind};
pub use extract::{Propositions, extract};
pub use repair::repair;
pub use syntax::{
    conjuncts, first_conjunct, is_clause_verb, is_gerund_object, lower_lemma, noun_phrase, preps_of, verb_lemma,
};
