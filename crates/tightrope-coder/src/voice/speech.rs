//! A speech: whether the page is one, and who holds it, by the page's head.

use super::{Scene, Voice, first_person, title};
use crate::party::slug;
use std::ops::Range;
use tightrope_nlp::{Doc, Token};
use tightrope_statement::{Attribution, Entity, EntityType};
use tightrope_text::{BlockKind, Lead};

/// First-person words a page needs before it is taken for a speech, and the most words per such word.
const SPEECH: (usize, usize) = (5, 45);
/// Blocks from the top in which the head of a speech stands.
const HEAD: usize = 4;
/// Longest line that names a speech and its speaker, in tokens.
const TITLE: usize = 45;
/// Longest salutation, in tokens.
const SALUTATION: usize = 16;

/// The voices of a page that is a speech.
pub(super) fn voices(scene: &Scene<'_>) -> Option<Vec<Voice>> {
    let Scene { document, docs, lexicon, .. } = *scene;
    let counts: Vec<usize> = docs.iter().map(|d| first_person(d, lexicon)).collect();
    let total: usize = counts.iter().sum();
    let words: usize = docs.iter().map(Doc::len).sum();
    let from = counts.iter().position(|c| *c > 0)?;
    let is_head = |k: usize| {
        k < HEAD
            && (document.blocks.get(k).is_some_and(|b| b.kind == BlockKind::Heading)
                || k == 0 && counts.first() == Some(&0))
    };
    let opens = |k: usize| {
        docs.get(k).is_some_and(|d| {
            let named = d.tokens().take(4).any(|t| lexicon.is("speech-noun", &t.lower()));
            d.len() < TITLE && (named || k > 0 && d.len() < SALUTATION && d.tokens().take(1).any(|t| t.lower() == "by"))
        }) && counts.get(k) == Some(&0)
    };
    let head: Vec<usize> = (0..docs.len().min(HEAD)).filter(|k| is_head(*k) || opens(*k)).collect();
    let has = |k: &usize, class: &str| docs.get(*k).is_some_and(|d| d.tokens().any(|t| lexicon.is(class, &t.lower())));
    if head
        .iter()
        .any(|k| has(k, "joint-noun") || docs.get(*k).is_some_and(|d| d.text().to_lowercase().contains("joint ")))
    {
        // what several parties declare together is the page's own
        return None;
    }
    let named_so = head.iter().any(|k| has(k, "speech-noun"));
    let greets = docs.iter().take(HEAD + 2).any(|d| {
        d.len() <= SALUTATION
            && !d.text().trim_end().ends_with('.')
            && d.tokens().any(|t| lexicon.is("greeting", &t.lower()))
    });
    let dense = total >= SPEECH.0 && words <= total * SPEECH.1;
    // a short page says "we" less often
    let some = total > 2 || total > 0 && words <= total * SPEECH.1 && named_so;
    let short = total > 0 && words <= total * SPEECH.1 && from > 0 && is_byline(scene);
    if !(dense || (named_so || greets) && some || short) {
        return None;
    }
    let mut found: Vec<Voice> = head.iter().filter_map(|k| speaker(scene, *k)).collect();
    let state = found.iter().find_map(|v| v.state.clone());
    // a line with a name says more than one with a title
    found.sort_by_key(|v| v.person.is_none());
    let mut voice = found.into_iter().next().map(|v| Voice { state: v.state.clone().or(state), ..v });
    if voice.is_none() && (named_so || greets) {
        voice =
            Some(Voice { attribution: Some(Attribution { id: None, name: "speaker".to_owned() }), ..Voice::default() });
    }
    let mut voice = voice?;
    if voice.state.is_none() && !abroad(scene, &voice) {
        voice.state = place(scene);
    }
    let start = head.last().map_or(0, |k| k + 1).min(from);
    Some((0..docs.len()).map(|k| if k < start { Voice::default() } else { voice.clone() }).collect())
}

/// Whether the page's first line is but a person with office and occasion: "Ali Haddad, minister of trade, to the chamber".
fn is_byline(scene: &Scene<'_>) -> bool {
    let Some(doc) = scene.docs.first() else { return false };
    let finite = doc.tokens().any(|t| matches!(t.tag(), "VBD" | "VBZ" | "VBP" | "MD") || t.pos() == "AUX");
    let office = (0..doc.len()).find(|&i| scene.directory.offices().at(doc, i).is_some_and(|(_, o)| o.rank < 9));
    let Some(office) = office.filter(|_| !finite) else { return false };
    // the "de" of a name is no preposition
    let capital = |t: Option<Token<'_>>| t.is_some_and(|t| t.text().starts_with(char::is_uppercase));
    let in_name = |t: Token<'_>| capital(t.prev()) && capital(doc.tokens().nth(t.i + 1));
    let before = (0..office).map(|i| doc.token(i)).all(|t| !matches!(t.tag(), "IN" | "TO") || in_name(t));
    let to = |i: usize| scene.lexicon.is("speech-end", &doc.token(i).lower());
    before && (office..doc.len()).any(to) && speaker(scene, 0).is_some_and(|v| v.state.is_some())
}

/// Whether the speaker's office is one that is held abroad.
fn abroad(scene: &Scene<'_>, voice: &Voice) -> bool {
    voice
        .attribution
        .iter()
        .any(|a| a.name.split_whitespace().any(|w| scene.lexicon.is("envoy-noun", &w.to_lowercase())))
}

/// The state of the place that a dateline names.
fn place(scene: &Scene<'_>) -> Option<String> {
    let line = scene.document.blocks.iter().take(HEAD + 2).find_map(|b| match &b.lead {
        Some(Lead::Dateline(range)) => scene.document.text.get(range.clone()),
        _ => None,
    })?;
    let place = line.split([',', '(', '/', '.']).next()?.trim();
    if scene.lexicon.is("conference-city", &place.to_lowercase()) {
        return None;
    }
    scene.directory.lookup(place, scene.date).into_iter().find_map(|r| r.actor.entity_at(scene.date).state)
}

/// The speaker whom a line of the head names.
fn speaker(scene: &Scene<'_>, block: usize) -> Option<Voice> {
    if let Some(Lead::Speaker(range)) = scene.document.blocks.get(block).and_then(|b| b.lead.as_ref()) {
        return scene.document.text.get(range.clone()).map(|label| labelled(scene, label));
    }
    let doc = scene.docs.get(block)?;
    let lower: Vec<String> = doc.tokens().map(|t| t.lower()).collect();
    let is = |class: &str, i: usize| lower.get(i).is_some_and(|w| scene.lexicon.is(class, w));
    // "Remarks by the minister", "Speech delivered at the forum by"
    let noun = (0..doc.len()).find(|&i| is("speech-noun", i));
    // "By the Minister" on a line of its own, under the title
    let alone = (doc.len() < SALUTATION && doc.len() > 1 && lower.first().is_some_and(|w| w == "by")).then_some(0);
    let by = alone.or_else(|| {
        noun.and_then(|n| {
            (n + 1..doc.len())
                .find(|&i| lower.get(i).is_some_and(|w| w == "by"))
                .or_else(|| (n + 1..doc.len().min(n + 3)).find(|&i| is("speech-preposition", i)))
        })
    });
    // "Ali Haddad: ...", where the parser may see no person
    let colon = (2..doc.len().min(6)).find(|&i| doc.token(i).text() == ":");
    // "FROM AID TO TRADE: ..." is a title in capitals
    let loud = |c: usize| (0..c).all(|i| !doc.token(i).text().chars().any(char::is_lowercase));
    let capitals =
        colon.filter(|&c| (0..c).all(|i| doc.token(i).text().starts_with(char::is_uppercase)) && !loud(c)).map(|_| 0);
    if let Some(voice) = by.and_then(|by| phrase(scene, block, by + 1)) {
        let name = capitals.filter(|_| voice.person.is_none()).and_then(|at| phrase(scene, block, at));
        return Some(match name {
            Some(name) => Voice { state: name.state.clone().or(voice.state), ..name },
            None => voice,
        });
    }
    // "Ali Haddad: Speech at the forum", "Foreign Minister Haddad's remarks", "Ali Haddad, minister of trade"
    let named = scene.named.get(block)?;
    let person = doc.ents().iter().find(|e| e.label == "PERSON").map(|e| e.start).into_iter();
    let known = named.iter().filter(|n| n.entity.kind == EntityType::Person).map(|n| n.tokens.start);
    let office = (0..doc.len()).find(|&i| scene.directory.offices().at(doc, i).is_some_and(|(_, o)| o.rank < 9));
    // "after talks with the German foreign minister" names another
    let governed = |i: usize| {
        (i.saturating_sub(4)..i)
            .rev()
            .map(|k| doc.token(k))
            .take_while(|t| t.pos() != "PUNCT")
            .any(|t| matches!(t.tag(), "IN" | "TO") && t.lower() != "by")
    };
    let start = person.chain(known).chain(office).chain(capitals).filter(|&i| !governed(i)).min()?;
    phrase(scene, block, start)
}

/// The speaker whom a label before the head's words names: "Ambassador Jane Roe: address to the club".
fn labelled(scene: &Scene<'_>, label: &str) -> Voice {
    let words: Vec<&str> = label.split(' ').collect();
    let title = (1..words.len())
        .rev()
        .find(|&n| words.get(..n).is_some_and(|w| scene.directory.offices().get(&w.join(" ")).is_some()));
    let name = words.get(title.unwrap_or(0)..).unwrap_or_default().join(" ");
    let envoy = words.iter().any(|w| scene.lexicon.is("envoy-noun", &w.to_lowercase()));
    Voice {
        attribution: Some(Attribution { id: None, name: if envoy { label.to_owned() } else { name } }),
        ..Voice::default()
    }
}

/// The speaker whose name or title begins at the token.
fn phrase(scene: &Scene<'_>, block: usize, start: usize) -> Option<Voice> {
    let doc = scene.docs.get(block)?;
    let named = scene.named.get(block)?;
    let stops = |i: usize| {
        let t = doc.token(i);
        let spaced = t.prev().is_some_and(|p| p.space());
        scene.lexicon.is("speech-end", &t.lower())
            || matches!(t.lower().as_str(), "'s" | "’s")
            || t.pos() == "PUNCT" && !matches!(t.text(), "." | "-" | "–")
            || spaced && matches!(t.text(), "-" | "–")
    };
    let mut at = start;
    // "Oman's minister of transport"
    if let Some(n) = named.iter().find(|n| n.tokens.start == at && n.entity.kind == EntityType::State)
        && doc.tokens().nth(n.tokens.end).is_some_and(|t| matches!(t.lower().as_str(), "'s" | "’s" | "'" | "’"))
    {
        at = n.tokens.end + 1;
    }
    while at < doc.len()
        && (is_address(scene, doc, at)
            || matches!(doc.token(at).lower().as_str(), "the" | "a" | "an")
            || matches!(doc.token(at).text(), "." | "\""))
    {
        at += 1;
    }
    let end = (at..doc.len()).find(|&i| stops(i)).unwrap_or(doc.len());
    if at >= end {
        return None;
    }
    let comma = |i: usize| i < doc.len() && doc.token(i).text() == ",";
    // the title may follow the name, or the name the title, after a comma
    let mut second = end..end;
    if comma(end) {
        let mut from = end + 1;
        while from < doc.len() && (is_address(scene, doc, from) || matches!(doc.token(from).text(), ".")) {
            from += 1;
        }
        second = from..(from..doc.len()).find(|&i| stops(i)).unwrap_or(doc.len());
    }
    let title = scene.directory.offices().at(doc, at).map(|(r, _)| r).filter(|r| r.end <= end).or_else(|| {
        // "deputy permanent representative": an office by its last word
        let head = (at..end)
            .take_while(|&i| !matches!(doc.token(i).tag(), "IN" | "TO") && doc.token(i).lower() != "of")
            .last()?;
        let noun = doc.token(head).lemma().to_lowercase();
        (scene.lexicon.is("agent-person", &noun)
            || scene.lexicon.is("envoy-noun", &noun)
            || scene.lexicon.is("speaker-noun", &noun))
        .then_some(at..head + 1)
    });
    let is_name = |r: &Range<usize>| {
        !r.is_empty()
            && r.len() <= 6
            && r.clone().all(|i| {
                let t = doc.token(i);
                t.text().starts_with(char::is_uppercase)
                    || matches!(t.text(), "-" | "." | "'")
                    || t.text().len() <= 3
                        && t.text().starts_with(char::is_lowercase)
                        && !matches!(t.tag(), "CC" | "TO" | "DT")
                        && !matches!(t.lower().as_str(), "of" | "for")
            })
            && scene.directory.offices().at(doc, r.start).is_none()
            && !r.clone().any(|i| doc.token(i).lower() == "of")
            && !named.iter().any(|n| n.entity.kind == EntityType::State && r.contains(&n.tokens.start))
    };
    let name = match &title {
        Some(t) if is_name(&(t.end..end)) => t.end..end,
        Some(_) if second.len() > 1 && is_name(&second) => second.clone(),
        Some(_) => at..end,
        None => at..end,
    };
    let known = named
        .iter()
        .find(|n| n.entity.kind == EntityType::Person && n.tokens.start < name.end && name.start < n.tokens.end);
    let state = title::state_in(scene, doc, named, start..second.end.max(end))
        .or_else(|| known.and_then(|n| n.entity.state.clone()));
    let is_person = title.as_ref().is_none_or(|t| name.start != t.start);
    let text = doc.span_text(name).trim_end_matches("'s").trim_end_matches("’s").trim().to_owned();
    let entity = match known {
        Some(n) => Some(n.entity.clone()),
        None if is_person => {
            Some(Entity { id: slug(&text), name: text.clone(), kind: EntityType::Person, state: state.clone() })
        }
        None => None,
    };
    Some(Voice {
        attribution: Some(Attribution {
            id: entity.as_ref().map(|e| e.id.clone()),
            name: entity.as_ref().map_or(text, |e| e.name.clone()),
        }),
        person: entity.map(|e| Entity { state: e.state.clone().or(state.clone()), ..e }),
        state,
        asks: false,
    })
}

/// Whether the token is a form of address: "His Excellency", "Mr".
fn is_address(scene: &Scene<'_>, doc: &Doc, at: usize) -> bool {
    let text = doc.token(at).text();
    let bare = text.trim_end_matches('.');
    let pair = (at + 1 < doc.len()).then(|| doc.span_text(at..at + 2));
    let before = (at > 0).then(|| doc.span_text(at - 1..at + 1));
    let address = |s: &str| scene.directory.offices().get(s).is_some_and(|o| o.rank >= 9);
    address(bare) || address(text) || pair.is_some_and(address) || before.is_some_and(address)
}
