//! Mentions of known actors in a parsed text, each with the one reading that the page supports.

use super::slug;
use crate::actors::{Directory, Form, Gender};
use crate::codebook::Lexicon;
use crate::proposition::lower_lemma;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::ops::Range;
use tightrope_nlp::{Doc, Entity as Span, Token};
use tightrope_statement::{Entity, EntityType};

/// A mention of a known actor.
#[derive(Debug, Clone)]
pub struct Named {
    /// Tokens of the mention.
    pub tokens: Range<usize>,
    /// The actor, as of the page's date.
    pub entity: Entity,
    /// A further reading of the same words: the language or commodity of that name, the place behind a capital.
    pub others: Vec<Entity>,
    /// For persons, where known.
    pub gender: Option<Gender>,
    /// Whether it is a capital or seat, which may stand for the government or be a place.
    pub seat: bool,
}

impl Named {
    /// Whether the mention names an actor where it modifies a noun: a city before an accord says where it was made, and
    /// "non-NATO" is nobody.
    pub fn qualifies(&self, doc: &Doc, lexicon: &Lexicon) -> bool {
        if matches!(self.entity.kind, EntityType::Commodity | EntityType::Language) || self.tokens.is_empty() {
            return false;
        }
        if self.is_negated(doc, lexicon) {
            return false;
        }
        let (first, last) = (doc.token(self.tokens.start), doc.token(self.tokens.end - 1));
        let before = first.prev();
        // "the Baltic coast" is none of the Baltic states
        let region = self.entity.kind == EntityType::Group
            && last.head().i == last.i + 1
            && lexicon.is("shore-noun", &lower_lemma(last.head()));
        let place = (self.seat || self.entity.kind == EntityType::Place)
            && last.dep() == "compound"
            && lexicon.is("made-somewhere", &lower_lemma(last.head()))
            && !before.is_some_and(is_dash)
            && !last.next().is_some_and(is_dash);
        !place && !region
    }

    /// Whether the words before it say that it is not the one: "non-NATO".
    pub fn is_negated(&self, doc: &Doc, lexicon: &Lexicon) -> bool {
        if self.tokens.is_empty() {
            return false;
        }
        let before = doc.token(self.tokens.start).prev().filter(|t| is_dash(*t));
        before.and_then(|t| t.prev()).is_some_and(|t| lexicon.is("negative-prefix", &t.lower()))
    }
}

fn is_dash(t: Token<'_>) -> bool {
    matches!(t.text(), "-" | "–" | "—")
}

/// Finds the mentions of a text; `seen` remembers which reading the page chose before for an ambiguous name.
pub fn name_actors(
    doc: &Doc,
    directory: &Directory,
    lexicon: &Lexicon,
    date: Option<Date>,
    seen: &mut FxHashMap<String, Entity>,
) -> Vec<Named> {
    let mut found = Vec::new();
    for mention in directory.find(doc, date) {
        let Some(first) = mention.readings.first() else { continue };
        let words = doc.span_text(mention.tokens.clone()).to_lowercase();
        let mut reading = first;
        if first.ambiguous {
            // an earlier full mention of one of the readings decides
            let earlier = mention.readings.iter().find(|r| seen.values().any(|e| e.id == r.actor.id));
            match earlier {
                Some(r) => reading = r,
                None if first.form == Form::Surname => continue,
                None => {}
            }
        }
        let entity = reading.actor.entity_at(date);
        if entity.kind == EntityType::Person {
            let surname = words.split(' ').next_back().unwrap_or(&words).to_owned();
            seen.insert(format!("person {surname}"), entity.clone());
        }
        if entity.kind == EntityType::Person || reading.form == Form::Name {
            seen.insert(words, entity.clone());
        }
        // "the Indian High Commission" is not the Commission: one word of a longer name names somebody else
        // and "Emirates Steel" is no steel
        if matches!(entity.kind, EntityType::Organisation | EntityType::Commodity)
            && is_part_of_name(doc, &mention.tokens)
        {
            continue;
        }
        let others = mention.readings.iter().map(|r| r.actor.entity_at(date)).filter(|e| e.id != entity.id).collect();
        found.push(Named {
            tokens: mention.tokens,
            gender: reading.actor.gender,
            seat: reading.form == Form::Capital,
            entity,
            others,
        });
    }
    posts(doc, lexicon, &found, seen);
    unlisted(doc, directory, lexicon, &mut found, seen);
    for n in found.iter_mut().filter(|n| n.gender.is_none() && n.entity.kind == EntityType::Person) {
        // "Ms Beridze" is "she" from then on
        let gender = [(Gender::Male, "man-title"), (Gender::Female, "woman-title")]
            .into_iter()
            .find(|(_, class)| titles(doc, n).any(|w| lexicon.is(class, w.trim_end_matches('.'))))
            .map(|(gender, _)| gender);
        let known = |gender| seen.contains_key(&format!("{gender:?} {}", n.entity.id));
        match gender {
            Some(gender) => {
                seen.insert(format!("{gender:?} {}", n.entity.id), n.entity.clone());
                n.gender = Some(gender);
            }
            None => n.gender = [Gender::Male, Gender::Female].into_iter().find(|g| known(*g)),
        }
    }
    found
}

/// The words of a name and the one before it, in lower case.
fn titles<'a>(doc: &'a Doc, n: &Named) -> impl Iterator<Item = String> + use<'a> {
    (n.tokens.start.saturating_sub(1)..n.tokens.end).map(|i| doc.token(i).lower())
}

/// Whether the one-word mention heads a longer proper name.
fn is_part_of_name(doc: &Doc, tokens: &Range<usize>) -> bool {
    let head = doc.token(tokens.start);
    let is_word = head.text().chars().skip(1).any(char::is_lowercase);
    tokens.len() == 1
        && is_word
        && head.children().any(|c| {
            c.dep() == "compound" && c.pos() == "PROPN" && c.i < head.i && c.text().starts_with(char::is_uppercase)
        })
}

/// Persons whom the directory does not know: kept by the name that the page gives, a surname taken for whoever bore it
/// before; they act for the state whose name or office stands with theirs.
fn unlisted(
    doc: &Doc,
    directory: &Directory,
    lexicon: &Lexicon,
    found: &mut Vec<Named>,
    seen: &mut FxHashMap<String, Entity>,
) {
    for e in doc.ents().iter().filter(|e| e.start < e.end && (e.label == "PERSON" || is_titled(doc, e, lexicon))) {
        if found.iter().any(|n| n.tokens.start < e.end && e.start < n.tokens.end) {
            continue;
        }
        let mut tokens = e.start..e.end;
        while tokens.len() > 1 && matches!(doc.token(tokens.end - 1).text(), "'s" | "’s" | "'" | "’") {
            tokens.end -= 1;
        }
        if tokens.clone().any(|i| doc.token(i).text().starts_with('#'))
            || !tokens.clone().any(|i| matches!(doc.token(i).tag(), "NNP" | "NNPS"))
        {
            continue;
        }
        let key = format!("person {}", doc.token(tokens.end - 1).lower());
        let head = doc.token(tokens.end - 1);
        // "Johor Bahru": more of the name of a place
        let place = |n: &&mut Named| n.entity.kind == EntityType::Place && n.tokens.end == tokens.start;
        if head.prev().is_some_and(|p| p.dep() == "compound" && p.head().i == head.i)
            && tokens.len() == 1
            && let Some(n) = found.iter_mut().find(place)
        {
            n.tokens.end = tokens.end;
            n.entity.name = doc.span_text(n.tokens.clone()).to_owned();
            n.entity.id = slug(&n.entity.name);
            continue;
        }
        // "the Abu Salim accord", "the Vasco bridge": what is so called, unless the page knows the person
        let called = |class: &str| lexicon.is(class, &lower_lemma(head.head()));
        let thing = head.dep() == "compound" && ["made-somewhere", "facility", "structure"].iter().any(|c| called(c));
        // "Patriot batteries" are nobody's, "Excellencies" nobody
        let word = head.lower();
        let ware = tokens.len() == 1 && ["warcraft", "arms", "greeting"].iter().any(|c| lexicon.is(c, &word));
        if (thing || ware) && !seen.contains_key(&key) {
            continue;
        }
        let name = doc.span_text(tokens.clone()).to_owned();
        // "the Amir", "His Majesty": a title is no name
        let title = |name: &str| directory.offices().get(name).is_some();
        if title(&name) || title(&format!("His {name}")) || title(&format!("Her {name}")) {
            continue;
        }
        let beside = |n: &Named| {
            let t = doc.token(n.tokens.end - 1);
            let near = t.head().i == head.i && matches!(t.dep(), "amod" | "compound" | "nmod" | "poss");
            let via = t.head().head().i == head.i
                && matches!(t.dep(), "amod" | "compound" | "nmod" | "poss" | "pobj")
                && n.tokens.start + 5 > tokens.start.min(n.tokens.start + 4);
            // "Peru's new envoy, Ana Soto"
            let office = head.dep() == "appos"
                && t.head().i == head.head().i
                && matches!(t.dep(), "amod" | "compound" | "nmod" | "poss")
                && n.tokens.end <= tokens.start;
            n.entity.kind == EntityType::State && (near || via || office)
        };
        let based = |n: &Named| {
            let t = doc.token(n.tokens.end - 1);
            let verb = t.head().head();
            t.dep() == "pobj"
                && verb.dep() == "acl"
                && verb.head().i == head.i
                && lexicon.is("based-participle", &verb.lower())
        };
        // "the Dutch company X", where the parser may have lost that the name belongs to the noun
        let kin = doc.token(tokens.start).prev().filter(|t| t.pos() == "NOUN");
        let firm =
            |t: Token<'_>| lexicon.is("company-word", &lower_lemma(t)) || lexicon.is("firm-word", &lower_lemma(t));
        let before = |n: &Named| {
            let t = doc.token(n.tokens.end - 1);
            kin.is_some_and(|k| t.head().i == k.i && (firm(k) || lexicon.is("agent-person", &lower_lemma(k))))
                && matches!(t.dep(), "amod" | "compound" | "nmod" | "poss")
                && n.entity.state.is_some()
        };
        let state = found.iter().find(|n| beside(n)).or_else(|| found.iter().find(|n| before(n) || based(n)));
        let state = state.and_then(|n| n.entity.state.clone()).or_else(|| posted(doc, tokens.start, lexicon, seen));
        let called = head.children().filter(|c| c.dep() == "appos" || c.dep() == "compound").any(firm)
            || head.dep() == "appos" && firm(head.head())
            || kin.is_some_and(firm)
            || lexicon.is("firm-name", &head.lower());
        let entity = match seen.get(&key) {
            Some(known) if tokens.len() == 1 => known.clone(),
            _ => {
                let kind = if called { EntityType::Company } else { EntityType::Person };
                let entity = Entity { id: slug(&name), name, kind, state };
                seen.insert(key, entity.clone());
                entity
            }
        };
        found.push(Named { tokens, entity, others: Vec::new(), gender: None, seat: false });
    }
    // a surname alone, where the page has given the name in full before
    let name = |t: &Token<'_>| t.pos() == "PROPN" || t.pos() == "NOUN" && t.text().starts_with(char::is_uppercase);
    for t in doc.tokens().filter(name) {
        if found.iter().any(|n| n.tokens.contains(&t.i))
            || doc.ents().iter().any(|e| e.start <= t.i && t.i < e.end && e.label != "PERSON" && e.end - e.start > 1)
        {
            continue;
        }
        if let Some(known) = seen.get(&format!("person {}", t.lower())) {
            found.push(Named {
                tokens: t.i..t.i + 1,
                entity: known.clone(),
                others: Vec::new(),
                gender: None,
                seat: false,
            });
        }
    }
    found.sort_by_key(|n| n.tokens.start);
}

/// Whether the noun before the name says that it is a person's: "envoy Ana Soto".
fn is_titled(doc: &Doc, e: &Span, lexicon: &Lexicon) -> bool {
    let title = |t: Token<'_>| {
        t.tag() == "NN" && t.dep() == "compound" && (e.start..e.end).contains(&t.head().i) && is_post(t, lexicon)
    };
    e.label == "ORG"
        && e.end - e.start > 1
        && (e.start..e.end).all(|i| doc.token(i).tag() == "NNP" && doc.token(i).lower() != doc.token(i).text())
        && doc.token(e.start).prev().is_some_and(title)
}

fn is_post(t: Token<'_>, lexicon: &Lexicon) -> bool {
    lexicon.is("envoy-noun", &lower_lemma(t)) || lexicon.is("office-noun", &lower_lemma(t))
}

/// Keeps whose the envoys and officers are that the text names no further: "a US envoy arrives". Of two states' envoys none
/// is kept.
fn posts(doc: &Doc, lexicon: &Lexicon, found: &[Named], seen: &mut FxHashMap<String, Entity>) {
    for n in found.iter().filter(|n| n.entity.kind == EntityType::State && n.tokens.start < n.tokens.end) {
        let owner = doc.token(n.tokens.end - 1);
        let noun = owner.head();
        if !matches!(owner.dep(), "amod" | "compound" | "nmod" | "poss") || noun.pos() != "NOUN" || noun.tag() != "NN" {
            continue;
        }
        if lexicon.is("envoy-noun", &lower_lemma(noun)) {
            let kept = seen.entry(format!("post {}", lower_lemma(noun))).or_insert_with(|| n.entity.clone());
            if kept.id != n.entity.id {
                kept.state = None;
            }
        }
    }
}

/// The state of the envoys spoken of before, where a name follows that noun alone: "envoy Ana Soto".
fn posted(doc: &Doc, name: usize, lexicon: &Lexicon, seen: &FxHashMap<String, Entity>) -> Option<String> {
    let noun = doc.token(name).prev().filter(|t| t.pos() == "NOUN" || t.dep() == "compound")?;
    let owned = noun.children().any(|c| matches!(c.dep(), "amod" | "compound" | "nmod" | "poss" | "prep"));
    let post = lexicon.is("envoy-noun", &lower_lemma(noun)) && !owned;
    seen.get(&format!("post {}", lower_lemma(noun))).filter(|_| post)?.state.clone()
}
