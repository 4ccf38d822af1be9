//! What is so of an open reading, whoever completes it.

use super::Unnamed;
use crate::coding::slots::fillers;
use crate::coding::{Candidate, Sentence};
use crate::proposition::lower_lemma;
use tightrope_nlp::Token;

/// The features of the reading itself.
pub(super) fn common(sentence: &Sentence<'_>, u: &Unnamed<'_>, chosen: &[Candidate<'_>]) -> Vec<String> {
    let (p, rule, m) = (u.predicate, u.rule, sentence.resolver.memory);
    let head = sentence.doc.token(p.head);
    let side = if u.source { "source" } else { "target" };
    let same_word = chosen.iter().any(|c| c.head == p.head && c.rule.id != rule.id);
    let mut found = vec![
        format!("open {side}"),
        format!("relation {}", rule.relation.name()),
        format!("lemma {}", p.lemma),
        format!("word class {:?}", p.kind),
        format!("dep {}", head.dep()),
        format!("tag {}", head.tag()),
        format!("passive {}", p.passive),
        format!("lexicon {}", !rule.lexicon.is_empty()),
        format!("may be implied {}", rule.implied),
        format!("strict {}", rule.strict),
        format!("wants {}", rule.wants.len().min(3)),
        format!("denied {}", u.scope.denied),
        format!("status {:?}", u.scope.status),
        format!("held {}", !p.support.is_empty()),
        format!("readings {}", chosen.len().min(3)),
        format!("word read {same_word}"),
        format!("sides of the page {}", m.sides.len().min(2)),
        format!("entry {}", m.topic.is_some()),
        format!("notes {}", m.notes),
        format!("present is own state {}", m.is_focal(&u.present)),
        format!("several present {}", u.present.len() > 1),
    ];
    if let Some(x) = u.present.first() {
        found.push(format!("present {}", x.how.name()));
        found.push(format!("present kind {}", x.entity.kind));
    }
    if rule.open.iter().any(|o| o == side) {
        found.push("may be open".to_owned());
        found.push(format!("{side} & may be open"));
    }
    found.extend(u.clause.iter().map(|f| format!("clause {f}")));
    let slots = if u.source { &rule.source } else { &rule.target };
    let slot = in_slot(sentence, u, slots);
    found.push(format!("{side} & slot {slot}"));
    found.push(format!("slot {slot}"));
    found.extend(slot_word(sentence, u, slots).map(|t| format!("slot word {}", lower_lemma(t))));
    found
}

fn slot_word<'a>(sentence: &Sentence<'a>, u: &Unnamed<'_>, slots: &[String]) -> Option<Token<'a>> {
    let plain = slots.iter().flat_map(|s| s.split('|')).filter(|s| !s.contains('.'));
    plain.flat_map(|s| fillers(sentence, u.predicate, s)).next()
}

/// The kind of word that stands in the slots of the open side: its tag, the kind of its name and its article.
fn in_slot(sentence: &Sentence<'_>, u: &Unnamed<'_>, slots: &[String]) -> String {
    let Some(t) = slot_word(sentence, u, slots) else { return "empty".to_owned() };
    let name = sentence.doc.ents().iter().find(|e| e.start <= t.i && t.i < e.end).map_or("-", |e| e.label.as_str());
    let article = t.children().find(|c| c.dep() == "det").map_or("-".to_owned(), |c| c.lower().to_owned());
    format!("{} {name} {article}", t.tag())
}
