//! Words beside a verb or noun that change its claim: auxiliaries, negation, adverbs, determiners.

use super::{Scope, Sentence};
use crate::codebook::Effect;
use crate::proposition::{lower_lemma, verb_lemma};
use crate::time::Tense;
use tightrope_nlp::Token;
use tightrope_statement::Status;

/// Auxiliaries, negation and adverbs of the clause.
pub(super) fn clause_marks(sentence: &Sentence<'_>, verb: Token<'_>, s: &mut Scope, open: bool) {
    if !open {
        return;
    }
    let governors = &sentence.codebook.governors;
    let no_longer = verb
        .children()
        .any(|c| c.lower() == "longer" || (c.lower() == "more" && c.children().any(|d| d.lower() == "any")));
    for child in verb.children() {
        match child.dep() {
            "neg" if no_longer => s.apply(Effect::Status(Status::Ended), child, None),
            // an answer's "No," is no negation of what follows it
            "neg" if child.lower() == "no" => {}
            // "have never been closer" says how close they are
            "neg" if child.lower() == "never" && verb.children().any(is_comparative) => {}
            // "not until 2002 did it sign" says when it signed; "Serbia, not Croatia, signed" who did
            "neg" if is_of_another(sentence, verb, child) => {}
            "neg" => s.apply(Effect::Denied, child, None),
            // "on 2 May": a month is no auxiliary
            "aux" if sentence.times.iter().any(|m| m.tokens.contains(&child.i)) => {}
            "aux" => {
                if let Some(g) = governors.get(&child.lower(), "aux") {
                    s.apply(g.effect, child, None);
                }
            }
            "preconj" if sentence.codebook.lexicon.is("negative-determiner", &child.lower()) => {
                s.apply(Effect::Denied, child, None);
            }
            "prep" if denying_phrase(sentence, verb, child) => s.apply(Effect::Denied, child, None),
            // "in case X helps"
            "prep" if child.i < verb.i && verb.dep() != "advcl" && condition(sentence, child) => {
                s.apply(Effect::Hypothetical, child, None);
            }
            "advmod" | "npadvmod" | "prep" | "preconj" | "cc" => {
                let word = child.lower();
                if matches!(word.as_str(), "longer" | "more") && child.children().any(|c| c.lower() == "no") {
                    s.apply(Effect::Status(Status::Ended), child, None);
                } else if let Some(g) = governors.get(&word, "adv") {
                    s.apply(g.effect, child, None);
                }
            }
            // "none of the parties signed", "no country has recognised", "neither A nor B"
            "nsubj" | "nsubjpass" | "dobj"
                if (child.children().any(|c| {
                    matches!(c.dep(), "det" | "neg" | "preconj" | "cc")
                        && sentence.codebook.lexicon.is("negative-determiner", &c.lower())
                        && (c.dep() != "neg" || c.i < child.i)
                }) || sentence.codebook.lexicon.is("negative-determiner", &child.lower())
                    && child.pos() != "NOUN"
                    && !child.children().any(|c| c.dep() == "det")) =>
            {
                s.apply(Effect::Denied, child, None);
            }
            "mark" => {
                if verb.dep() != "advcl"
                    && let Some(g) = governors.get(&child.lower(), "mark")
                {
                    s.apply(g.effect, child, None);
                }
            }
            _ => {}
        }
    }
    if is_asked(sentence, verb) {
        s.apply(Effect::Hypothetical, verb, None);
    }
    // inverted conditionals: "Had Iran signed", "Were it to leave"
    if verb.dep() == "advcl" {
        let aux = verb.children().next().filter(|c| c.dep().starts_with("aux"));
        let first = aux.unwrap_or(verb);
        if sentence.codebook.lexicon.is("inverting-verb", &first.lower())
            && verb.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass") && c.i > first.i)
        {
            s.apply(Effect::Hypothetical, first, None);
        }
    }
}

/// Whether the "not" of a verb goes with a date from which on it holds, or with a name set off before it.
fn is_of_another(sentence: &Sentence<'_>, verb: Token<'_>, not: Token<'_>) -> bool {
    if !matches!(not.lower().as_str(), "not" | "n't") || not.i > verb.i {
        return false;
    }
    let dated = |t: Token<'_>| sentence.times.iter().any(|m| m.tokens.contains(&t.i));
    let until_date = |c: Token<'_>| c.lower() == "until" && (dated(c) || c.next().is_some_and(dated));
    let set_off = not.prev().is_some_and(|p| p.text() == ",");
    not.next().is_some_and(|t| t.lower() == "until" || set_off && t.pos() == "PROPN") || verb.children().any(until_date)
}

/// "Closer", "stronger": what a copula says of its subject by comparison.
fn is_comparative(t: Token<'_>) -> bool {
    matches!(t.dep(), "acomp" | "advmod" | "attr") && matches!(t.tag(), "JJR" | "RBR")
}

/// "At no point", "by no means"; "asks for no reforms", "provided X with no aid", where the object is what the preposition
/// governs.
fn denying_phrase(sentence: &Sentence<'_>, verb: Token<'_>, prep: Token<'_>) -> bool {
    let lexicon = &sentence.codebook.lexicon;
    let object = || {
        lexicon.is("object-preposition", &prep.lower())
            && !verb.children().any(|c| matches!(c.dep(), "dobj" | "nsubjpass"))
    };
    prep.children().filter(|c| c.dep() == "pobj").any(|o| {
        let negative =
            o.children().any(|c| matches!(c.dep(), "det" | "neg") && lexicon.is("negative-determiner", &c.lower()));
        negative
            && (lexicon.is("denying-phrase", &format!("{} {}", prep.lower(), lower_lemma(o)))
                || object() && !lexicon.is("vain-noun", &lower_lemma(o))
                || prep.lower() == "with" && lexicon.is("gives-with", &lower_lemma(verb)))
    })
}

/// Whether preposition and noun open a condition: "in case".
fn condition(sentence: &Sentence<'_>, prep: Token<'_>) -> bool {
    prep.children().filter(|o| o.dep() == "pobj" && o.children().next().is_none()).any(|o| {
        let phrase = format!("{} {}", prep.lower(), o.lower());
        sentence.codebook.governors.get(&phrase, "mark").is_some_and(|g| g.effect == Effect::Hypothetical)
    })
}

/// Whether the sentence asks: an auxiliary before its subject at the head of a clause that ends in a question mark.
pub(super) fn is_asked(sentence: &Sentence<'_>, verb: Token<'_>) -> bool {
    let doc = sentence.doc;
    let mark = sentence.tokens.clone().rev().map(|i| doc.token(i)).take(3).any(|t| t.text() == "?");
    if !mark {
        return false;
    }
    let Some(subject) = verb.children().find(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "expl" | "csubj")) else {
        return false;
    };
    let aux = std::iter::once(verb)
        .filter(|v| v.pos() == "AUX")
        .chain(verb.children().filter(|c| matches!(c.dep(), "aux" | "auxpass")))
        .any(|a| a.i < subject.i);
    let named = verb.children().any(|c| c.i < subject.i && matches!(c.tag(), "WP" | "WRB" | "WDT" | "WP$"));
    aux && !named
}

/// Determiners and adjectives of a noun: "no", "proposed", "former".
pub(super) fn noun_marks(sentence: &Sentence<'_>, noun: Token<'_>, s: &mut Scope) {
    for child in noun.children() {
        if !matches!(child.dep(), "det" | "amod" | "neg" | "advmod" | "preconj" | "compound" | "nmod") {
            continue;
        }
        let lower = child.lower();
        if matches!(child.dep(), "det" | "neg" | "preconj")
            && sentence.codebook.lexicon.is("negative-determiner", &lower)
        {
            // what is negated beside a verb that governs it was already seen from there
            let slot = if noun.dep() == "nsubj" { "subj" } else { "obj" };
            let seen = matches!(noun.dep(), "nsubj" | "nsubjpass" | "dobj")
                && matches!(noun.head().pos(), "VERB" | "AUX")
                && sentence.codebook.governors.get(&verb_lemma(noun.head()), slot).is_some();
            if !seen {
                s.apply(Effect::Denied, child, None);
            }
        } else if let Some(g) = sentence.codebook.governors.get(&lower, "mod") {
            s.apply(g.effect, child, None);
        }
    }
}

/// Tense of a verb with its auxiliaries.
pub(super) fn tense_of(sentence: &Sentence<'_>, verb: Token<'_>) -> Tense {
    let future = verb.children().any(|c| c.dep() == "aux" && sentence.codebook.lexicon.is("modal-future", &c.lower()))
        || verb.dep() == "xcomp" && !verb.is_root();
    let past = matches!(verb.tag(), "VBD" | "VBN") && !future
        || verb.children().any(|c| c.dep().starts_with("aux") && matches!(c.tag(), "VBD"));
    if future {
        Tense::Future
    } else if past {
        Tense::Past
    } else {
        Tense::Present
    }
}
