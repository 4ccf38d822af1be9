//! Courts, commissions and other bodies spoken of by one word of their name.

use super::Resolver;
use tightrope_nlp::Token;
use tightrope_statement::Entity;

/// The word that a court's name has.
const COURT: &str = "court";

impl<'a> Resolver<'a> {
    /// "The court", "the judges", "the commission": the body of that name spoken of before.
    pub(super) fn body(&self, t: Token<'a>, lemma: &str) -> Option<&'a Entity> {
        let officer = self.lexicon.is("court-officer", lemma);
        let bare = || !t.children().any(|c| c.dep() == "compound") && self.owners(t).is_empty();
        ((officer || self.lexicon.is("organisation-noun", lemma)) && self.is_definite(t) && bare()).then_some(())?;
        self.memory.body(t.i, if officer { COURT } else { lemma })
    }
}
