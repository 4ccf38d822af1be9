//! Which state a page is about, and for which parties it speaks.

mod choose;
#[cfg(test)]
mod tests;

use crate::actors::Directory;
use crate::codebook::{Codebook, Lexicon};
use crate::ellipsis::is_unsaid;
use crate::party::Named;
use crate::voice::quotes;
use jiff::civil::Date;
use tightrope_nlp::Doc;
use tightrope_statement::{Entity, EntityType};
use tightrope_text::{Block, BlockKind, Lead};

pub use choose::{FocalReading, Focals, is_spoken, speakers};

/// What the search looks at.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    /// The page's blocks.
    pub blocks: &'a [Block],
    /// Their parses.
    pub docs: &'a [Doc],
    /// Their known actors.
    pub named: &'a [Vec<Named>],
    /// The actors.
    pub directory: &'a Directory,
    /// Word classes.
    pub lexicon: &'a Lexicon,
    /// The page's date.
    pub date: Option<Date>,
}

/// How much a mention in the title and in a heading counts, against one further down.
const PLACES: (usize, usize) = (8, 3);
/// How often a page must say "we" to speak as one of its state.
const NATIVE: usize = 2;
/// Blocks among which the dateline stands.
const DATELINE: usize = 3;
/// What the state that the title names first has before the others of the title.
const FIRST: usize = 4;
/// What part of all mentions the only state of a page's title is given beside its own.
const TITLE: usize = 5;
/// What part of all mentions the state is given where the page was set down.
const LINE: usize = 10;

/// The states that the page speaks of, most first: by name, and by their people, places and firms. Headings count more,
/// and the only state that the title names more still; a title that is but a state's name decides.
pub fn weights(head: &Head<'_>, text: &str) -> Vec<(String, usize)> {
    let Head { blocks, docs, named, lexicon, .. } = *head;
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (k, ((block, doc), named)) in blocks.iter().zip(docs).zip(named).enumerate() {
        let place = match block.kind {
            _ if k == 0 => PLACES.0,
            BlockKind::Heading => PLACES.1,
            _ => 1,
        };
        // a title that names one state twice is about it no more than about the other
        let mut told: Vec<&str> = Vec::new();
        for n in named {
            let Some(state) = n.entity.state.as_deref() else { continue };
            // "the Ottawa Convention" does not speak of Canada
            let elsewhere = n.entity.kind == EntityType::State && !n.qualifies(doc, lexicon);
            if elsewhere || k > 0 && is_beside_own(doc, n.tokens.start, lexicon) {
                continue;
            }
            if k == 0 && told.contains(&state) {
                continue;
            }
            // the one whom the title names first is mostly whose story it is: "Chad and France: a short history"
            let place = if k == 0 && told.is_empty() { place + FIRST } else { place };
            told.push(state);
            let subject = doc.token(n.tokens.end - 1).dep() == "nsubj";
            let kind = match n.entity.kind {
                EntityType::State if subject => 3,
                EntityType::State | EntityType::Person => 2,
                _ => 1,
            };
            match counts.iter_mut().find(|(s, _)| *s == state) {
                Some((_, c)) => *c += place * kind,
                None => counts.push((state, place * kind)),
            }
        }
    }
    if let (Some(doc), Some(named)) = (docs.first(), named.first()) {
        let mut states: Vec<&str> = named.iter().filter_map(|n| n.entity.state.as_deref()).collect();
        states.sort_unstable();
        states.dedup();
        if let [only] = states.as_slice() {
            let mut rest = doc.tokens().filter(|t| !named.iter().any(|n| n.tokens.contains(&t.i)));
            let bare = rest.all(|t| {
                matches!(t.pos(), "PUNCT" | "DET" | "SPACE" | "NUM")
                    || lexicon.is("brief-noun", &t.lemma().to_lowercase())
            });
            let total: usize = counts.iter().map(|c| c.1).sum();
            let more = if bare { total } else { total / TITLE };
            if let Some((_, c)) = counts.iter_mut().find(|(s, _)| s == only) {
                *c += more;
            }
        }
    }
    // "Obama leaves Accra", set down in Accra
    if let Some(found) = dateline(head, text) {
        let total: usize = counts.iter().map(|c| c.1).sum();
        if let Some((_, c)) = counts.iter_mut().find(|(s, _)| *s == found) {
            *c += total / LINE;
        }
    }
    counts.sort_by_key(|c| std::cmp::Reverse(c.1));
    counts.into_iter().map(|(state, count)| (state.to_owned(), count)).collect()
}

/// Whether the sentence leaves its subject out or speaks of "we" and "our": whom it names beside is somebody else.
fn is_beside_own(doc: &Doc, token: usize, lexicon: &Lexicon) -> bool {
    let sentence = doc.sents().iter().find(|s| s.contains(&token)).cloned().unwrap_or_default();
    sentence.map(|i| doc.token(i)).any(|t| {
        matches!(t.dep(), "nsubj" | "nsubjpass") && is_unsaid(t)
            || matches!(t.dep(), "nsubj" | "nsubjpass" | "poss") && lexicon.is("we-pronoun", &t.lower())
    })
}

/// Whether the page says "we" and "our" in its own voice, outside quotations, more than once: it speaks as one of its state.
pub fn is_native(docs: &[Doc], codebook: &Codebook) -> bool {
    let own = |doc: &Doc| {
        let said = quotes(doc, codebook).all;
        let unquoted = |t: usize| !said.iter().any(|q| q.tokens.contains(&t));
        let first = |i: &usize| codebook.lexicon.is("we-pronoun", &doc.token(*i).lower());
        let owned = |i: usize| doc.token(i).dep() == "poss";
        let found: Vec<usize> = (0..doc.len()).filter(first).filter(|i| unquoted(*i)).collect();
        (found.len(), found.into_iter().filter(|i| owned(*i)).count())
    };
    let (all, owned) = docs.iter().map(own).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    all >= NATIVE && owned > 0
}

/// The one other state that a page is about: spoken of at least twice as much as any third.
pub fn counterpart<'a>(weights: &'a [(String, usize)], focal: Option<&Entity>) -> Option<&'a String> {
    let home = focal?.state.as_deref();
    let mut others = weights.iter().filter(|(s, _)| Some(s.as_str()) != home);
    let (first, most) = others.next()?;
    others.next().is_none_or(|(_, next)| *most >= 2 * next).then_some(first)
}

/// The state where the page's dateline says that it was set down.
fn dateline(head: &Head<'_>, text: &str) -> Option<String> {
    let line = head.blocks.iter().take(DATELINE).find_map(|b| match &b.lead {
        Some(Lead::Dateline(range)) => text.get(range.clone()),
        _ => None,
    });
    let Some(line) = line else { return place_and_day(head) };
    let place = line.split([',', '(']).next()?.trim();
    head.directory.lookup(place, head.date).iter().find_map(|r| r.actor.entity_at(head.date).state)
}

/// The state of the place that opens a block of the head before a day: "Accra, 5 February 2025. Ama Boateng ...".
fn place_and_day(head: &Head<'_>) -> Option<String> {
    head.docs.iter().zip(head.named).take(DATELINE).find_map(|(doc, named)| {
        let first = named.iter().find(|n| n.tokens.start == 0)?;
        let after = |k: usize| (first.tokens.end + k < doc.len()).then(|| doc.token(first.tokens.end + k));
        let dated = after(0)?.text() == "," && after(1)?.tag() == "CD" && after(2)?.pos() == "PROPN";
        first.entity.state.clone().filter(|_| dated)
    })
}

/// The one of two sides whose guest the other was: where the page's dateline says that their words were set down.
pub fn host(head: &Head<'_>, text: &str, sides: &[Entity]) -> Option<Entity> {
    let [_, _] = sides else { return None };
    let state = dateline(head, text)?;
    sides.iter().find(|s| s.id == state).cloned()
}

/// The parties whose joint words the page is, as its head says; none of other pages.
pub fn sides(head: &Head<'_>) -> Vec<Entity> {
    let Head { docs, named, directory, lexicon, date, .. } = *head;
    let Some(title) = docs.first() else { return Vec::new() };
    let words: Vec<String> = title.tokens().map(|t| t.lower()).collect();
    let joint = words.iter().any(|w| lexicon.is("joint-noun", w));
    let jointly = words.windows(2).any(|w| w[0] == "joint" && lexicon.is("speech-noun", &w[1]));
    if !joint && !jointly {
        return Vec::new();
    }
    // the title names them, else the first paragraph does
    let mut found: Vec<Entity> = Vec::new();
    for named in named.iter().take(3) {
        for state in named.iter().filter_map(|n| match n.entity.kind {
            EntityType::Place => None,
            // the European Union and other powers of their own; no body of theirs
            EntityType::Organisation => directory.by_id(&n.entity.id).filter(|a| a.bloc).map(|a| a.id.as_str()),
            _ => n.entity.state.as_deref(),
        }) {
            if !found.iter().any(|e| e.id == state) {
                found.extend(directory.by_id(state).map(|a| a.entity_at(date)));
            }
        }
        if found.len() > 1 {
            break;
        }
    }
    if found.len() > 1 { found } else { Vec::new() }
}
