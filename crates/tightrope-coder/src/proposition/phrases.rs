//! Set phrases that name who acts: "at the hands of X", "on the part of X", "from X's side".

use super::syntax::{lower_lemma, preps_of};
use crate::codebook::Lexicon;
use tightrope_nlp::Token;

/// Heads of the actors that such phrases after the word name.
pub(super) fn set_agents<'a>(word: Token<'a>, lexicon: &Lexicon) -> Vec<Token<'a>> {
    let mut found = Vec::new();
    for (name, object) in preps_of(word) {
        if !lexicon.is("agent-phrase", &format!("{name} {}", lower_lemma(object))) {
            continue;
        }
        found.extend(preps_of(object).into_iter().filter(|(n, _)| n == "of").map(|(_, o)| o));
        found.extend(object.children().filter(|c| {
            c.dep() == "poss" && c.tag() != "PRP$" || c.dep() == "amod" && c.text().starts_with(char::is_uppercase)
        }));
    }
    found
}
