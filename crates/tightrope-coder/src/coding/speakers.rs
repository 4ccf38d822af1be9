//! Who says so: the subjects of verbs of speech, possessors of nouns of speech, "according to".

use super::{Scope, Sentence};
use crate::codebook::Effect;
use crate::proposition::{preps_of, verb_lemma};
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

/// Whether the verb is passive and names nobody who does it.
pub(super) fn is_passive_alone(sentence: &Sentence<'_>, verb: Token<'_>) -> bool {
    sentence.propositions.at(verb.i).is_some_and(|p| p.passive) && speaker_of(sentence, verb, true).is_none()
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

/// Speakers of an aside: "trade, the minister said, has doubled", "it lost the case, officials announced on Monday", "as
/// the minister put it". The parser takes many of them for something else, so that the words' order decides.
pub(super) fn asides(sentence: &Sentence<'_>, head: Token<'_>, s: &mut Scope) {
    let doc = sentence.doc;
    for verb in sentence.tokens.clone().map(|i| doc.token(i)) {
        let Some((effect, words)) = aside(sentence, verb) else { continue };
        // of the aside's own words it says nothing, nor of what follows a closing one
        let closing = verb.i > head.i;
        let inner = words.contains(&head.i) || !closing && !follows(sentence, verb);
        let Some(speaker) = speaker_in(sentence, words) else { continue };
        if !inner && !s.speakers.contains(&speaker) {
            s.apply(effect, verb, Some(speaker));
        }
    }
}

/// The effect of an aside's verb and the tokens from its first word to the verb.
fn aside(sentence: &Sentence<'_>, verb: Token<'_>) -> Option<(Effect, std::ops::Range<usize>)> {
    let doc = sentence.doc;
    let lexicon = &sentence.codebook.lexicon;
    if !matches!(verb.tag(), "VBD" | "VBZ" | "VBP" | "VBN") {
        return None;
    }
    let lemma = verb_lemma(verb);
    let governor = sentence.codebook.governors.get(&lemma, "comp");
    let told = governor.filter(|g| matches!(g.effect, Effect::Said | Effect::Reported | Effect::Estimated));
    // what it says is no clause of its own
    let complete = !verb.children().any(|c| matches!(c.dep(), "ccomp" | "xcomp"));
    let next = doc.tokens().nth(verb.i + 1);
    let object = verb.children().find(|c| c.dep() == "dobj");
    let mark = verb.children().find(|c| c.dep() == "mark" && c.i < verb.i).map(|c| c.lower());
    if mark.as_deref() == Some("as") && verb.dep() == "advcl" {
        let put = object.is_some_and(|o| lexicon.is("it-pronoun", &o.lower()));
        let bare = object.is_none() && told.is_some();
        let start = verb.children().next().map_or(verb.i, |c| c.subtree().start);
        return (put || bare).then_some((Effect::Said, start..verb.i));
    }
    let told = told.filter(|_| complete && object.is_none() && next.is_none_or(|n| n.lower() != "that"))?;
    // back to the comma, over words that make up one noun phrase
    let mut start = verb.i;
    while start > sentence.tokens.start {
        let t = doc.token(start - 1);
        if t.text() == "," {
            break;
        }
        let plain = !matches!(t.pos(), "VERB" | "AUX" | "CCONJ" | "SCONJ" | "PUNCT") || t.text() == "-";
        if !plain || verb.i - start > ASIDE {
            return None;
        }
        start -= 1;
    }
    if start == sentence.tokens.start || start == verb.i {
        return None;
    }
    // after the verb no more than when, where and to whom
    let rest = (verb.i + 1..sentence.tokens.end).map(|i| doc.token(i)).take_while(|t| t.text() != ",");
    let open = rest.into_iter().any(|t| matches!(t.tag(), "VBD" | "VBZ" | "VBP" | "MD"));
    (!open).then_some((told.effect, start..verb.i))
}

/// Longest name or title of an aside, in tokens.
const ASIDE: usize = 12;

/// Whether a comma closes the aside, so that the sentence goes on after it.
fn follows(sentence: &Sentence<'_>, verb: Token<'_>) -> bool {
    let doc = sentence.doc;
    (verb.i + 1..sentence.tokens.end).any(|i| doc.token(i).text() == ",")
}

/// The head of the noun phrase that begins the words.
fn speaker_in(sentence: &Sentence<'_>, words: std::ops::Range<usize>) -> Option<usize> {
    let doc = sentence.doc;
    words
        .map(|i| doc.token(i))
        .filter(|t| t.dep() != "mark")
        .take_while(|t| !matches!(t.tag(), "IN" | "TO" | "WP" | "WDT") && t.lower() != "close")
        .filter(|t| matches!(t.pos(), "NOUN" | "PROPN" | "PRON" | "NUM"))
        .last()
        .map(|t| t.i)
}
