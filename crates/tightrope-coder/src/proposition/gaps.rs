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
    let noun = owner.head();
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
                "nsubj" => "subj",
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
