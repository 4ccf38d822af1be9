//! Who says so: the subjects of verbs of speech, possessors of nouns of speech, "according to".

use super::{Scope, Sentence};
use crate::codebook::Effect;
use crate::proposition::preps_of;
use tightrope_nlp::Token;

/// The token that heads who says so: the verb's subject, the noun's possessor, or the noun itself.
pub(super) fn speaker_of(sentence: &Sentence<'_>, governor: Token<'_>, is_verb: bool) -> Option<usize> {
    if !is_verb {
        return Some(governor.children().find(|c| c.dep() == "poss").map_or(governor.i, |c| c.i));
    }
    let p = sentence.propositions.at(governor.i)?;
    let role = if p.passive { "by" } else { "subj" };
    p.role(role).map(|a| a.head).next().or_else(|| {
        // "he's noted": the parser takes a contracted "has" for a passive
        let contracted = governor
            .children()
            .any(|c| c.dep() == "auxpass" && c.text().ends_with('s') && c.text() != "is" && c.text() != "was");
        if contracted { p.role("obj").map(|a| a.head).next() } else { None }
    })
}

/// "According to X" anywhere in the clauses above.
pub(super) fn according_to(sentence: &Sentence<'_>, head: Token<'_>, s: &mut Scope) {
    for at in std::iter::once(head).chain(head.ancestors()) {
        for (name, object) in preps_of(at) {
            if let Some(g) = sentence.codebook.governors.get(&name, "source-prep") {
                s.apply(g.effect, object, Some(object.i));
            } else if name == "in" && sentence.codebook.lexicon.is("view-noun", &object.lower()) {
                // "in the words of X", "in X's view"
                let of = preps_of(object).into_iter().find(|(n, _)| n == "of").map(|(_, o)| o);
                if let Some(whose) = of.or_else(|| object.children().find(|c| c.dep() == "poss")) {
                    s.apply(Effect::Said, object, Some(whose.i));
                }
            }
        }
    }
}
