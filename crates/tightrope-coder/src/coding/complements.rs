//! What words above a clause say of it beside their governors: markers, infinitives without an entry, copulas, clefts.

use super::{Scope, Sentence};
use crate::codebook::{Effect, Governor};
use crate::proposition::lower_lemma;
use tightrope_nlp::Token;
use tightrope_statement::Status;

/// The entry of the words that open an adverbial clause: "if", "even if", "rather than", "in case".
pub(super) fn marker(sentence: &Sentence<'_>, clause: Token<'_>) -> Option<Governor> {
    let governors = &sentence.codebook.governors;
    let opener = |c: &Token<'_>| c.i < clause.i && matches!(c.dep(), "mark" | "advmod" | "prep");
    let mut last: Option<Token<'_>> = None;
    for c in clause.children().filter(opener) {
        let pair = last.map(|l| format!("{} {}", l.lower(), c.lower()));
        let phrase = c.children().find(|o| o.dep() == "pobj").map(|o| format!("{} {}", c.lower(), o.lower()));
        let found = [pair, phrase, Some(c.lower())].into_iter().flatten().find_map(|w| governors.get(&w, "mark"));
        if found.is_some() {
            return found;
        }
        last = Some(c);
    }
    None
}

pub(super) fn has_to(verb: Token<'_>) -> bool {
    verb.children().any(|c| c.dep() == "aux" && c.lower() == "to")
}

/// An infinitive of what is to be done, not of what has been.
pub(super) fn is_bare_infinitive(verb: Token<'_>) -> bool {
    has_to(verb) && verb.tag() == "VB" && !verb.children().any(|c| c.dep() == "aux" && c.lower() == "have")
}

/// What an infinitive is worth under a word that no governor names: a thing to come, or no claim.
pub(super) fn infinitive(sentence: &Sentence<'_>, at: Token<'_>, governor: Token<'_>, is_verb: bool) -> Option<Effect> {
    if !has_to(at) {
        return None;
    }
    let lemma = lower_lemma(governor);
    if is_verb {
        return match lemma.as_str() {
            "be" => Some(Effect::Status(Status::Planned)),
            // "had to withdraw": it did
            "have" if matches!(governor.tag(), "VBD" | "VBN") => None,
            "have" => Some(Effect::Status(Status::Sought)),
            _ => Some(Effect::Hypothetical),
        };
    }
    let lexicon = &sentence.codebook.lexicon;
    let scant = |t: Token<'_>| lexicon.is("scant-word", &t.lower()) || lexicon.is("negative-determiner", &t.lower());
    if !matches!(governor.pos(), "NOUN" | "PROPN") || governor.children().any(scant) {
        return Some(Effect::Hypothetical);
    }
    // "the first state to recognise it" has done so
    let single =
        governor.children().any(|c| c.tag() == "JJS" || sentence.codebook.lexicon.is("singling-adjective", &c.lower()));
    (!single).then_some(Effect::Status(Status::Planned))
}

/// "It was not X that ...": the clause of what is denied.
pub(super) fn is_cleft_denied(clause: Token<'_>) -> bool {
    let about = clause.head();
    let copula = about.head();
    about.dep() == "attr"
        && copula.children().any(|c| c.dep() == "neg")
        && copula.children().any(|c| c.dep() == "nsubj" && c.tag() == "PRP")
}

/// What a copula's complement or an adverb says of the clause or noun below it: "it is untrue that", "the reports are
/// false", "has yet to", "is not in sight". Whether it said anything.
pub(super) fn said_of(sentence: &Sentence<'_>, verb: Token<'_>, slot: &str, at: Token<'_>, s: &mut Scope) -> bool {
    let governors = &sentence.codebook.governors;
    let mut told = false;
    let slot = match slot {
        "subj" | "obj" if matches!(at.dep(), "nsubj" | "nsubjpass") => "said-of",
        "comp" => "comp",
        _ => return false,
    };
    for c in verb.children().filter(|c| c.i != at.i) {
        let tells = match c.dep() {
            "acomp" | "attr" | "oprd" => true,
            "advmod" => slot == "said-of" || c.i < at.i,
            "prep" => slot == "said-of",
            _ => false,
        };
        if !tells {
            continue;
        }
        let phrase = c.children().find(|o| o.dep() == "pobj").map(|o| format!("{} {}", c.lower(), o.lower()));
        let word = if c.dep() == "prep" { phrase.unwrap_or_default() } else { lower_lemma(c) };
        if let Some(g) = governors.get(&word, slot) {
            told = true;
            let denied = c.children().any(|x| {
                matches!(x.dep(), "det" | "neg") && sentence.codebook.lexicon.is("negative-determiner", &x.lower())
            });
            if !denied {
                s.apply(g.effect, c, None);
            }
        }
    }
    told
}

/// Whether the sentence asks what its main clause says ("Will X join?"), or for a party ("Who sold it?"); one that asks
/// how, why or when takes the rest for granted.
pub(super) fn is_open_question(sentence: &Sentence<'_>, root: Token<'_>) -> bool {
    let doc = sentence.doc;
    let words = || sentence.tokens.clone().map(|i| doc.token(i));
    let ends = words().rev().find(|t| t.pos() != "SPACE" && !matches!(t.text(), "\"" | "”" | "’" | ")" | "*"));
    if ends.is_none_or(|t| t.text() != "?") {
        return false;
    }
    !words().take_while(|t| t.i < root.i).any(|t| sentence.codebook.lexicon.is("wh-adverb", &t.lower()))
}
