//! Gaps of relative clauses and participles, filled with the noun that they modify.

use super::args::Predicate;
use super::syntax::first_conjunct;
use tightrope_nlp::Token;

/// Whether the token is a relative pronoun.
pub(super) fn is_relative(token: Token<'_>) -> bool {
    matches!(token.tag(), "WDT" | "WP" | "WP$")
        || token.lower() == "that"
            && token.tag() != "DT"
            && token.dep() != "mark"
            && matches!(token.dep(), "nsubj" | "nsubjpass" | "dobj" | "pobj")
}

/// "Chad is one of the states that recognise X": what the noun says of the subject, the clause says of it too.
fn named_by(noun: Token<'_>) -> Token<'_> {
    // "Chad is first among those who recognise X"
    let prep = noun.head();
    if noun.dep() == "pobj" && matches!(prep.lower().as_str(), "among" | "amongst") && !prep.is_root() {
        let mut at = prep.head();
        if matches!(at.dep(), "attr" | "acomp" | "advmod" | "prep") && !at.is_root() {
            at = at.head();
        }
        let verb = matches!(at.pos(), "VERB" | "AUX");
        return at.children().find(|c| verb && c.dep() == "nsubj" && c.pos() != "PRON").unwrap_or(noun);
    }
    let quantity = noun.dep() == "pobj" && noun.head().lower() == "of" && !noun.head().is_root();
    let at = if quantity && noun.head().head().pos() == "NUM" { noun.head().head() } else { noun };
    if at.dep() != "attr" || !matches!(noun.pos(), "NOUN" | "ADJ" | "NUM") || at.is_root() {
        return noun;
    }
    at.head().children().find(|c| c.dep() == "nsubj" && c.i < at.i && c.pos() != "PRON").unwrap_or(noun)
}

/// Puts the noun that a relative clause or participle modifies where its pronoun or gap is.
pub(super) fn antecedent(verb: Token<'_>, p: &mut Predicate) {
    let owner = if matches!(verb.dep(), "relcl" | "acl") {
        verb
    } else if verb.dep() == "conj"
        && matches!(first_conjunct(verb).dep(), "relcl" | "acl")
        && !verb.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass") && !is_relative(c))
    {
        first_conjunct(verb)
    } else {
        return;
    };
    let noun = named_by(owner.head());
    if owner.dep() == "acl" {
        match verb.tag() {
            "VBN" | "VBD" => p.push("obj", noun, true),
            "VBG" => p.push("subj", noun, true),
            _ => {}
        }
        return;
    }
    let mut relative = None;
    for child in verb.children().chain(owner.children()) {
        if is_relative(child) {
            relative = Some(match child.dep() {
                // "which runs a refinery and was placed under sanctions"
                "nsubj" | "nsubjpass" if child.head().i != verb.i => {
                    if p.passive && !verb.children().any(|c| c.dep() == "dobj") { "obj" } else { "subj" }
                }
                "nsubj" => "subj",
                // "which was granted the use of ports"
                "nsubjpass" if verb.children().any(|c| c.dep() == "dobj") => "iobj",
                "nsubjpass" => "obj",
                _ => "obj",
            });
            if child.dep() == "nsubj" || child.dep() == "nsubjpass" {
                break;
            }
        }
        if matches!(child.lower().as_str(), "where") {
            relative = Some("in");
            break;
        }
        if child.dep() == "prep"
            && let Some(w) = child.children().find(|c| is_relative(*c))
        {
            let name = child.lower();
            let _ = w;
            p.push(&name, noun, true);
            return;
        }
    }
    match relative {
        Some(role) => p.push(role, noun, true),
        None => {
            let has_subject = verb.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass"));
            let has_object = verb.children().any(|c| c.dep() == "dobj");
            if !has_subject {
                p.push("subj", noun, true)
            } else if !has_object {
                p.push("obj", noun, true)
            }
        }
    }
}
