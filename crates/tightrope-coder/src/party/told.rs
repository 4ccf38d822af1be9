//! Claims that the page has made, for words that take them up again.

use tightrope_statement::{Domain, Entity, Polarity, Relation, Status};

/// A side of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Who does it.
    Source,
    /// To whom.
    Target,
}

/// A claim as later words may repeat it or speak of it.
#[derive(Debug, Clone)]
pub struct Told {
    /// Id of the rule that read it.
    pub rule: String,
    /// Its relation.
    pub relation: Relation,
    /// Who does it.
    pub source: Option<Entity>,
    /// To whom.
    pub target: Option<Entity>,
    /// Further parties.
    pub with: Vec<Entity>,
    /// What it is about, in the page's words.
    pub object: Option<String>,
    /// Fields of life.
    pub domains: Vec<Domain>,
    /// PLOVER mode of the act.
    pub mode: Option<String>,
    /// How far it had come.
    pub status: Status,
    /// Claimed or denied.
    pub polarity: Polarity,
    /// Whether its words deny, be it that the claim is a refusal.
    pub denied: bool,
    /// On which side the subject of its clause stands; none for a claim below the sentence's main clauses.
    pub subject: Option<Side>,
    /// Token of the verb of its clause.
    pub verb: usize,
    /// That verb as a lemma.
    pub lemma: String,
    /// Lemmas of the nouns that it consists of: the loan, the ban.
    pub nouns: Vec<String>,
    /// Sentence number in the page.
    pub sentence: usize,
}
