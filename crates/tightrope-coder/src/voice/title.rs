//! A person's office as the page words it, and the state for which its holder speaks.

use super::Scene;
use crate::party::Named;
use crate::proposition::{lower_lemma, noun_phrase};
use std::ops::Range;
use tightrope_nlp::{Doc, Token};
use tightrope_statement::EntityType;

/// What the words beside a name say of its bearer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Office {
    /// The state that the bearer speaks for.
    pub state: Option<String>,
}

/// The office of the person whom the token names: in apposition, in a relative clause, after "is", before the name.
pub(super) fn of_person(scene: &Scene<'_>, doc: &Doc, named: &[Named], head: Token<'_>) -> Option<Office> {
    let head = doc.token(head.i);
    let mut beside: Vec<(Token<'_>, Range<usize>)> = Vec::new();
    for c in head.children() {
        match c.dep() {
            "appos" => beside.push((c, c.subtree())),
            "relcl" | "acl" => {
                // "Anna Berg, who represented Malta in Rome"
                if let Some(state) = served(scene, doc, named, c) {
                    return Some(Office { state: Some(state) });
                }
                let predicate = c.children().find(|x| x.dep() == "attr").unwrap_or(c);
                beside.push((predicate, c.subtree()));
            }
            // "Jordan's deputy prime minister Ali Haddad", "the Omani envoy Badr Said"
            "compound" | "nmod" | "amod" if is_office(scene, c) => beside.push((c, noun_phrase(head))),
            _ => {}
        }
    }
    if head.dep() == "appos" {
        beside.push((head.head(), noun_phrase(head.head()).start..head.i));
    }
    if head.dep() == "nsubj" {
        for c in head.head().children().filter(|c| c.dep() == "attr" && c.i > head.i) {
            beside.push((c, c.subtree()));
        }
        // "represented Malta in Rome", "served Fiji as an envoy"
        if let Some(state) = served(scene, doc, named, head.head()) {
            return Some(Office { state: Some(state) });
        }
    }
    beside.into_iter().find_map(|(t, range)| office(scene, doc, named, t, range))
}

/// The state that the verb says somebody served.
fn served(scene: &Scene<'_>, doc: &Doc, named: &[Named], verb: Token<'_>) -> Option<String> {
    let objects = verb.children().filter(|c| c.dep() == "dobj");
    let states = objects.filter_map(|c| state_in(scene, doc, named, noun_phrase(c)));
    states.into_iter().next().filter(|_| scene.lexicon.is("serve-verb", &lower_lemma(verb)))
}

pub(super) fn is_office(scene: &Scene<'_>, t: Token<'_>) -> bool {
    let lemma = lower_lemma(t);
    scene.lexicon.is("agent-person", &lemma)
        || scene.lexicon.is("speaker-noun", &lemma)
        || scene.lexicon.is("agent-state", &lemma)
        || scene.lexicon.is("scholar-noun", &lemma)
        || scene.directory.offices().get(&lemma).is_some()
}

/// The office that the noun heads, with the state that the words of `range` give it.
pub(super) fn office(
    scene: &Scene<'_>,
    doc: &Doc,
    named: &[Named],
    noun: Token<'_>,
    range: Range<usize>,
) -> Option<Office> {
    if !is_office(scene, noun) && !range.clone().any(|i| is_office(scene, doc.token(i))) {
        return None;
    }
    // a scholar speaks for nobody, wherever the chair stands
    if scene.lexicon.is("scholar-noun", &lower_lemma(noun)) {
        return Some(Office { state: None });
    }
    // "Peru is under pressure. Ana Rios, its ambassador to the bank"
    let its = range.clone().find(|i| scene.lexicon.is("it-pronoun", doc.token(*i).lower().trim_end_matches('s')));
    let before = || {
        let at = its.filter(|i| doc.token(*i).tag() == "PRP$")?;
        let states = named.iter().rev().filter(|n| n.tokens.end <= at && n.entity.kind == EntityType::State);
        states.into_iter().find_map(|n| n.entity.state.clone())
    };
    Some(Office { state: before().or_else(|| state_in(scene, doc, named, range)) })
}

/// The first state of the words that is not one to which somebody is sent ("ambassador to China", "talks with Iran").
pub(super) fn state_in(scene: &Scene<'_>, doc: &Doc, named: &[Named], range: Range<usize>) -> Option<String> {
    // "the Iraqi prime minister", whoever that is
    let by_office = |n: &Named| n.tokens.clone().any(|i| scene.directory.offices().at(doc, i).is_some());
    let posted = range.clone().any(|i| {
        let lemma = lower_lemma(doc.token(i));
        scene.lexicon.is("serve-verb", &lemma) || scene.lexicon.is("envoy-noun", &lemma)
    });
    named
        .iter()
        .filter(|n| range.contains(&n.tokens.start))
        .filter(|n| match n.entity.kind {
            // "a former ambassador who served in Delhi and Tokyo"
            EntityType::Place => !posted,
            EntityType::State | EntityType::Institution | EntityType::Organisation => true,
            EntityType::Person => by_office(n),
            _ => false,
        })
        .filter(|n| {
            let mut t = doc.token(n.tokens.end - 1);
            while matches!(t.dep(), "compound" | "nmod" | "amod" | "conj") && !t.is_root() {
                t = t.head();
            }
            let led = |class: &str| t.dep() == "pobj" && scene.lexicon.is(class, &t.head().lower());
            !(led("partner-preposition") || posted && led("place-preposition"))
        })
        .find_map(|n| n.entity.state.clone())
}
