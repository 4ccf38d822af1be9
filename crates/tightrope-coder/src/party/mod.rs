//! From words to actors: which party a noun phrase, a pronoun or a description stands for.

mod again;
mod bodies;
mod countries;
mod found;
mod memory;
mod named;
mod owners;
mod pronoun;
mod remember;
mod resolve;
mod told;

pub use found::{How, Party};
pub use memory::{Called, Memory, Seen, differs};
pub use named::{Named, name_actors};
pub use remember::{called, described, placed, plurals, remember};
pub use resolve::{Resolver, slug};
pub use told::{Side, Told};
