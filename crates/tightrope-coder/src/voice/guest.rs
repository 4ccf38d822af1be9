//! Whom the head of an interview introduces, and for which state.

use super::title::{self, Office};
use super::{Scene, Voice};
use crate::party::{Named, slug};
use crate::proposition::{conjuncts, first_conjunct, lower_lemma, noun_phrase};
use tightrope_nlp::{Doc, Token};
use tightrope_statement::{Attribution, Entity, EntityType};

/// Somebody whom the lines before the first turn name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Guest {
    name: String,
    entity: Option<Entity>,
    state: Option<String>,
    score: i32,
}

impl Guest {
    /// The voice of what the guest says.
    pub fn voice(&self) -> Voice {
        Voice {
            attribution: Some(Attribution { id: self.entity.as_ref().map(|e| e.id.clone()), name: self.name.clone() }),
            person: self.entity.clone(),
            state: self.state.clone(),
            asks: false,
        }
    }
}

/// Everybody named before block `before`, in page order.
pub(super) fn introduced(scene: &Scene<'_>, before: usize) -> Vec<Guest> {
    let mut found: Vec<Guest> = Vec::new();
    let mut nameless: Vec<Guest> = Vec::new();
    for (k, (doc, named)) in scene.docs.iter().zip(scene.named).enumerate().take(before.max(1)) {
        let people = people(scene, doc, named);
        for (range, entity) in &people {
            let Some(last) = range.clone().next_back() else { continue };
            let head = doc.token(last);
            let title = title::of_person(scene, doc, named, head);
            let mut score = part_in_talk(scene, doc, head);
            score += 2 * i32::from(title.is_some()) - i32::from(k == 0 && title.is_none());
            if is_interviewer(scene, head) {
                score -= 20;
            }
            let name = doc.span_text(range.clone()).trim_end_matches("'s").trim_end_matches("’s").to_owned();
            let state = title.and_then(|t| t.state).or_else(|| entity.as_ref().and_then(|e| e.state.clone()));
            let entity = entity.clone().unwrap_or_else(|| Entity {
                id: slug(&name),
                name: name.clone(),
                kind: EntityType::Person,
                state: state.clone(),
            });
            let entity = Entity { state: entity.state.clone().or(state.clone()), ..entity };
            match found.iter_mut().find(|g| same_name(&g.name, &name)) {
                Some(known) => {
                    known.score = known.score.max(0) + score;
                    known.state = known.state.take().or(state);
                    if name.len() > known.name.len() {
                        known.name = name;
                        known.entity = Some(entity);
                    }
                }
                None => found.push(Guest { name, entity: Some(entity), state, score }),
            }
        }
        nameless.extend(unnamed(scene, doc, named));
    }
    // "The deputy minister sat down with us": the office of whom the title names
    match (found.iter_mut().filter(|g| g.score > 0).rev().max_by_key(|g| g.score), nameless.into_iter().next()) {
        (Some(guest), Some(office))
            if guest.state.is_none() && guest.entity.as_ref().is_none_or(|e| e.state.is_none()) =>
        {
            guest.state = office.state;
        }
        (None, Some(office)) => found.push(office),
        (None, None) => found.extend(scene.docs.iter().zip(scene.named).take(before.max(1)).find_map(capitals(scene))),
        _ => {}
    }
    found
}

/// Somebody of whom a line of the head speaks first and whose name nothing knows: "Sione Vea-Moala was chief secretary in Tonga".
fn capitals<'s>(scene: &'s Scene<'_>) -> impl FnMut((&'s Doc, &'s Vec<Named>)) -> Option<Guest> {
    |(doc, named)| {
        doc.sents().iter().find_map(|sent| {
            let mut end = sent.start;
            while end < sent.end && is_of_name(scene, doc, named, end, sent.start) {
                end += 1;
            }
            let (words, next) = (end - sent.start, (end < sent.end).then(|| doc.token(end)));
            // a line in capitals is a title; "However Spain" begins no name
            let name = (2..=5).contains(&words)
                && next.is_some_and(|t| t.text() == "," || matches!(t.tag(), "VBD" | "VBZ" | "VBN"));
            let state = || title::state_in(scene, doc, named, sent.clone());
            name.then(|| {
                let name = doc.span_text(sent.start..end).to_owned();
                let (id, state) = (slug(&name), state());
                let entity = Entity { id, name: name.clone(), kind: EntityType::Person, state: state.clone() };
                Guest { name, entity: Some(entity), state, score: 1 }
            })
        })
    }
}

/// The likeliest of the introduced; of equals the first.
pub(super) fn best(guests: &[Guest]) -> Option<&Guest> {
    guests.iter().filter(|g| g.score > 0).rev().max_by_key(|g| g.score)
}

/// The introduced person whom a label means.
pub(super) fn of_label<'a>(guests: &'a [Guest], label: &str) -> Option<&'a Guest> {
    guests.iter().filter(|g| g.score > -10).find(|g| same_name(&g.name, label))
}

/// Whether the last words of both are the same, or one holds all words of the other.
fn same_name(a: &str, b: &str) -> bool {
    let words = |s: &str| -> Vec<String> {
        s.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    // "KL" for Kristjan Laas
    let initials: String = long.iter().filter_map(|w| w.chars().next()).collect();
    let abbreviated = long.len() > 1 && matches!(short.as_slice(), [only] if *only == initials);
    !short.is_empty() && (short.iter().all(|w| long.contains(w)) || abbreviated)
        || a.len() > 1 && b.len() > 1 && a.last() == b.last() && a.first() == b.first()
}

/// The persons of a block: the known ones and those whom the parser takes for persons.
fn people(scene: &Scene<'_>, doc: &Doc, named: &[Named]) -> Vec<(std::ops::Range<usize>, Option<Entity>)> {
    let mut found: Vec<(std::ops::Range<usize>, Option<Entity>)> = named
        .iter()
        .filter(|n| n.entity.kind == EntityType::Person)
        .map(|n| match whole_name(scene, doc, named, n.tokens.start) {
            start if start < n.tokens.start && scene.directory.by_id(&n.entity.id).is_none() => {
                (start..n.tokens.end, None)
            }
            _ => (n.tokens.clone(), Some(n.entity.clone())),
        })
        .collect();
    for e in doc.ents().iter().filter(|e| e.label == "PERSON" && e.start < e.end) {
        if !named.iter().any(|n| n.tokens.start < e.end && e.start < n.tokens.end) {
            found.push((whole_name(scene, doc, named, e.start)..e.end, None));
        }
    }
    // a name that the parser takes for something else, beside an office: "Kristjan Laas, Estonia's ambassador"
    for t in doc.tokens().filter(|t| t.pos() == "PROPN" && t.dep() != "compound") {
        let beside = t.children().filter(|c| c.dep() == "appos").chain((t.dep() == "appos").then(|| t.head()));
        let mut start = t.i;
        while start > 0 && doc.token(start - 1).pos() == "PROPN" && doc.token(start - 1).head().i == t.i {
            start -= 1;
        }
        let free =
            |i: usize| !named.iter().any(|n| n.tokens.contains(&i)) && !found.iter().any(|(r, _)| r.contains(&i));
        let office = beside.into_iter().any(|c| c.pos() != "PROPN" && title::is_office(scene, c));
        // "Anna Berg represented Malta in Rome before she retired"
        // or of whom the line speaks first, or who is said to be the guest: "Our guest is Anna Berg"
        let subject = t.dep() == "nsubj" && (start == 0 || doc.tokens().any(|t| is_he_or_she(scene, t)));
        let is_guest = |c: Token<'_>| c.dep() == "nsubj" && scene.lexicon.is("interviewee-noun", &lower_lemma(c));
        let guest = t.dep() == "attr" && t.head().children().any(is_guest);
        let somebody = found.is_empty() && (subject || guest);
        if (office || somebody) && t.i > start && (start..=t.i).all(free) {
            found.push((start..t.i + 1, None));
        } else if somebody && subject && free(t.i) {
            let start = whole_name(scene, doc, named, t.i);
            found.extend((start < t.i).then(|| (start..t.i + 1, None)));
        }
    }
    found.sort_by_key(|(r, _)| r.start);
    found
}

/// Where a name begins of which the parser has taken the end for a person: "Viliami Fusi-Tupou".
fn whole_name(scene: &Scene<'_>, doc: &Doc, named: &[Named], end: usize) -> usize {
    let first = doc.sents().iter().find(|s| s.contains(&end)).map_or(end, |s| s.start);
    let mut start = end;
    while start > first && is_of_name(scene, doc, named, start - 1, first) {
        start -= 1;
    }
    if doc.token(start).text() == "-" { start + 1 } else { start }
}

/// Whether a word may be part of a name that nothing knows; `first` is where its sentence begins.
fn is_of_name(scene: &Scene<'_>, doc: &Doc, named: &[Named], i: usize, first: usize) -> bool {
    let t = doc.token(i);
    let capital = t.text().starts_with(char::is_uppercase) && t.text().chars().any(char::is_lowercase);
    let free = !named.iter().any(|n| n.tokens.contains(&i)) && !title::is_office(scene, t);
    let plain = !matches!(t.pos(), "DET" | "PRON" | "ADP" | "SCONJ" | "CCONJ" | "AUX" | "NUM");
    let dash = t.text() == "-" && i > first && !t.prev().is_some_and(|p| p.space());
    free && (capital && plain || dash)
}

/// Whether the pronoun stands for one person.
fn is_he_or_she(scene: &Scene<'_>, t: Token<'_>) -> bool {
    let word = t.lower();
    scene.lexicon.is("he-pronoun", &word) || scene.lexicon.is("she-pronoun", &word)
}

/// What the sentence says of a person's part in the talk: who speaks, and with whom somebody spoke.
fn part_in_talk(scene: &Scene<'_>, doc: &Doc, head: Token<'_>) -> i32 {
    let lexicon = scene.lexicon;
    let mut at = first_conjunct(doc.token(head.i));
    while matches!(at.dep(), "appos" | "compound" | "nmod") && !at.is_root() {
        at = first_conjunct(at.head());
    }
    let up = at.head();
    match at.dep() {
        "nsubj" if talks(scene, up) => 4,
        "nsubj" => 1,
        "pobj" => {
            let above = up.head();
            if lexicon.is("interview-noun", &lower_lemma(above)) {
                return 4;
            }
            // "we spoke to X", "Hanna Lind talked with X": whom an asker speaks to answers
            let asker = above.children().filter(|c| c.dep() == "nsubj").flat_map(conjuncts).any(|s| {
                lexicon.is("first-person", &s.lower())
                    || is_interviewer(scene, s)
                    || doc.ents().iter().any(|e| e.label == "ORG" && e.start <= s.i && s.i < e.end)
            });
            if talks(scene, above) && asker {
                4
            } else if talks(scene, above) && matches!(up.lower().as_str(), "with" | "to") {
                2
            } else {
                0
            }
        }
        "dobj" if talks(scene, up) => 3,
        "ROOT" => 2,
        _ => 0,
    }
}

fn talks(scene: &Scene<'_>, verb: Token<'_>) -> bool {
    std::iter::once(verb)
        .chain(verb.children().filter(|c| c.dep() == "conj"))
        .any(|v| scene.lexicon.is("interview-verb", &lower_lemma(v)) && matches!(v.pos(), "VERB" | "NOUN"))
}

fn is_interviewer(scene: &Scene<'_>, head: Token<'_>) -> bool {
    let doc = head.doc();
    let head = doc.token(head.i);
    let mut near: Vec<Token<'_>> =
        head.children().filter(|c| matches!(c.dep(), "appos" | "compound" | "nmod" | "amod")).collect();
    near.push(head);
    if matches!(head.dep(), "appos" | "compound" | "nmod") {
        near.push(head.head());
    }
    near.iter().any(|t| scene.lexicon.is("interviewer-noun", &lower_lemma(*t)))
}

/// A guest without a name: "The analyst we talked to", "a senior diplomat who asked not to be named".
fn unnamed(scene: &Scene<'_>, doc: &Doc, named: &[Named]) -> Vec<Guest> {
    doc.tokens()
        .filter(|t| {
            let lemma = lower_lemma(*t);
            matches!(t.pos(), "NOUN" | "PROPN")
                && !matches!(t.dep(), "compound" | "nmod" | "amod")
                && (scene.lexicon.is("agent-person", &lemma)
                    || scene.lexicon.is("speaker-noun", &lemma)
                    || (scene.lexicon.is("agent-state", &lemma) || scene.lexicon.is("agent-group", &lemma))
                        && t.tag() == "NN")
                && !scene.lexicon.is("interviewer-noun", &lemma)
                && !doc.ents().iter().any(|e| e.label == "PERSON" && e.start <= t.i && t.i < e.end)
                && !t.children().any(|c| c.dep() == "appos" && c.pos() == "PROPN")
                && (part_in_talk(scene, doc, *t) > 2
                    || t.children().any(|c| c.dep() == "relcl" && talks(scene, c))
                    // "A nurse who fled in 2019 talks about the war", where the parser takes the talks for a noun
                    || t.is_root() && t.subtree().skip(1).any(|i| i > t.i && talks(scene, doc.token(i)))
                    // "A senior diplomat on migrants and gas"
                    || t.is_root() && t.children().any(|c| c.dep() == "prep" && c.i > t.i && c.lower() == "on"))
        })
        .take(1)
        .map(|t| {
            let mut words = noun_phrase(t);
            while words.len() > 1 && matches!(doc.token(words.start).dep(), "det" | "poss" | "case") {
                words.start += 1;
            }
            // who holds no office speaks for no state
            let is = |class: &str| scene.lexicon.is(class, &lower_lemma(t));
            let office = (is("agent-person") || !is("agent-group"))
                .then(|| title::office(scene, doc, named, t, noun_phrase(t).start..t.subtree().end))
                .flatten();
            let state = office.and_then(|o: Office| o.state);
            Guest { name: doc.span_text(words).to_owned(), entity: None, state, score: 1 }
        })
        .collect()
}

/// The voice of a label that the head of the page does not explain.
pub(super) fn from_label(scene: &Scene<'_>, label: &str) -> Voice {
    let mut readings =
        scene.directory.lookup(label, scene.date).into_iter().filter(|r| r.actor.kind == EntityType::Person);
    match (readings.next(), readings.next()) {
        (Some(only), None) => {
            let e = only.actor.entity_at(scene.date);
            Voice {
                attribution: Some(Attribution { id: Some(e.id.clone()), name: e.name.clone() }),
                state: e.state.clone(),
                person: Some(e),
                asks: false,
            }
        }
        _ => Voice { attribution: Some(Attribution { id: None, name: label.to_owned() }), ..Voice::default() },
    }
}
